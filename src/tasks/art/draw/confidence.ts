/** How sure each character of a drawing was. */
import type { GridTokenizer } from "../../../tokenizer/grid/grid.ts";

/**
 * By line and column of a finished drawing how probable each character was: that of its token, of which `sure` has one each; a run
 * of spaces is as sure as its token.
 */
export function confidenceOf(
  tokenizer: GridTokenizer,
  tokens: readonly number[],
  sure: readonly number[],
  lines: readonly string[],
): number[][] {
  const rows: number[][] = [[]];
  tokens.forEach((token, i) => {
    if (token === tokenizer.newline) rows.push([]);
    else rows.at(-1)!.push(...Array.from({ length: tokenizer.cells(token) }, () => sure[i]!));
  });
  // Blank lines and columns at the edges have been left out of the lines.
  const whole = tokenizer.decode(tokens).split("\n");
  const top = Math.max(0, whole.findIndex((line) => line.trim() !== ""));
  const indent = (line = "") => line.length - line.trimStart().length;
  const left = indent(whole[top]) - indent(lines[0]);
  return lines.map((line, row) => rows[top + row]!.slice(left, left + line.length));
}
