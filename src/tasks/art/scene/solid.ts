/** Silhouettes of sketches whose outlines have gaps. */
import { filled } from "../../../rasterise/sketch/outline.ts";
import { sideOf } from "../../../rasterise/sketch/sketch.ts";

/** Gaps of an outline are as wide as this share of the side at most, to each side of their middle. */
const GAP = 1 / 32;

const known = new WeakMap<Uint8Array, Uint8Array>();

/** All that a sketch's lines enclose, and the lines themselves; small gaps in them do not count. The same array for the same bits. */
export function solidOf(bits: Uint8Array): Uint8Array {
  let solid = known.get(bits);
  if (solid === undefined) {
    const reach = Math.max(1, Math.round(GAP * sideOf(bits)));
    const closed = padded(bits, reach), inner = cropped(eroded(filled(dilated(closed, reach)), reach), reach);
    solid = bits.map((bit, i) => bit || inner[i]!);
    known.set(bits, solid);
  }
  return solid;
}

/** What lies between the outermost lines in its row and in its column, of pictures that the outline of is cut off or wide open. */
export function between(bits: Uint8Array): Uint8Array {
  const side = sideOf(bits), solid = solidOf(bits);
  const lines = Array.from({ length: side }, (_, y) => {
    const row = bits.subarray(y * side, (y + 1) * side);
    return { first: row.indexOf(1), last: row.lastIndexOf(1) };
  });
  const columns = Array.from({ length: side }, (_, x) => {
    const column = bits.filter((_, i) => i % side === x);
    return { first: column.indexOf(1), last: column.lastIndexOf(1) };
  });
  return solid.map((bit, i) => {
    const x = i % side, y = Math.floor(i / side), row = lines[y]!, column = columns[x]!;
    return bit || (x >= row.first && x <= row.last && y >= column.first && y <= column.last) ? 1 : 0;
  });
}

/** A sketch with blank around it, so that lines along its edges are widened to both sides. */
function padded(bits: Uint8Array, by: number): Uint8Array {
  const side = sideOf(bits), wide = side + 2 * by, out = new Uint8Array(wide * wide);
  for (let y = 0; y < side; y++) out.set(bits.subarray(y * side, (y + 1) * side), (y + by) * wide + by);
  return out;
}

function cropped(bits: Uint8Array, by: number): Uint8Array {
  const wide = sideOf(bits), side = wide - 2 * by, out = new Uint8Array(side * side);
  for (let y = 0; y < side; y++) {
    out.set(bits.subarray((y + by) * wide + by, (y + by) * wide + by + side), y * side);
  }
  return out;
}

/** Ink spread by so many pixels to all sides, on a square unless its width is told. */
export const dilated = (bits: Uint8Array, reach: number, width = sideOf(bits)): Uint8Array =>
  spread(bits, reach, 1, width);

/** Ink without what is so near to a blank pixel, or to the edge of the sketch. */
export const eroded = (bits: Uint8Array, reach: number): Uint8Array => spread(bits, reach, 0, sideOf(bits));

/** Each pixel as `value` where one at most `reach` away has it; all around is blank. Rows first, then columns. */
function spread(bits: Uint8Array, reach: number, value: 0 | 1, width: number): Uint8Array {
  const height = bits.length / width;
  const along = (
    from: Uint8Array,
    { lines, across, side, step }: Record<"lines" | "across" | "side" | "step", number>,
  ): Uint8Array => {
    const out = from.slice();
    for (let line = 0; line < lines; line++) {
      let last = value === 0 ? -1 : -Infinity;
      const at = (i: number) => line * across + i * step;
      for (let i = 0; i < side; i++) {
        if (from[at(i)] === value) last = i;
        if (i - last <= reach) out[at(i)] = value;
      }
      let next = value === 0 ? side : Infinity;
      for (let i = side - 1; i >= 0; i--) {
        if (from[at(i)] === value) next = i;
        if (next - i <= reach) out[at(i)] = value;
      }
    }
    return out;
  };
  const rows = along(bits, { lines: height, across: width, side: width, step: 1 });
  return along(rows, { lines: width, across: 1, side: height, step: width });
}
