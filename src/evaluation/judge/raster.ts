import { inkBox } from "../../rasterise/ink.ts";
import { inkOfArt } from "../../rasterise/sketch/sketch.ts";

/** Side of a raster in pixels. */
export const RASTER_SIDE = 32;

/** What a drawing looks like from a distance: judging is done on this, never on its characters. */
export interface Raster {
  /** RASTER_SIDE² values, row-major, 0 blank … 1 full ink: the ink box stretched to a square, softened. */
  ink: Float32Array;
  /** Natural logarithm of the ink box' height over its width. */
  aspect: number;
}

/** How a view departs from the drawing: its sides moved outwards, in shares of the ink box, and mirrored or not. */
export interface View {
  left: number;
  right: number;
  top: number;
  bottom: number;
  mirrored: boolean;
}

const PLAIN: View = { left: 0, right: 0, top: 0, bottom: 0, mirrored: false };

/** The raster of a drawing's lines, each character standing for its glyph's ink; all blank for blank lines. */
export function rasterOf(lines: readonly string[], view: View = PLAIN): Raster {
  const picture = inkOfArt(lines);
  const box = inkBox(picture);
  if (box === null) return { ink: new Float32Array(RASTER_SIDE ** 2), aspect: 0 };
  const { x, y, width, height } = box;
  const across = resample(
    ...[picture.data, picture.width, picture.height] as const,
    ...[x - view.left * width, width * (1 + view.left + view.right), view.mirrored] as const,
  );
  const stretched = resample(
    ...[across, picture.height, RASTER_SIDE] as const,
    ...[y - view.top * height, height * (1 + view.top + view.bottom), false] as const,
  );
  return { ink: soften(stretched), aspect: Math.log(height / width) };
}

/**
 * Stretches the part of each row from `start` over `extent` pixels to RASTER_SIDE pixels by their mean ink, and
 * transposes: [height, width] → [RASTER_SIDE, height]. Called twice, it does rows and columns.
 */
function resample(
  data: Float32Array,
  width: number,
  height: number,
  start: number,
  extent: number,
  mirrored: boolean,
): Float32Array {
  const out = new Float32Array(RASTER_SIDE * height);
  const scale = RASTER_SIDE / extent;
  for (let x = 0; x < width; x++) {
    const left = Math.max(0, (x - start) * scale), right = Math.min(RASTER_SIDE, (x + 1 - start) * scale);
    for (let u = Math.floor(left); u < right; u++) {
      const overlap = Math.min(right, u + 1) - Math.max(left, u);
      const to = (mirrored ? RASTER_SIDE - 1 - u : u) * height;
      for (let y = 0; y < height; y++) out[to + y]! += overlap * data[y * width + x]!;
    }
  }
  return out;
}

/** A binomial blur of 3×3: strokes of neighbouring pixels have something in common. */
function soften(ink: Float32Array): Float32Array {
  const side = RASTER_SIDE;
  const at = (data: Float32Array, x: number, y: number) =>
    x < 0 || y < 0 || x >= side || y >= side ? 0 : data[y * side + x]!;
  const rows = ink.map((value, i) => {
    const [x, y] = [i % side, Math.floor(i / side)];
    return value / 2 + (at(ink, x - 1, y) + at(ink, x + 1, y)) / 4;
  });
  return rows.map((value, i) => {
    const [x, y] = [i % side, Math.floor(i / side)];
    return value / 2 + (at(rows, x, y - 1) + at(rows, x, y + 1)) / 4;
  });
}
