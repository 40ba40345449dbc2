import { CELL_HEIGHT, CELL_WIDTH } from "./coverage.ts";
import { BLUR, glyphSet, type PictureStyle } from "./glyphs.ts";
import { type Dot, drawnDots, findDots, stampDots, withoutDots } from "./dots.ts";
import { axisInk, blur, type Box, crop, type Ink, symmetry } from "./ink.ts";
import { matchGlyphs, type Placement, placementCost } from "./match.ts";
import { mirrorArt } from "./sketch/mirror.ts";
import { FINE_SIDE, sketchOfInk, sketchOfTone } from "./sketch/sketch.ts";
import { lineThickness, parseSvg, type Pen, render, strokeWidth, study } from "./svg.ts";

export type { PictureStyle } from "./glyphs.ts";

/** How one drawing of a picture is made. */
export interface DrawOptions {
  /** Cells that the ink box fills from left to right. */
  columns: number;
  /** Default 48; a taller drawing is refused. */
  maxRows?: number;
  /** Stroke thickness relative to the usual one, line style only. */
  strokeScale?: number;
  /** Offset of the picture on the grid in pixels of a 10×20 cell; without it the best one is searched. */
  shift?: [number, number];
}

/** A picture ready to be drawn at many widths. */
export interface OpenPicture {
  /** Bits of the ink box, `side` by `side`. */
  sketch(side: number): Uint8Array;
  /** True where the picture is made of lines of even width. */
  strokeBased: boolean;
  /** Lines of the drawing without blank borders; null where nothing shows or it is too tall. */
  draw(options: DrawOptions): string[] | null;
}

/** Pen width in half pixels of a 5×10 cell. */
const PEN = 1.3;
/** Ink of a font's stem in half pixels: strokes are weighed to match it. */
const STEM = 0.85;
/** Slack in half pixels that is left for the search of the best shift. */
const SLACK = 3;
/** Blank half pixels around the picture, room for its blur. */
const MARGIN = 3;
const SYMMETRIC = 0.97;
/** Width of a sketch's pen in its pixels: a little wider than one, strokes leave no gaps. */
const SKETCH_PEN = 1.2;
/** Steps in half pixels of the search for the best shift; lines gain most from it. */
const SHIFTS: Record<PictureStyle, { x: number; y: number }> = {
  line: { x: 2, y: 2 },
  solid: { x: 2, y: 3 },
  shaded: { x: 4, y: 5 },
};

/** Opens an SVG document; null where it shows nothing. */
export function openPicture(svg: string, style: PictureStyle): OpenPicture | null {
  const picture = parseSvg(svg);
  const view = picture && study(picture);
  if (picture === null || view === null) return null;
  const ink = crop(view.ink, view.pixels), alpha = crop(view.alpha, view.pixels);
  if (style !== "shaded" && !ink.data.some((value) => value > 0.3)) return null;
  const stroke = strokeWidth(picture);
  const thickness = stroke ?? divide(lineThickness(view.ink), view.scale);
  const strokeBased = style !== "shaded" && thickness !== null;
  const box = view.box;
  // Dots in user units; thinning their strokes would lose the eyes of every face.
  const dots: Dot[] = style !== "line" || thickness === null
    ? []
    : findDots(view.ink, thickness * view.scale).map(({ x, y, radius }) => ({
      x: picture.viewBox.x + x / view.scale,
      y: picture.viewBox.y + y / view.scale,
      radius: radius / view.scale,
    }));
  const even = symmetry(style === "shaded" ? alpha : ink) > SYMMETRIC && symmetry(ink) > SYMMETRIC;
  const onAxis = even && axisInk(ink);
  const tone = style === "shaded" ? contrast(ink, alpha) : ink;
  const sketch = (side: number) => {
    if (style === "shaded") return sketchOfTone(tone, alpha, side);
    if (style !== "line") return sketchOfInk(ink, side);
    const { pen } = penOf(SKETCH_PEN * Math.max(box.width, box.height) / side);
    const eyes = side < FINE_SIDE ? "" : drawnDots(dots, box, side);
    return sketchOfInk(render(picture, box, view.scale, pen, eyes).ink, side);
  };

  function penOf(width: number): { pen: Pen; grow: number } {
    if (style !== "line") return { pen: { kind: "as-is" }, grow: 0 };
    if (thickness === null) return { pen: { kind: "outline", to: width }, grow: width };
    const grow = width - thickness;
    return { pen: { kind: stroke === null ? "erode" : "stroke", from: thickness, to: width }, grow };
  }

  /** The picture's blurred ink with a margin around it, `columns` cells wide; null where it is too tall. */
  function target(columns: number, maxRows: number, strokeScale: number): { ink: Ink; dots: Dot[] } | null {
    const span = columns * CELL_WIDTH - SLACK;
    if (span <= 4) return null;
    const width = style === "line" ? PEN * strokeScale : 0;
    const scale = (span - width) / Math.max(box.width + penOf(0).grow, box.width * 0.05);
    const { pen, grow } = penOf(width / scale);
    const frame = grown(box, grow);
    if (frame.height * scale > maxRows * CELL_HEIGHT) return null;
    const canvas = grown(frame, 2 * MARGIN / scale);
    const raster = render(picture!, canvas, scale, pen, withoutDots(dots, scale, width / scale));
    const ink = style === "shaded" ? shade(raster.ink, raster.alpha) : raster.ink;
    if (even) symmetrise(ink);
    if (style === "line") { for (let i = 0; i < ink.data.length; i++) ink.data[i]! *= STEM / PEN; }
    const placed = dots.map(({ x, y, radius }) => ({
      x: (x - canvas.x) * scale,
      y: (y - canvas.y) * scale,
      radius: radius * scale,
    }));
    return { ink: blur(ink, BLUR[style]), dots: placed };
  }

  function draw(options: DrawOptions): string[] | null {
    const maxRows = options.maxRows ?? 48;
    // A symmetric picture cannot be moved sideways: other widths are tried instead. A stroke on its axis needs a
    // middle column to stand in.
    let widths = even && style === "line" ? [options.columns, options.columns - 1] : [options.columns];
    if (onAxis) widths = [options.columns - (options.columns + 1) % 2];
    let best: { columns: number; ink: Ink; dots: Dot[]; at: Placement; cost: number } | null = null;
    for (const columns of widths) {
      const aimed = target(columns, maxRows, options.strokeScale ?? 1);
      if (aimed === null) continue;
      const { at, cost } = place(aimed.ink, columns, maxRows, options.shift);
      if (best === null || cost < best.cost) best = { columns, ...aimed, at, cost };
    }
    if (best === null) return null;
    const { columns, ink, at } = best;
    const half = matchGlyphs(ink, glyphSet(style), at, even && columns % 2 === 1);
    return trim(stampDots(even ? unfold(half, columns) : half, best.dots, at, columns, even));
  }

  /** The placement of least cost, with the cost as a share of the picture's energy. */
  function place(ink: Ink, columns: number, maxRows: number, shift?: [number, number]) {
    const set = glyphSet(style);
    const height = ink.height - 2 * MARGIN;
    const placement = (x: number, y: number): Placement => ({
      columns: even ? (columns + 1) >> 1 : columns,
      rows: Math.min(maxRows, Math.ceil((height + y) / CELL_HEIGHT)),
      x: x - MARGIN,
      y: y - MARGIN,
    });
    const centred = Math.round((columns * CELL_WIDTH - (ink.width - 2 * MARGIN)) / 2);
    if (shift !== undefined) {
      const x = Math.round(shift[0] / 2), y = Math.round(shift[1] / 2);
      return { at: placement(even ? centred : x % CELL_WIDTH, y % CELL_HEIGHT), cost: 0 };
    }
    let at = placement(centred, 0), least = Infinity;
    const xs = even ? [centred] : [0, 1, 2, 3];
    const attempt = (x: number, y: number) => {
      const tried = placement(x, y);
      const cost = placementCost(ink, set, tried, least);
      if (cost < least) [at, least] = [tried, cost];
    };
    const step = SHIFTS[style];
    for (let y = 0; y < CELL_HEIGHT; y += step.y) {
      for (const x of xs) if (x % step.x === 0 || even) attempt(x, y);
    }
    const around = style === "shaded" ? [] : [[1, 0], [-1, 0], [0, 1], [0, -1]] as const;
    const { x, y } = at;
    for (const [dx, dy] of around) {
      const nx = x + MARGIN + dx, ny = y + MARGIN + dy;
      if (xs.includes(nx) && ny >= 0 && ny < CELL_HEIGHT) attempt(nx, ny);
    }
    let energy = 0;
    for (const value of ink.data) energy += value * value;
    return { at, cost: least / energy };
  }

  return { sketch, strokeBased, draw };
}

const divide = (value: number | null, by: number) => value === null ? null : value / by;

const grown = (box: Box, by: number): Box => ({
  x: box.x - by / 2,
  y: box.y - by / 2,
  width: Math.max(box.width + by, 1e-3),
  height: Math.max(box.height + by, 1e-3),
});

/** Makes the picture its own mirror picture, in place. */
function symmetrise({ data, width, height }: Ink): void {
  for (let y = 0; y < height; y++) {
    for (let a = y * width, b = a + width - 1; a < b; a++, b--) data[a] = data[b] = (data[a]! + data[b]!) / 2;
  }
}

/** Left half and its mirror picture; an odd number of columns shares the middle one. */
function unfold(half: string[], columns: number): string[] {
  const full = half.map((line) => "|" + line + "|");
  const mirrored = mirrorArt(full).map((line) => line.slice(1, -1));
  return half.map((line, i) => line + mirrored[i]!.slice(columns % 2));
}

/** Without blank border rows and columns and trailing spaces; null where nothing is left. */
function trim(lines: string[]): string[] | null {
  const ends = lines.map((line) => line.trimEnd());
  const first = ends.findIndex((line) => line !== "");
  if (first < 0) return null;
  const rows = ends.slice(first, ends.findLastIndex((line) => line !== "") + 1);
  const indent = Math.min(
    ...rows.filter((line) => line !== "").map((line) => line.length - line.trimStart().length),
  );
  return rows.map((line) => line.slice(indent));
}

/** Darkness stretched so that the picture's 5th to 95th percentile fills 0.1 … 1, times opacity. */
function contrast(ink: Ink, alpha: Ink): Ink {
  const counts = new Int32Array(256);
  let total = 0;
  for (let i = 0; i < ink.data.length; i++) {
    if (alpha.data[i]! < 0.5) continue;
    counts[Math.min(255, Math.round(ink.data[i]! / alpha.data[i]! * 255))]!++;
    total++;
  }
  const percentile = (share: number) => {
    let seen = 0;
    for (let level = 0; level < 256; level++) {
      if ((seen += counts[level]!) >= total * share) return level / 255;
    }
    return 1;
  };
  const low = percentile(0.05), high = Math.max(percentile(0.95), low + 0.25);
  const data = ink.data.map((value, i) => {
    const opacity = alpha.data[i]!;
    if (opacity === 0) return 0;
    return opacity * Math.min(1, Math.max(0.1, 0.1 + 0.9 * (value / opacity - low) / (high - low)));
  });
  return { width: ink.width, height: ink.height, data };
}

/** Tone with its edges drawn darker. */
function shade(ink: Ink, alpha: Ink): Ink {
  const tone = contrast(ink, alpha);
  const soft = blur(tone, 3);
  const body = blur(alpha, 1.5);
  const data = tone.data.map((value, i) => {
    const rim = alpha.data[i]! * Math.max(0, 1 - body.data[i]!) * 1.2;
    return Math.min(1, Math.max(0, 0.7 * value + 1.2 * (value - soft.data[i]!) + rim));
  });
  return { width: tone.width, height: tone.height, data };
}
