/**
 * The keys and values of the last `slots` positions of a batch of sequences. A position stands in slot
 * position mod slots: without positional encodings their order is free, and only the mask knows it.
 */
export interface Cache {
  rows: number;
  slots: number;
  heads: number;
  headDim: number;
  /** For each layer: [rows, heads, headDim, slots], transposed as the network reads them. */
  keys: Float32Array[];
  /** For each layer: [rows, heads, slots, headDim]. */
  values: Float32Array[];
  /** For each row: how many positions it has seen. */
  seen: Int32Array;
}

/** Allocates an empty cache. */
export function createCache(
  rows: number,
  slots: number,
  { layers, heads, dim }: { layers: number; heads: number; dim: number },
): Cache {
  const allocate = () => Array.from({ length: layers }, () => new Float32Array(rows * slots * dim));
  const [keys, values] = [allocate(), allocate()];
  return { rows, slots, heads, headDim: dim / heads, keys, values, seen: new Int32Array(rows) };
}

/**
 * Makes room for more positions; those that are there keep their slots. Only a cache that has not wrapped around yet, that
 * is whose rows have seen at most `slots` positions, can grow.
 */
export function growCache(cache: Cache, slots: number): void {
  const { rows, heads, headDim, slots: before } = cache;
  const wider = (layer: Float32Array, parts: number, length: number, room: number) => {
    const grown = new Float32Array(parts * room);
    for (let part = 0; part < parts; part++) {
      grown.set(layer.subarray(part * length, (part + 1) * length), part * room);
    }
    return grown;
  };
  const groups = rows * heads;
  cache.keys = cache.keys.map((layer) => wider(layer, groups * headDim, before, slots));
  cache.values = cache.values.map((layer) => wider(layer, groups, before * headDim, slots * headDim));
  cache.slots = slots;
}

/**
 * Writes the mask [rows, 1, time, slots + time] of `time` new positions: 0 where a position i may attend to j, that is
 * i − window < j ≤ i, and −∞ elsewhere. Cached positions first, in the order of their slots.
 */
export function writeMask(cache: Cache, time: number, window: number, mask: Float32Array): void {
  const { rows, slots, seen } = cache;
  const columns = slots + time;
  mask.fill(-Infinity);
  for (let row = 0; row < rows; row++) {
    const count = seen[row]!;
    for (let t = 0; t < time; t++) {
      const offset = (row * time + t) * columns;
      const oldest = Math.max(count + t - window + 1, count - slots, 0);
      for (let position = oldest; position < count; position++) mask[offset + position % slots] = 0;
      mask.fill(0, offset + slots + Math.max(0, t - window + 1), offset + slots + t + 1);
    }
  }
}

/**
 * Puts a layer's new keys and values, each [rows, heads, time, headDim], into their slots. Of each sequence only the first
 * `counts[row]` new positions are real. Call `advance` once all layers are stored.
 */
export function store(
  cache: Cache,
  layer: number,
  fresh: { keys: Float32Array; values: Float32Array },
  time: number,
  counts: ArrayLike<number>,
): void {
  const { rows, slots, heads, headDim, seen } = cache;
  const keys = cache.keys[layer]!, values = cache.values[layer]!;
  for (let row = 0; row < rows; row++) {
    const count = counts[row]!;
    for (let t = Math.max(0, count - slots); t < count; t++) {
      const slot = (seen[row]! + t) % slots;
      for (let group = row * heads; group < (row + 1) * heads; group++) {
        const from = (group * time + t) * headDim;
        for (let i = 0; i < headDim; i++) {
          keys[(group * headDim + i) * slots + slot] = fresh.keys[from + i]!;
          values[(group * slots + slot) * headDim + i] = fresh.values[from + i]!;
        }
      }
    }
  }
}

/** Counts the new positions of each row as seen. */
export function advance(cache: Cache, counts: ArrayLike<number>): void {
  for (let row = 0; row < cache.rows; row++) cache.seen[row]! += counts[row]!;
}
