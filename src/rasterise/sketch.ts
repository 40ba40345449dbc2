import { blur, crop, type Ink, inkBox } from "./ink.ts";
import { glyphCoverage } from "./coverage.ts";

/** Side of a sketch in pixels. */
export const SKETCH_SIDE = 36;
const AREA = SKETCH_SIDE * SKETCH_SIDE;
/** Share of a sketch pixel that must be ink. */
const COVERAGE = 0.44;
/** Blur in sketch pixels that a feature must stand out from. */
const SURROUNDINGS = 3.75;

/** Mean of `ink` in each pixel of a 36×36 grid stretched over the whole picture. */
export function shrink(ink: Ink, side = SKETCH_SIDE): Float32Array {
  const out = new Float32Array(side * side);
  const weight = new Float32Array(side * side);
  const steps = Math.max(1, Math.ceil(side * 3 / Math.min(ink.width, ink.height)));
  for (let y = 0; y < ink.height * steps; y++) {
    const row = Math.floor(y * side / (ink.height * steps)) * side;
    const source = Math.floor(y / steps) * ink.width;
    for (let x = 0; x < ink.width * steps; x++) {
      const cell = row + Math.floor(x * side / (ink.width * steps));
      out[cell]! += ink.data[source + Math.floor(x / steps)]!;
      weight[cell]!++;
    }
  }
  return out.map((value, i) => value / weight[i]!);
}

/**
 * The 36×36 one-bit sketch of a picture's ink box. Thin strokes survive: the threshold falls until the sketch holds
 * about as much ink as the picture.
 */
export function sketchOfInk(ink: Ink): Uint8Array {
  const box = inkBox(ink);
  if (box === null) return new Uint8Array(AREA);
  const coverage = shrink(crop(ink, box));
  let total = 0;
  for (const value of coverage) total += value;
  let threshold = COVERAGE;
  const count = () => coverage.reduce((n, value) => n + (value >= threshold ? 1 : 0), 0);
  while (threshold > 0.1 && count() < total * 0.85) threshold -= 0.02;
  return Uint8Array.from(coverage, (value) => value >= threshold ? 1 : 0);
}

/**
 * Sketch of a colour picture: its outline and whatever is darker than its surroundings.
 * `tone` is darkness times opacity, `alpha` opacity, both cropped to the same box.
 */
export function sketchOfTone(tone: Ink, alpha: Ink): Uint8Array {
  const side = SKETCH_SIDE;
  const opaque = shrink(alpha), dark = shrink(tone);
  const around = {
    weight: blur({ width: side, height: side, data: opaque }, SURROUNDINGS).data,
    tone: blur({ width: side, height: side, data: dark }, SURROUNDINGS).data,
  };
  const inside = (x: number, y: number) =>
    x >= 0 && y >= 0 && x < side && y < side && opaque[y * side + x]! >= 0.45;
  const bits = new Uint8Array(AREA);
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

/** Ink of finished art, each character standing for its glyph's, 5×10 values a cell. */
export function inkOfArt(lines: readonly string[]): Ink {
  const width = Math.max(0, ...lines.map((line) => line.length)) * 5, height = lines.length * 10;
  const data = new Float32Array(width * height);
  lines.forEach((line, row) => {
    for (let column = 0; column < line.length; column++) {
      const glyph = glyphCoverage(line[column]!);
      for (let y = 0; y < 10; y++) {
        data.set(glyph.subarray(y * 5, y * 5 + 5), (row * 10 + y) * width + column * 5);
      }
    }
  });
  return { width, height, data };
}

/** Sketch of finished art. */
export function sketchOfArt(lines: string[]): Uint8Array {
  const ink = inkOfArt(lines);
  if (ink.data.length === 0) return new Uint8Array(AREA);
  // Glyphs fill a fifth to a half of their cell; a blur closes the gaps between them.
  const soft = blur(ink, 2.2);
  return sketchOfInk({ ...ink, data: soft.data.map((value) => Math.min(1, value * 3)) });
}

/** Share of ink that makes a sketch pixel count as touched by a thin stroke. */
const TOUCHED = 0.04;

/** 36×36 bits of the art's ink box: where there is any ink at all, however thin. */
export function inkMap(lines: string[]): Uint8Array {
  const ink = inkOfArt(lines);
  const box = inkBox(ink);
  if (box === null) return new Uint8Array(AREA);
  return Uint8Array.from(shrink(crop(ink, box)), (value) => value > TOUCHED ? 1 : 0);
}

/** 1,296 bits of 0/1 as 162 bytes, most significant bit first. */
export function packSketch(bits: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(AREA / 8);
  for (let i = 0; i < AREA; i++) if (bits[i]) bytes[i >> 3]! |= 0x80 >> (i & 7);
  return bytes;
}

/** The reverse of `packSketch`. */
export function unpackSketch(bytes: Uint8Array): Uint8Array {
  return Uint8Array.from({ length: AREA }, (_, i) => bytes[i >> 3]! >> (7 - (i & 7)) & 1);
}
