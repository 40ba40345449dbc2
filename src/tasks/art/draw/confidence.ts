/** How sure the model was of each cell of a drawing. */
import type { Stroke } from "./row.ts";

/** A cell, from 0 on, and how likely what stands there was among what might have. */
export interface SureCell {
  row: number;
  column: number;
  probability: number;
}

/** A stroke as it is kept: all its cells are as likely. */
export interface SureStroke {
  text: string;
  row: number;
  column: number;
  probability: number;
}

/** A stroke that has been measured; digits beyond the fourth say nothing. */
export const measured = ({ text, row, column, probability }: Stroke): SureStroke => ({
  ...{ text, row, column },
  probability: Math.round(probability() * 1e4) / 1e4,
});

const cellsOf = ({ text, row, column, probability }: SureStroke): SureCell[] =>
  text === "\n" ? [] : Array.from(text, (_, i) => ({ row, column: column + i, probability }));

/** The probability of each character of a drawing's trimmed lines; `strokes` are all of it, in order. */
export function confidenceOf(strokes: readonly SureStroke[], lines: readonly string[]): number[][] {
  const inked = strokes.filter(({ text }) => text.trim() !== "");
  const top = inked[0]?.row ?? 0;
  const left = inked.reduce((least, { column }) => Math.min(least, column), Infinity);
  const sure = lines.map((line) => Array.from(line, () => 1));
  for (const { row, column, probability } of strokes.flatMap(cellsOf)) {
    const line = sure[row - top];
    if (line !== undefined && column - left >= 0 && column - left < line.length) {
      line[column - left] = probability;
    }
  }
  return sure;
}

/**
 * Passes on cells in step with `streamDrawing`: what is blank waits for the ink after it in its line, rows are counted from the
 * first with ink, and the left margin is kept.
 */
export function streamCells(write: (cells: SureCell[]) => void): (stroke: SureStroke) => void {
  let blank: SureCell[] = [], top: number | undefined;
  return (stroke) => {
    if (stroke.text === "\n") blank = [];
    else if (stroke.text.trim() === "") blank.push(...cellsOf(stroke));
    else {
      const first = top ??= stroke.row;
      write([...blank, ...cellsOf(stroke)].map((cell) => ({ ...cell, row: cell.row - first })));
      blank = [];
    }
  };
}
