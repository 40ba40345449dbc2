import { columnsOf } from "../lines.ts";
import type { Artwork } from "./artwork.ts";

/** Where drawings stand on a sheet of cells: one below the other, a cell of room around each. */
export interface Layout {
  columns: number;
  rows: number;
  /** The row of the first line of each drawing; its first column is 1. */
  tops: number[];
}

/** Stacks drawings. */
export function stack(arts: readonly Artwork[]): Layout {
  let rows = 1;
  const tops = arts.map(({ lines }) => {
    const top = rows;
    rows += lines.length + 1;
    return top;
  });
  return { columns: Math.max(0, ...arts.map(({ lines }) => columnsOf(lines))) + 2, rows, tops };
}
