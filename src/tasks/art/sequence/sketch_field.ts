/** What a cell of a drawing sees of its sketch: the mean ink of boxes around it and ahead of it. */
import { sideOf } from "../../../rasterise/sketch/sketch.ts";

/** Boxes per side of each of the two windows around a cell: one in half-cell steps, one in sketch pixels. */
const SIDE = 7;
/** Cells to the right in the same row, each as its upper and its lower half, and the rest of the row as one. */
const AHEAD = 12;
/** Values of a cell: both windows row by row, then the upper and the lower halves ahead. */
export const FIELD = 2 * SIDE * SIDE + 2 * (AHEAD + 1);

/** A sketch as the cells of one drawing see it. */
export interface SketchField {
  /** Writes the FIELD values of a cell of a grid of `width` by `height` cells. */
  write(
    field: Float32Array,
    offset: number,
    row: number,
    column: number,
    width: number,
    height: number,
  ): void;
}

/**
 * Boxes are as large as their step but never narrower than a pixel, so small drawings miss nothing and large ones see
 * smooth edges. All boxes lie in a few bands of the sketch, which are the same for all cells of a row.
 */
export function sketchField(sketch: Uint8Array): SketchField {
  const side = sideOf(sketch), tableSide = side + 1;
  const table = summedArea(sketch, side);
  /** [bands, tableSide]: a band's ink left of each column, as a mean over its height. */
  const bands = new Float64Array((2 * SIDE + 2) * tableSide);
  let [bandRow, bandHeight] = [-1, -1];
  const setBand = (band: number, y: number, height: number) => {
    const top = edgeAt(y - height / 2, side), bottom = edgeAt(y + height / 2, side);
    for (let x = 0; x < tableSide; x++) {
      bands[band * tableSide + x] = (between(table, x + bottom.index * tableSide, tableSide, bottom.part) -
        between(table, x + top.index * tableSide, tableSide, top.part)) / height;
    }
  };
  const setBands = (row: number, height: number) => {
    [bandRow, bandHeight] = [row, height];
    const scale = side / height;
    const centre = (row + 0.5) * scale;
    for (let i = 0; i < SIDE; i++) {
      setBand(i, centre + (i - HALF) * scale / 2, Math.max(1, scale / 2));
      setBand(SIDE + i, centre + i - HALF, 1);
    }
    setBand(2 * SIDE, centre - scale / 4, Math.max(1, scale / 2));
    setBand(2 * SIDE + 1, centre + scale / 4, Math.max(1, scale / 2));
  };

  /** Left and right ends of the boxes of a band. */
  const ends = Array.from({ length: AHEAD + 1 }, () => [edgeAt(0, side), edgeAt(0, side)] as const);
  const setBox = (box: number, left: number, right: number) => {
    moveEdge(ends[box]![0], left, side);
    moveEdge(ends[box]![1], right, side);
  };
  const writeBoxes = (field: Float32Array, offset: number, band: number, count: number, width: number) => {
    const start = band * tableSide;
    for (let box = 0; box < count; box++) {
      const [left, right] = ends[box]!;
      const ink = between(bands, start + right.index, 1, right.part) -
        between(bands, start + left.index, 1, left.part);
      field[offset + box] = ink / width;
    }
  };

  return {
    write(field, offset, row, column, width, height) {
      if (row !== bandRow || height !== bandHeight) setBands(row, height);
      const scale = side / width;
      const centre = (column + 0.5) * scale;
      let at = offset;
      for (let window = 0; window < 2; window++) {
        const step = window === 0 ? scale / 2 : 1;
        const size = Math.max(1, step);
        for (let i = 0; i < SIDE; i++) {
          const x = centre + (i - HALF) * step;
          setBox(i, x - size / 2, x + size / 2);
        }
        for (let i = 0; i < SIDE; i++, at += SIDE) writeBoxes(field, at, window * SIDE + i, SIDE, size);
      }
      const size = Math.max(1, scale);
      for (let ahead = 1; ahead <= AHEAD; ahead++) {
        const x = centre + ahead * scale;
        setBox(ahead - 1, x - size / 2, x + size / 2);
      }
      setBox(AHEAD, centre + (AHEAD + 0.5) * scale, side);
      for (let half = 0; half < 2; half++, at += AHEAD + 1) {
        writeBoxes(field, at, 2 * SIDE + half, AHEAD + 1, size);
      }
    },
  };
}

const HALF = (SIDE - 1) / 2;

/** Ink of the sketch left of and above each corner of its pixels (a summed-area table, Crow 1984). */
function summedArea(sketch: Uint8Array, side: number): Float64Array {
  const tableSide = side + 1;
  const table = new Float64Array(tableSide * tableSide);
  for (let y = 0; y < side; y++) {
    let row = 0;
    for (let x = 0; x < side; x++) {
      row += sketch[y * side + x]!;
      table[(y + 1) * tableSide + x + 1] = table[y * tableSide + x + 1]! + row;
    }
  }
  return table;
}

/** A place in the sketch: a pixel, and which part of it lies before the place. */
interface Edge {
  index: number;
  part: number;
}

function edgeAt(place: number, side: number): Edge {
  const edge = { index: 0, part: 0 };
  moveEdge(edge, place, side);
  return edge;
}

/** Places outside the sketch are taken to its border. */
function moveEdge(edge: Edge, place: number, side: number): void {
  const inside = Math.max(0, Math.min(side, place));
  edge.index = Math.min(Math.floor(inside), side - 1);
  edge.part = inside - edge.index;
}

/** Between a value and the one `stride` behind it. */
function between(values: Float64Array, at: number, stride: number, part: number): number {
  const value = values[at]!;
  return value + part * (values[at + stride]! - value);
}
