import { blur, type Ink } from "../ink.ts";
import { CELL_HEIGHT, CELL_WIDTH } from "../coverage.ts";
import { CELL_AREA, type Glyphs } from "./glyphs.ts";

/** Rounds over all cells at most. */
const SWEEPS = 8;

/**
 * Draws `target` (ink 0 to 1, 5×10 pixels a cell) with glyphs, such that an eye that blurs sees as little difference as
 * possible: direct binary search (Analoui & Allebach 1992) with glyphs for dots. Each cell starts with the glyph that
 * fits it best by itself, then takes the one that lowers the error most, neighbours included, until none changes. Every
 * glyph but the blank costs `reluctance` on top. One string a row of cells.
 */
export function matchImage(target: Ink, glyphs: Glyphs, reluctance = 0): string[] {
  const { width, height } = target;
  const columns = width / CELL_WIDTH, rows = height / CELL_HEIGHT, n = glyphs.characters.length;
  const { seen, reach, common } = glyphs;
  const { starts, offsets, values } = inkedPixels(glyphs, width);
  const seenWidth = CELL_WIDTH + 2 * reach, seenHeight = CELL_HEIGHT + 2 * reach;
  const chosen = new Uint8Array(columns * rows);
  /** Cells around which something has changed since they were looked at. */
  const disturbed = new Uint8Array(columns * rows).fill(1);
  const across = Math.ceil(reach / CELL_WIDTH), down = Math.ceil(reach / CELL_HEIGHT);

  /** The glyph of least error in a cell where `now` stands and `error` is what the eye sees too little of. */
  function best(error: Float32Array, column: number, row: number, now: number): number {
    const base = row * CELL_HEIGHT * width + column * CELL_WIDTH;
    let least = Infinity, choice = now;
    for (let g = 0; g < n; g++) {
      let fit = 0;
      for (let k = starts[g]!, end = starts[g + 1]!; k < end; k++) {
        fit += values[k]! * error[base + offsets[k]!]!;
      }
      const cost = common[g * n + g]! - 2 * (fit + common[g * n + now]!) + (g === 0 ? 0 : reluctance);
      if (cost < least) [least, choice] = [cost, g];
    }
    return choice;
  }

  /** Adds what the eye makes of a glyph to `field`, `sign` times. */
  function add(field: Float32Array, column: number, row: number, glyph: number, sign: number): void {
    const left = column * CELL_WIDTH - reach, top = row * CELL_HEIGHT - reach;
    const from = Math.max(0, -left), to = Math.min(seenWidth, width - left);
    const last = Math.min(seenHeight, height - top);
    for (let y = Math.max(0, -top); y < last; y++) {
      const base = (glyph * seenHeight + y) * seenWidth, at = (top + y) * width + left;
      for (let x = from; x < to; x++) field[at + x]! += sign * seen[base + x]!;
    }
  }

  function disturb(column: number, row: number): void {
    const left = Math.max(0, column - across), right = Math.min(columns, column + across + 1);
    for (let j = Math.max(0, row - down); j <= Math.min(rows - 1, row + down); j++) {
      disturbed.fill(1, j * columns + left, j * columns + right);
    }
    disturbed[row * columns + column] = 0;
  }

  // By itself: as if the drawing were right everywhere else, so that no cell makes up for those still to come.
  const alone = blurCells(target, glyphs.eye);
  for (let i = 0; i < chosen.length; i++) chosen[i] = best(alone, i % columns, Math.floor(i / columns), 0);
  const error = blur(target, glyphs.eye).data;
  chosen.forEach((glyph, i) => add(error, i % columns, Math.floor(i / columns), glyph, -1));

  for (let sweep = 0; sweep < SWEEPS && disturbed.includes(1); sweep++) {
    for (let i = 0; i < chosen.length; i++) {
      if (disturbed[i] === 0) continue;
      disturbed[i] = 0;
      const column = i % columns, row = Math.floor(i / columns), now = chosen[i]!;
      const choice = best(error, column, row, now);
      if (choice === now) continue;
      add(error, column, row, now, 1);
      add(error, column, row, choice, -1);
      chosen[i] = choice;
      disturb(column, row);
    }
  }
  return Array.from(
    { length: rows },
    (_, row) =>
      Array.from(chosen.subarray(row * columns, (row + 1) * columns), (g) => glyphs.characters[g]!).join(""),
  );
}

/** The pixels of each glyph that have ink, from `starts[g]` to `starts[g + 1]`: place in a picture of that width, and ink. */
function inkedPixels({ characters, ink }: Glyphs, width: number) {
  const starts = new Uint16Array(characters.length + 1);
  const [offsets, values] = [new Int32Array(ink.length), new Float32Array(ink.length)];
  let count = 0;
  ink.forEach((value, i) => {
    if (value > 0) {
      const pixel = i % CELL_AREA;
      offsets[count] = Math.floor(pixel / CELL_WIDTH) * width + pixel % CELL_WIDTH;
      values[count++] = value;
    }
    starts[Math.floor(i / CELL_AREA) + 1] = count;
  });
  return { starts, offsets, values };
}

/** Each cell blurred as if nothing were around it. */
function blurCells({ width, height, data }: Ink, eye: number): Float32Array {
  const out = new Float32Array(data.length), cell = new Float32Array(CELL_AREA);
  for (let top = 0; top < height; top += CELL_HEIGHT) {
    for (let left = 0; left < width; left += CELL_WIDTH) {
      for (let y = 0; y < CELL_HEIGHT; y++) {
        const at = (top + y) * width + left;
        cell.set(data.subarray(at, at + CELL_WIDTH), y * CELL_WIDTH);
      }
      const blurred = blur({ width: CELL_WIDTH, height: CELL_HEIGHT, data: cell }, eye).data;
      for (let y = 0; y < CELL_HEIGHT; y++) {
        out.set(blurred.subarray(y * CELL_WIDTH, (y + 1) * CELL_WIDTH), (top + y) * width + left);
      }
    }
  }
  return out;
}
