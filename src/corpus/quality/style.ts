import { inkLevel } from "../../art/ink.ts";
import type { Style } from "../store.ts";

/** Bounds of line art, in shares of its ink: what has ink on all four sides, and what is of dense glyphs. */
const LINE = { surrounded: 0.4, dense: 0.3 };
/** Ink levels from here on are dense. */
const DENSE = 6;
/** Bits of information in a surrounded glyph from which a picture is shaded. */
const SHADED = 2;

/** Whether a picture is drawn in lines, filled, or shaded with glyphs of different density. */
export function pictureStyle(lines: readonly string[]): Exclude<Style, "banner"> {
  const isInk = (row: number, column: number) => (lines[row]?.charCodeAt(column) ?? 32) > 32;
  const inner = new Map<string, number>();
  let ink = 0, dense = 0, surrounded = 0;
  for (let row = 0; row < lines.length; row++) {
    const line = lines[row]!;
    for (let column = 0; column < line.length; column++) {
      const glyph = line[column]!;
      if (glyph === " ") continue;
      ink++;
      if ((inkLevel(glyph) ?? 0) >= DENSE) dense++;
      const inside = isInk(row, column - 1) && isInk(row, column + 1) && isInk(row - 1, column) &&
        isInk(row + 1, column);
      if (!inside) continue;
      surrounded++;
      inner.set(glyph, (inner.get(glyph) ?? 0) + 1);
    }
  }
  if (surrounded < LINE.surrounded * ink && dense < LINE.dense * ink) return "line";
  let bits = 0;
  for (const count of inner.values()) bits -= count / surrounded * Math.log2(count / surrounded);
  return bits > SHADED ? "shaded" : "solid";
}
