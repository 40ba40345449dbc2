/** Both eyes of a face stand at one height: dots that lie in one row of cells are drawn in one row. */
import type { Cell } from "../../../rasterise/sketch/spots.ts";

/** What dots of some size are drawn as. */
export const EYES = ["o", "O"] as const;

const isNear = (dot: Cell, row: number, column: number): boolean =>
  Math.abs(dot.row - row) <= 1 && Math.abs(dot.column - column) <= 1;

/** The first dot of those in a dot's row decides how high all of them stand. */
const isFirst = (dots: readonly Cell[], dot: Cell): boolean =>
  dots.every((other) => other.row !== dot.row || other.column >= dot.column);

/** Whether an eye in this cell would stand higher or lower than the first one of its row. */
export const strays = (dots: readonly Cell[], row: number, column: number): boolean =>
  dots.some((dot) => dot.row !== row && isNear(dot, row, column) && !isFirst(dots, dot));

/** An eye is drawn: where it is the first of its row, but in the row above or below, the others follow it. */
export function follow(dots: readonly Cell[], row: number, column: number): void {
  const first = dots.find((dot) => isNear(dot, row, column) && isFirst(dots, dot));
  if (first === undefined || first.row === row) return;
  const before = first.row;
  for (const dot of dots) if (dot.row === before) dot.row = row;
}
