/** What is kept of a batch of sequences: windows of keys and values, and numbers that are carried from step to step. */
import type { StateSpec } from "../network/state.ts";

/** Keys or values of the last positions. */
export interface Window {
  name: string;
  heads: number;
  headDim: number;
  /** [rows, heads, slots, headDim] */
  data: Float32Array<ArrayBuffer>;
}

/** Numbers that each step replaces: it reads one buffer and writes the other. */
export interface Carried {
  name: string;
  /** Of one row. */
  shape: readonly number[];
  /** Two of [rows, ...shape]; the cache's `turn` says which of them is read next. */
  buffers: readonly [Float32Array<ArrayBuffer>, Float32Array<ArrayBuffer>];
}

/**
 * The state of a batch of sequences. Windows are as the operator GroupQueryAttention has them: a row's slots are in use from the
 * first one on, and what is new comes behind them.
 */
export interface Cache {
  rows: number;
  slots: number;
  windows: Window[];
  carried: readonly Carried[];
  turn: 0 | 1;
  /** For each row: how many positions it has seen. */
  seen: Int32Array;
}

/** Allocates an empty cache. */
export function createCache(rows: number, slots: number, state: readonly StateSpec[]): Cache {
  const windows = state.filter(({ kind }) => kind === "window").map(({ name, shape }) => {
    const [heads = 0, , headDim = 0] = shape;
    return { name, heads, headDim, data: new Float32Array(rows * heads * slots * headDim) };
  });
  const carried = state.filter(({ kind }) => kind === "carried").map(({ name, shape }) => {
    const allocate = () => new Float32Array(rows * shape.reduce((product, size) => product * size, 1));
    return { name, shape, buffers: [allocate(), allocate()] as const };
  });
  return { rows, slots, windows, carried, turn: 0, seen: new Int32Array(rows) };
}

const other = (turn: 0 | 1): 0 | 1 => turn === 0 ? 1 : 0;

/** One row of a state of all rows, in its memory. */
function part(data: Float32Array<ArrayBuffer>, rows: number, row: number): Float32Array<ArrayBuffer> {
  const size = data.length / rows;
  return rows === 1 ? data : data.subarray(row * size, (row + 1) * size);
}

/** One row of a cache, in its memory; of how many positions it has seen, and of whose turn it is, it has a copy. */
export function rowOf({ rows, slots, windows, carried, turn, seen }: Cache, row: number): Cache {
  return {
    ...{ rows: 1, slots, turn, seen: seen.slice(row, row + 1) },
    windows: windows.map((window) => ({ ...window, data: part(window.data, rows, row) })),
    carried: carried.map((one) => {
      const [first, second] = one.buffers;
      return { ...one, buffers: [part(first, rows, row), part(second, rows, row)] as const };
    }),
  };
}

/** The first rows of a cache of windows alone, in its memory. */
export function firstRows({ rows, slots, windows, turn, seen }: Cache, count: number): Cache {
  return {
    ...{ rows: count, slots, turn, seen: seen.subarray(0, count), carried: [] },
    windows: windows.map((window) => ({
      ...window,
      data: window.data.subarray(0, window.data.length / rows * count),
    })),
  };
}

/** Brings what a row by itself has carried along back to where the other rows, whose turn it is, have theirs. */
export function settle(row: Cache, turn: 0 | 1): void {
  if (row.turn === turn) return;
  for (const { buffers } of row.carried) buffers[turn].set(buffers[row.turn]);
  row.turn = turn;
}

/** Passes on to the buffers that the step has written. */
export const passOn = (cache: Cache): void => void (cache.turn = other(cache.turn));

/** Empties a row. */
export function forgetRow({ rows, carried, turn, seen }: Cache, row: number): void {
  seen[row] = 0;
  for (const { buffers } of carried) part(buffers[turn], rows, row).fill(0);
}

/**
 * Copies the last `count` positions of a row that still are in its slots to the first slots of `to`, which has one row, in order.
 * What is carried goes along.
 */
export function copyLast(from: Cache, to: Cache, count: number): void {
  const { slots, windows, seen: [seen = 0] } = from;
  const last = slots - 1;
  // See makeRoom: the newest position is in the last slot, the others go round and round below it.
  const slotOf = (position: number) =>
    seen <= slots ? position : position === seen - 1 ? last : position % last;
  windows.forEach(({ data, heads, headDim }, layer) => {
    const target = to.windows[layer]!.data;
    for (let head = 0; head < heads; head++) {
      for (let i = 0; i < count; i++) {
        const at = (head * slots + slotOf(seen - count + i)) * headDim;
        target.set(data.subarray(at, at + headDim), (head * to.slots + i) * headDim);
      }
    }
  });
  from.carried.forEach(({ buffers }, i) => to.carried[i]!.buffers[to.turn].set(buffers[from.turn]));
  to.seen[0] = count;
}

/** Leaves the last `count` positions of a row whose positions are in order, in the first slots. */
export function moveToFront({ slots, windows, seen }: Cache, count: number): void {
  const first = seen[0]! - count;
  for (const { data, heads, headDim } of windows) {
    for (let head = 0; head < heads; head++) {
      const at = head * slots * headDim;
      data.copyWithin(at, at + first * headDim, at + (first + count) * headDim);
    }
  }
  seen[0] = count;
}

/** Leaves a cache whose positions are in order fewer slots; of each row the last positions stay. */
export function shrinkCache(cache: Cache, slots: number): void {
  const { rows, seen, slots: before } = cache;
  cache.windows = cache.windows.map((window) => {
    const { heads, headDim, data } = window;
    const narrow = new Float32Array(rows * heads * slots * headDim);
    for (let group = 0; group < rows * heads; group++) {
      const count = seen[Math.floor(group / heads)]!;
      const from = (group * before + Math.max(0, count - slots)) * headDim;
      narrow.set(data.subarray(from, (group * before + count) * headDim), group * slots * headDim);
    }
    return { ...window, data: narrow };
  });
  cache.seen = seen.map((count) => Math.min(count, slots));
  cache.slots = slots;
}

/**
 * Makes room for a row's next position and returns its slot. When all are in use, that is the last one; what was there
 * replaces the oldest position: without positional encodings the order of slots is free.
 */
export function makeRoom({ slots, windows, seen }: Cache, row: number): number {
  const count = seen[row]!;
  if (count < slots) return count;
  const last = slots - 1;
  const oldest = (count - slots) % last;
  for (const { data, heads, headDim } of windows) {
    for (let group = row * heads; group < (row + 1) * heads; group++) {
      const from = (group * slots + last) * headDim;
      data.copyWithin((group * slots + oldest) * headDim, from, from + headDim);
    }
  }
  return last;
}

/**
 * Writes how long ago what is in each slot was, [rows, time, slots], of each of a row's `time` new positions, for which there is room
 * but which are not counted as seen yet; 0 for what comes after.
 */
export function writeDistances({ rows, slots, seen }: Cache, time: number, distances: Float32Array): void {
  const last = slots - 1;
  for (let row = 0, i = 0; row < rows; row++) {
    const count = seen[row]!;
    for (let t = 0; t < time; t++) {
      for (let slot = 0; slot < slots; slot++) {
        // See makeRoom: where all slots are in use, the position is in the last one, the others go round and round below it.
        distances[i++] = count < slots
          ? Math.max(0, count + t - slot)
          : slot === last
          ? 0
          : 1 + (count - 1 - slot) % last;
      }
    }
  }
}
