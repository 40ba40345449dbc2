/** Words on things of a drawing: signs, flags, cakes. */
import { wrapped } from "../../../art/bubble.ts";
import { columnsOf, padded, widthOf } from "../../../art/lines.ts";

/** Words, and the box that there is for them, as shares of the drawing's width and height. */
export interface Written {
  text: string;
  x: number;
  y: number;
  width: number;
  height: number;
}

/** Words are wrapped at so many columns, if they may be. */
const USUAL = 14;

/** Columns and lines that words take where nothing narrows them. */
export function measured(text: string): { columns: number; lines: number } {
  const lines = wrapped(text, USUAL);
  return { columns: Math.max(1, columnsOf(lines)), lines: lines.length };
}

/** A drawing with words on it; undefined where these do not fit into their box. */
export function withWritten(drawing: readonly string[], { text, ...box }: Written): string[] | undefined {
  const columns = columnsOf(drawing);
  const [from, to] = [Math.ceil(box.x * columns) + 1, Math.floor((box.x + box.width) * columns) - 1];
  const [top, bottom] = [
    Math.ceil(box.y * drawing.length) + 1,
    Math.floor((box.y + box.height) * drawing.length) - 1,
  ];
  const lines = wrapped(text, Math.max(1, Math.min(to - from, columns)));
  if (to - from < columnsOf(lines) || bottom - top < lines.length) return undefined;
  const first = top + Math.floor((bottom - top - lines.length) / 2);
  return drawing.map((line, row) => {
    const words = lines[row - first];
    if (words === undefined || words === "") return line;
    const left = from + Math.floor((to - from - widthOf(words)) / 2), right = left + widthOf(words);
    const whole = padded(line, columns);
    // A blank on both sides, so that it can be read.
    const before = whole.slice(0, Math.max(0, left - 1)) + (left > 0 ? " " : "");
    const after = right < columns ? " " + whole.slice(right + 1) : "";
    return (before + words + after).trimEnd();
  });
}
