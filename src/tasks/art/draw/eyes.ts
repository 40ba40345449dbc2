/**
 * Both eyes of a face stand at one height: dots that lie in one row of cells are drawn in one row. In few columns, where a network
 * loses them, they are drawn for sure.
 */
import { isSymmetric } from "../../../rasterise/sketch/mirror.ts";
import { filled } from "../../../rasterise/sketch/outline.ts";
import { sideOf } from "../../../rasterise/sketch/sketch.ts";
import { type Cell, type Dot, dotsOf, isNear, isRound } from "../../../rasterise/sketch/spots.ts";

/** What dots of some size are drawn as. */
export const EYES = ["o", "O"] as const;

const isBeside = (dot: Cell, { row, column }: Cell): boolean =>
  Math.abs(dot.row - row) <= 1 && Math.abs(dot.column - column) <= 1;

/** Whether a cell is one of some. */
export const isOneOf = (cells: readonly Cell[], { row, column }: Cell): boolean =>
  cells.some((cell) => cell.row === row && cell.column === column);

/** Whether a cell is one of some, or touches one. */
export const touches = (cells: readonly Cell[], cell: Cell): boolean =>
  cells.some((each) => isBeside(each, cell));

/** The first dot of those in a dot's row decides how high all of them stand. */
const isFirst = (dots: readonly Cell[], dot: Cell): boolean =>
  dots.every((other) => other.row !== dot.row || other.column >= dot.column);

/** Whether an eye in this cell would stand higher or lower than the first one of its row. */
export const strays = (dots: readonly Cell[], cell: Cell): boolean =>
  dots.some((dot) => dot.row !== cell.row && isBeside(dot, cell) && !isFirst(dots, dot));

/** An eye is drawn: where it is the first of its row, but in the row above or below, the others follow it. */
export function follow(dots: readonly Cell[], cell: Cell): void {
  const first = dots.find((dot) => isBeside(dot, cell) && isFirst(dots, dot));
  if (first === undefined || first.row === cell.row) return;
  const before = first.row;
  for (const dot of dots) if (dot.row === before) dot.row = cell.row;
}

/** More dots than this are no eyes: a keyboard's keys; in a sketch that is not symmetric, the seeds of a fruit. */
const MOST = 8, MOST_ASIDE = 2;

/**
 * Cells of the eyes of a sketch in a drawing of that size, which are sure of them: dots within an outline that have their cells to
 * themselves, in pairs where the sketch is symmetric, else one or two round ones.
 */
export function sureEyes(sketch: Uint8Array, width: number, height: number): Cell[] {
  const isEven = isSymmetric(sketch), within = filled(sketch);
  const isWithin = ({ pixels }: Dot) => pixels.every((pixel) => !isNear(within, pixel, 0));
  const dots = dotsOf(sketch).filter((dot) => (isEven || isRound(dot)) && isWithin(dot));
  if (dots.length > (isEven ? MOST : MOST_ASIDE)) return [];
  const cells = dots.flatMap((dot) => ownCell(sketch, dot, width, height) ?? []);
  if (!isEven) return cells;
  return cells.filter(({ row, column }) =>
    2 * column + 1 !== width && isOneOf(cells, { row, column: width - 1 - column })
  );
}

/** How far from the middle of its cell, in rows, a dot may as well stand in the next one. */
const BETWEEN = 0.2;

/** The cell of a dot, or the one above or below it that is nearly as near, if there is no other ink in it. */
function ownCell(sketch: Uint8Array, { pixels, x, y }: Dot, width: number, height: number): Cell | undefined {
  const side = sideOf(sketch), own = new Set(pixels), column = Math.floor(x * width / side);
  const isOwn = (row: number): boolean => {
    if (row < 0 || row >= height) return false;
    for (let down = Math.floor(row * side / height); down < (row + 1) * side / height; down++) {
      for (let across = Math.floor(column * side / width); across < (column + 1) * side / width; across++) {
        const pixel = down * side + across;
        if (sketch[pixel] && !own.has(pixel)) return false;
      }
    }
    return true;
  };
  const middle = y * height / side, row = Math.floor(middle), off = middle - row - 0.5;
  const rows = Math.abs(off) > BETWEEN ? [row, row + Math.sign(off)] : [row];
  const found = rows.find(isOwn);
  return found === undefined ? undefined : { row: found, column };
}
