/** Cells as Braille: each of its 2×4 dots stands for its own pixels. */
import type { Cells } from "./grid.ts";

/** Dots of a cell, across and down. */
export const DOTS_ACROSS = 2, DOTS_DOWN = 4;
const BLANK = 0x2800;
/** The bit of each dot, in rows. */
const BITS = [0x01, 0x08, 0x02, 0x10, 0x04, 0x20, 0x40, 0x80];

/** Braille of a plane of 2×4 pixels a cell, a dot where it is not 0. */
export function drawDots(dots: Uint8Array, { columns, rows }: Cells): string[] {
  const width = columns * DOTS_ACROSS;
  return Array.from({ length: rows }, (_, row) => {
    let line = "";
    for (let column = 0; column < columns; column++) {
      let code = BLANK;
      for (let k = 0; k < BITS.length; k++) {
        const y = row * DOTS_DOWN + (k >> 1), x = column * DOTS_ACROSS + (k & 1);
        if (dots[y * width + x]! > 0) code += BITS[k]!;
      }
      line += String.fromCharCode(code);
    }
    return line;
  });
}
