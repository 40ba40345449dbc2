import { deflateRawSync, inflateRawSync } from "node:zlib";
import { renderSvg } from "./resvg.ts";
import { SKETCH_SIDE } from "./sketch/sketch.ts";
import { parseSvg } from "./svg.ts";

/** Pixels on the longer side of the picture that colours are counted on. */
const STUDY_SIDE = 144;
const AREA = SKETCH_SIDE * SKETCH_SIDE;
/** Opacity from which a pixel is part of the picture. */
const OPAQUE = 128;
/** Steps of 31 by which channels differ in what is not grey. */
const COLOURFUL = 3;
/** Share of the picture that must not be grey. */
const LEAST_COLOUR = 0.02;

/**
 * The colours of a picture, 36×36 of the box of what is not transparent: the most frequent one in each place, as 1 bit of
 * opacity and 5 bits of red, green and blue. Undefined for a picture in grey, or of nothing. Throws an
 * SvgError.
 */
export function coloursOf(svg: string): Uint16Array | undefined {
  const picture = parseSvg(svg);
  if (picture === null) return undefined;
  const { x, y, width, height } = picture.viewBox;
  const scale = STUDY_SIDE / Math.max(width, height);
  const scaled = (side: number) => Math.max(1, Math.round(side * scale));
  const columns = scaled(width), rows = scaled(height);
  const root = `<svg${picture.attributes} width="${columns}" height="${rows}" preserveAspectRatio="none" ` +
    `viewBox="${x} ${y} ${width} ${height}">`;
  const values = pack(renderSvg(`${root}${picture.body}</svg>`).pixels);
  const box = boxOf(values, columns);
  if (box === undefined) return undefined;
  const colours = new Uint16Array(AREA);
  for (let i = 0; i < AREA; i++) {
    colours[i] = commonest(values, columns, box, i % SKETCH_SIDE, Math.floor(i / SKETCH_SIDE));
  }
  const opaque = colours.filter((value) => value !== 0);
  const colourful = opaque.filter((value) => {
    const channels = [value >> 10 & 31, value >> 5 & 31, value & 31];
    return Math.max(...channels) - Math.min(...channels) >= COLOURFUL;
  });
  return colourful.length > LEAST_COLOUR * opaque.length ? colours : undefined;
}

/** Opacity and colours in 16 bits a pixel; 0 where it is transparent. Takes pixels whose colours are times their opacity. */
function pack(pixels: Uint8Array): Uint16Array {
  const values = new Uint16Array(pixels.length / 4);
  for (let i = 0, p = 0; i < values.length; i++, p += 4) {
    const opacity = pixels[p + 3]!;
    if (opacity < OPAQUE) continue;
    const [red, green, blue] = [0, 1, 2].map((c) => Math.min(31, Math.round(pixels[p + c]! * 31 / opacity)));
    values[i] = 0x8000 | red! << 10 | green! << 5 | blue!;
  }
  return values;
}

interface Bounds {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

function boxOf(values: Uint16Array, columns: number): Bounds | undefined {
  let [left, top, right, bottom] = [Infinity, Infinity, -1, -1];
  values.forEach((value, i) => {
    if (value === 0) return;
    const [x, y] = [i % columns, Math.floor(i / columns)];
    [left, right, top, bottom] = [
      Math.min(left, x),
      Math.max(right, x),
      Math.min(top, y),
      Math.max(bottom, y),
    ];
  });
  return right < 0 ? undefined : { left, top, right: right + 1, bottom: bottom + 1 };
}

/** The most frequent value of the pixels in one place of the grid that covers a box. */
function commonest(
  values: Uint16Array,
  columns: number,
  { left, top, right, bottom }: Bounds,
  x: number,
  y: number,
) {
  const edge = (from: number, to: number, place: number) =>
    from + Math.floor((to - from) * place / SKETCH_SIDE);
  const counts = new Map<number, number>();
  let most = 0, best = 0;
  for (
    let row = edge(top, bottom, y);
    row < Math.max(edge(top, bottom, y) + 1, edge(top, bottom, y + 1));
    row++
  ) {
    for (
      let c = edge(left, right, x);
      c < Math.max(edge(left, right, x) + 1, edge(left, right, x + 1));
      c++
    ) {
      const value = values[row * columns + c]!;
      const count = (counts.get(value) ?? 0) + 1;
      counts.set(value, count);
      if (count > most) [most, best] = [count, value];
    }
  }
  return best;
}

/** Colours as they are stored: all high bytes, then all low bytes, deflated. */
export function packColours(colours: Uint16Array): Uint8Array {
  const bytes = new Uint8Array(2 * AREA);
  colours.forEach((value, i) => {
    bytes[i] = value >> 8;
    bytes[AREA + i] = value & 255;
  });
  return deflateRawSync(bytes, { level: 9 });
}

/** The reverse of `packColours`. Throws for what was not packed by it. */
export function unpackColours(packed: Uint8Array): Uint16Array {
  const bytes = inflateRawSync(packed, { maxOutputLength: 2 * AREA });
  if (bytes.length !== 2 * AREA) throw new Error(`colours are ${bytes.length} bytes, not ${2 * AREA}`);
  return Uint16Array.from({ length: AREA }, (_, i) => bytes[i]! << 8 | bytes[AREA + i]!);
}
