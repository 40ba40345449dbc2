import { CELL_HEIGHT, CELL_WIDTH, glyphCoverage } from "../coverage.ts";
import { blur, type Box, crop, type Ink, inkBox } from "../ink.ts";
import { ROWS_IN_ONE, softInkOfArt } from "./soft_ink.ts";

/** Side in pixels of the sketch by which pictures are compared. */
export const SKETCH_SIDE = 36;
/** Side in pixels of the fine sketch, which is remembered and drawn. */
export const FINE_SIDE = 64;
/** Side of a square sketch. */
export const sideOf = (bits: ArrayLike<unknown>): number => Math.sqrt(bits.length);

/** Share of a sketch pixel that must be ink; less of it, step by step, where strokes are thin. */
const COVERAGE = 0.44, LEAST_COVERAGE = 0.1, COVERAGE_STEP = 0.02;
const THRESHOLDS = [COVERAGE];
while (THRESHOLDS.at(-1)! > LEAST_COVERAGE) THRESHOLDS.push(THRESHOLDS.at(-1)! - COVERAGE_STEP);
/** Blur as a share of the side that a feature must stand out from. */
const SURROUNDINGS = 0.104;

/** Mean of `ink` in each pixel of a grid of `side` by `side` stretched over the whole picture. */
export function shrink(ink: Ink, side: number): Float32Array {
  const out = new Float32Array(side * side);
  const weight = new Float32Array(side * side);
  const steps = Math.max(1, Math.ceil(side * 3 / Math.min(ink.width, ink.height)));
  const columns = Int32Array.from(
    { length: ink.width * steps },
    (_, x) => Math.floor(x * side / (ink.width * steps)),
  );
  for (let y = 0; y < ink.height * steps; y++) {
    const row = Math.floor(y * side / (ink.height * steps)) * side;
    const source = Math.floor(y / steps) * ink.width;
    for (let x = 0; x < columns.length; x++) {
      const cell = row + columns[x]!;
      out[cell]! += ink.data[source + Math.floor(x / steps)]!;
      weight[cell]!++;
    }
  }
  return out.map((value, i) => value / weight[i]!);
}

/**
 * The one-bit sketch, `side` by `side`, of a picture's ink box. Thin strokes survive: the threshold falls until the sketch holds
 * about as much ink as the picture.
 */
export function sketchOfInk(ink: Ink, side = SKETCH_SIDE): Uint8Array {
  const box = inkBox(ink);
  if (box === null) return new Uint8Array(side * side);
  return withSameInk(shrink(crop(ink, box), side));
}

/** Bits where coverage reaches the highest threshold that keeps most of the ink, or the lowest of all. */
export function withSameInk(coverage: Float32Array): Uint8Array {
  const lowest = THRESHOLDS.length - 1;
  /** How many pixels reach each threshold, but none higher. */
  const counts = new Int32Array(THRESHOLDS.length);
  let total = 0;
  for (let i = 0; i < coverage.length; i++) {
    const value = coverage[i]!;
    total += value;
    if (value < THRESHOLDS[lowest]!) continue;
    let level = Math.max(0, Math.floor((COVERAGE - value) / COVERAGE_STEP) - 1);
    while (value < THRESHOLDS[level]!) level++;
    counts[level]!++;
  }
  let level = 0;
  for (let count = counts[0]!; level < lowest && count < total * 0.85; count += counts[level]!) level++;
  const threshold = THRESHOLDS[level]!, bits = new Uint8Array(coverage.length);
  for (let i = 0; i < coverage.length; i++) if (coverage[i]! >= threshold) bits[i] = 1;
  return bits;
}

/**
 * Sketch of a colour picture: its outline and whatever is darker than its surroundings.
 * `tone` is darkness times opacity, `alpha` opacity, both cropped to the same box.
 */
export function sketchOfTone(tone: Ink, alpha: Ink, side = SKETCH_SIDE): Uint8Array {
  const opaque = shrink(alpha, side), dark = shrink(tone, side);
  const reach = SURROUNDINGS * side;
  const around = {
    weight: blur({ width: side, height: side, data: opaque }, reach).data,
    tone: blur({ width: side, height: side, data: dark }, reach).data,
  };
  const inside = (x: number, y: number) =>
    x >= 0 && y >= 0 && x < side && y < side && opaque[y * side + x]! >= 0.45;
  const bits = new Uint8Array(side * side);
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      if (!inside(x, y)) continue;
      const i = y * side + x;
      const outline = !inside(x - 1, y) || !inside(x + 1, y) || !inside(x, y - 1) || !inside(x, y + 1);
      const feature = dark[i]! / opaque[i]! - around.tone[i]! / around.weight[i]! > 0.1;
      if (outline || feature) bits[i] = 1;
    }
  }
  return bits;
}

/** A sketch with fewer pixels a side. */
export function coarser(sketch: Uint8Array, side = SKETCH_SIDE): Uint8Array {
  const own = sideOf(sketch);
  return withSameInk(shrink({ width: own, height: own, data: Float32Array.from(sketch) }, side));
}

/** Ink of finished art, each character standing for its glyph's, 5×10 values a cell. */
export function inkOfArt(lines: readonly string[]): Ink {
  const width = Math.max(0, ...lines.map((line) => line.length)) * CELL_WIDTH;
  const height = lines.length * CELL_HEIGHT;
  const data = new Float32Array(width * height);
  lines.forEach((line, row) => {
    for (let column = 0; column < line.length; column++) {
      const glyph = glyphCoverage(line[column]!);
      for (let y = 0; y < CELL_HEIGHT; y++) {
        const from = y * CELL_WIDTH, to = (row * CELL_HEIGHT + y) * width + column * CELL_WIDTH;
        data.set(glyph.subarray(from, from + CELL_WIDTH), to);
      }
    }
  });
  return { width, height, data };
}

/** Glyphs fill a fifth to a half of their cell: so many times its blurred ink is that of a full area. */
const FULL = 3;
/** Ink from which a pixel belongs to the art's box. */
const EDGE = 0.1;

/** Sketch of finished art. A blur closes the gaps between its glyphs. */
export function sketchOfArt(lines: readonly string[], side = SKETCH_SIDE): Uint8Array {
  const soft = softInkOfArt(lines);
  const box = inkBox(soft, EDGE / FULL);
  return box === null ? new Uint8Array(side * side) : withSameInk(shrinkSoft(soft, box, side));
}

/** Scratch of `shrinkSoft`: rows that are shrunk down, and then across. */
let down = new Float32Array(0), across = new Float32Array(0);

/** Mean of soft ink, as shares of a full area, in each pixel of a grid stretched over a box; the next call writes over it. */
function shrinkSoft({ width, data }: Ink, box: Box, side: number): Float32Array {
  const area = side * side;
  if (across.length !== area) across = new Float32Array(area);
  const steps = Math.max(1, Math.ceil(side * 3 / Math.min(box.width, box.height * ROWS_IN_ONE)));
  const size = side * box.width;
  if (down.length < size) down = new Float32Array(size);
  const rows = down.fill(0, 0, size), out = across.fill(0);
  const vertical = partsOf(box.height, ROWS_IN_ONE * steps, side);
  for (let part = 0; part < vertical.share.length; part++) {
    const source = (box.y + vertical.pixel[part]!) * width + box.x,
      target = vertical.place[part]! * box.width;
    const share = vertical.share[part]!;
    for (let x = 0; x < box.width; x++) {
      const soft = data[source + x]! * FULL;
      rows[target + x]! += soft < 1 ? share * soft : share;
    }
  }
  const horizontal = partsOf(box.width, steps, side);
  for (let part = 0; part < horizontal.share.length; part++) {
    const share = horizontal.share[part]!;
    let source = horizontal.pixel[part]!;
    for (let target = horizontal.place[part]!; target < area; target += side, source += box.width) {
      out[target]! += share * rows[source]!;
    }
  }
  return out;
}

/** How pixels in a row make up the pixels of a sketch's side: entry i is a pixel, the place it adds to, its share of that. */
interface Parts {
  pixel: Int32Array;
  place: Int32Array;
  share: Float64Array;
}

const knownParts = new Map<number, Parts>();
const MAX_KNOWN_PARTS = 1024;

/** Each of `length` pixels is cut in `steps`, and each of those belongs to one place, as `shrink` does it. */
function partsOf(length: number, steps: number, side: number): Parts {
  const key = (length * 1024 + steps) * 128 + side;
  let parts = knownParts.get(key);
  if (parts === undefined) {
    if (knownParts.size >= MAX_KNOWN_PARTS) knownParts.clear();
    knownParts.set(key, parts = makeParts(length, steps, side));
  }
  return parts;
}

function makeParts(length: number, steps: number, side: number): Parts {
  const most = length + side, all = length * steps;
  const parts = { pixel: new Int32Array(most), place: new Int32Array(most), share: new Float64Array(most) };
  const sizes = new Int32Array(side);
  let last = -1;
  for (let step = 0; step < all; step++) {
    const pixel = Math.floor(step / steps), place = Math.floor(step * side / all);
    if (last < 0 || parts.pixel[last] !== pixel || parts.place[last] !== place) {
      last++;
      parts.pixel[last] = pixel;
      parts.place[last] = place;
    }
    parts.share[last]!++;
    sizes[place]!++;
  }
  const count = last + 1;
  for (let part = 0; part < count; part++) parts.share[part]! /= sizes[parts.place[part]!]!;
  return {
    pixel: parts.pixel.slice(0, count),
    place: parts.place.slice(0, count),
    share: parts.share.slice(0, count),
  };
}

/** Share of ink that makes a sketch pixel count as touched by a thin stroke. */
const TOUCHED = 0.04;

/** Bits of the art's ink box, `side` by `side`: where there is any ink at all, however thin. */
export function inkMap(lines: string[], side: number): Uint8Array {
  const ink = inkOfArt(lines);
  const box = inkBox(ink);
  if (box === null) return new Uint8Array(side * side);
  return Uint8Array.from(shrink(crop(ink, box), side), (value) => value > TOUCHED ? 1 : 0);
}

/** Bits of 0/1 as bytes, most significant bit first: 162 of a sketch, 512 of a fine one. */
export function packSketch(bits: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(bits.length / 8);
  for (let i = 0; i < bits.length; i++) if (bits[i]) bytes[i >> 3]! |= 0x80 >> (i & 7);
  return bytes;
}

/** The reverse of `packSketch`. */
export function unpackSketch(bytes: Uint8Array): Uint8Array {
  const bits = new Uint8Array(bytes.length * 8);
  for (let i = 0; i < bits.length; i++) bits[i] = bytes[i >> 3]! >> (7 - (i & 7)) & 1;
  return bits;
}
