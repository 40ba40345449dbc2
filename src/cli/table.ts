/** Tables for people who look at a terminal: columns with two spaces between, in several parts where they are too wide. */
import { type Span, terminalColumns, visibleLine } from "./terminal.ts";

/** A table; its first column is names, the others are numbers or short words, at the right. */
export interface Table {
  columns: readonly string[];
  rows: readonly (readonly string[])[];
}

/** Columns that names are cut to where a table is too wide, at least. */
const LEAST_NAME = 12;
const GAP = 2;

/** A table as lines; `width` is that of the terminal, or as much as it takes off one. */
export function tableSpans({ columns, rows }: Table, width = terminalColumns() ?? Infinity): Span[] {
  const cells = [columns, ...rows].map((row) => row.map(visibleLine));
  const widths = columns.map((_, i) => Math.max(...cells.map((row) => lengthOf(row[i]!))));
  const rest = widths.slice(1).map((each) => each + GAP);
  const whole = rest.reduce((sum, each) => sum + each, 0);
  const first = Math.min(widths[0]!, Math.max(LEAST_NAME, width - whole));
  return partsOf(rest, width - first).flatMap((part, number) => {
    const line = (row: readonly string[]) =>
      padded(row[0]!, first, false) + part.map((i) => padded(row[i + 1]!, rest[i]!, true)).join("");
    const [head, ...body] = cells.map(line);
    return [
      ...number > 0 ? ["\n"] : [],
      { bold: head!.trimEnd() },
      "\n",
      ...body.map((each) => `${each.trimEnd()}\n`),
    ];
  });
}

/** Which columns stand beside the first in each part. */
function partsOf(widths: readonly number[], room: number): number[][] {
  const parts: number[][] = [[]];
  let left = room;
  for (const [i, width] of widths.entries()) {
    if (width > left && parts.at(-1)!.length > 0) {
      parts.push([]);
      left = room;
    }
    parts.at(-1)!.push(i);
    left -= width;
  }
  return parts;
}

const lengthOf = (text: string): number => [...text].length;

/** A cell of a width; what is longer ends with an ellipsis. */
function padded(text: string, width: number, right: boolean): string {
  const characters = [...text];
  if (characters.length > width) return `${characters.slice(0, width - 1).join("")}…`;
  const space = " ".repeat(width - characters.length);
  return right ? space + text : text + space;
}
