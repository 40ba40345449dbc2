/** Cells around a drawing. */

/**
 * 1 for each of the cells, in rows of `columns`, that is blank and that no line parts from the edge; lines part cells above
 * and below, left and right.
 */
export function outsideOf(
  columns: number,
  rows: number,
  isBlank: (row: number, column: number) => boolean,
): Uint8Array {
  const outside = new Uint8Array(columns * rows);
  const waiting: number[] = [];
  const visit = (row: number, column: number) => {
    if (row < 0 || column < 0 || row >= rows || column >= columns) return;
    const at = row * columns + column;
    if (outside[at] || !isBlank(row, column)) return;
    outside[at] = 1;
    waiting.push(at);
  };
  for (let column = 0; column < columns; column++) for (const row of [0, rows - 1]) visit(row, column);
  for (let row = 0; row < rows; row++) for (const column of [0, columns - 1]) visit(row, column);
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    const row = Math.floor(at / columns), column = at % columns;
    visit(row - 1, column);
    visit(row + 1, column);
    visit(row, column - 1);
    visit(row, column + 1);
  }
  return outside;
}
