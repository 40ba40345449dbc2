import { inkLevel } from "../../art/ink.ts";
import type { Style } from "../../art/styles.ts";

/** Bounds of line art, in shares of its ink: what has ink on all four sides, and what is of dense glyphs. */
const LINE = { surrounded: 0.4, dense: 0.3 };
/** Ink levels from here on are dense. */
const DENSE = 6;
/** Of each ASCII character, whether it is dense. */
const IS_DENSE = Array.from(
  { length: 128 },
  (_, code) => (inkLevel(String.fromCharCode(code)) ?? 0) >= DENSE,
);
/** Bits of information in a surrounded glyph from which a picture is shaded. */
const SHADED = 2;

/** Whether a picture in ASCII is drawn in lines, filled, or shaded with glyphs of different density. */
export function pictureStyle(lines: readonly string[]): Exclude<Style, "banner"> {
  const inner = new Map<number, number>();
  let ink = 0, dense = 0, surrounded = 0;
  for (let row = 0; row < lines.length; row++) {
    const line = lines[row]!, above = lines[row - 1] ?? "", below = lines[row + 1] ?? "";
    for (let column = 0; column < line.length; column++) {
      const code = line.charCodeAt(column);
      if (code === 32) continue;
      ink++;
      if (IS_DENSE[code]) dense++;
      if (
        !(isInk(line, column - 1) && isInk(line, column + 1) && isInk(above, column) && isInk(below, column))
      ) {
        continue;
      }
      surrounded++;
      inner.set(code, (inner.get(code) ?? 0) + 1);
    }
  }
  if (surrounded < LINE.surrounded * ink && dense < LINE.dense * ink) return "line";
  let bits = 0;
  for (const count of inner.values()) bits -= count / surrounded * Math.log2(count / surrounded);
  return bits > SHADED ? "shaded" : "solid";
}

/** Beyond a line there is none: comparisons with NaN are false. */
const isInk = (line: string, column: number): boolean => line.charCodeAt(column) > 32;
