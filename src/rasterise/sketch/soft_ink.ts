import { CELL_HEIGHT, CELL_WIDTH, glyphCoverage } from "../coverage.ts";
import { blur, crop, type Ink, inkBox } from "../ink.ts";

/** So many rows of glyphs are one of soft ink, which loses little of what is blurred. */
export const ROWS_IN_ONE = 2;
const ROWS = CELL_HEIGHT / ROWS_IN_ONE;
/** Blur in pixels of a glyph, and how far a stamp reaches beyond its cell. */
const SIGMA = 2.2;
const REACH = 4 * ROWS_IN_ONE;
/** Ink of a stamp's rim that is left out. */
const TRACE = 1e-3;

/** A blurred glyph: the part of it that has ink, and where it lies in relation to its cell's top left pixel. */
interface Stamp extends Ink {
  x: number;
  y: number;
}

/** Taken again for each piece: to get and to clear new memory took longer than to draw. */
let scratch = new Float32Array(0);

/**
 * Blurred ink of art, 5×5 values a cell, blank around it: the sum of a stamp for each character. The next call writes over
 * it.
 */
export function softInkOfArt(lines: readonly string[]): Ink {
  const width = Math.max(0, ...lines.map((line) => line.length)) * CELL_WIDTH, height = lines.length * ROWS;
  if (scratch.length < width * height) scratch = new Float32Array(width * height);
  const data = scratch.subarray(0, width * height).fill(0);
  for (let row = 0; row < lines.length; row++) {
    const line = lines[row]!;
    for (let column = 0; column < line.length; column++) {
      const stamp = stampOf(line.charCodeAt(column));
      if (stamp === null) continue;
      const left = column * CELL_WIDTH + stamp.x, top = row * ROWS + stamp.y;
      const from = Math.max(0, -left), to = Math.min(stamp.width, width - left);
      const last = Math.min(stamp.height, height - top), { data: ink } = stamp;
      for (let y = Math.max(0, -top); y < last; y++) {
        const source = y * stamp.width, target = (top + y) * width + left;
        for (let x = from; x < to; x++) data[target + x]! += ink[source + x]!;
      }
    }
  }
  return { width, height, data };
}

const stamps: (Stamp | null | undefined)[] = Array(128).fill(undefined);

/** The stamp of a character; null for a blank one, and for what is not ASCII. */
function stampOf(code: number): Stamp | null {
  if (code >= stamps.length) return null;
  const known = stamps[code];
  return known === undefined ? stamps[code] = makeStamp(glyphCoverage(String.fromCharCode(code))) : known;
}

/** A glyph's ink, blurred, with room for `reach` pixels around its cell. */
function softGlyph(glyph: Float32Array, sigma: number, reach: number): Ink {
  const width = CELL_WIDTH + 2 * reach, height = CELL_HEIGHT + 2 * reach;
  const data = new Float32Array(width * height);
  for (let y = 0; y < CELL_HEIGHT; y++) {
    data.set(glyph.subarray(y * CELL_WIDTH, (y + 1) * CELL_WIDTH), (y + reach) * width + reach);
  }
  return blur({ width, height, data }, sigma);
}

function makeStamp(glyph: Float32Array): Stamp | null {
  const { width, height, data: soft } = softGlyph(glyph, SIGMA, REACH);
  const coarse = { width, height: height / ROWS_IN_ONE, data: new Float32Array(soft.length / ROWS_IN_ONE) };
  for (let y = 0; y < height; y++) {
    const row = Math.floor(y / ROWS_IN_ONE) * width;
    for (let x = 0; x < width; x++) coarse.data[row + x]! += soft[y * width + x]! / ROWS_IN_ONE;
  }
  const box = inkBox(coarse, TRACE);
  return box && { ...crop(coarse, box), x: box.x - REACH, y: box.y - REACH / ROWS_IN_ONE };
}
