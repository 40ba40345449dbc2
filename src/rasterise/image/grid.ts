/** Pixels of a cell of text when pictures are drawn: enough to tell strokes apart, and two or four for each dot of Braille. */
export const CELL_WIDTH = 4;
export const CELL_HEIGHT = 8;
export const CELL_AREA = CELL_WIDTH * CELL_HEIGHT;

/** Columns and rows of cells. */
export interface Cells {
  columns: number;
  rows: number;
}
