/**
 * The keys and values of the last positions of a batch of sequences, as the operator GroupQueryAttention has them: a row's
 * slots are in use from the first one on, and what is new comes behind them.
 */
export interface Cache {
  rows: number;
  slots: number;
  heads: number;
  headDim: number;
  /** For each layer: [rows, heads, slots, headDim]. */
  keys: Float32Array<ArrayBuffer>[];
  values: Float32Array<ArrayBuffer>[];
  /** For each row: how many positions it has seen. */
  seen: Int32Array;
}

/** One row of a cache, in its memory; of how many positions it has seen it has a copy. */
export function rowOf({ rows, slots, heads, headDim, keys, values, seen }: Cache, row: number): Cache {
  const size = slots * heads * headDim;
  const part = (layers: Float32Array<ArrayBuffer>[]) =>
    layers.map((layer) => rows === 1 ? layer : layer.subarray(row * size, (row + 1) * size));
  return {
    ...{ rows: 1, slots, heads, headDim, keys: part(keys), values: part(values) },
    seen: seen.slice(row, row + 1),
  };
}

/**
 * Copies the last `count` positions of a row that still are in its slots to the first slots of `to`, which has one row, in order.
 */
export function copyLast(from: Cache, to: Cache, count: number): void {
  const { slots, heads, headDim, seen: [seen = 0] } = from;
  const last = slots - 1;
  // See makeRoom: the newest position is in the last slot, the others go round and round below it.
  const slotOf = (position: number) =>
    seen <= slots ? position : position === seen - 1 ? last : position % last;
  for (const [sources, targets] of [[from.keys, to.keys], [from.values, to.values]] as const) {
    sources.forEach((source, layer) => {
      for (let head = 0; head < heads; head++) {
        for (let i = 0; i < count; i++) {
          const at = (head * slots + slotOf(seen - count + i)) * headDim;
          targets[layer]!.set(source.subarray(at, at + headDim), (head * to.slots + i) * headDim);
        }
      }
    });
  }
  to.seen[0] = count;
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

/** Leaves a cache whose positions are in order fewer slots; of each row the last positions stay. */
export function shrinkCache(cache: Cache, slots: number): void {
  const { rows, heads, headDim, seen, slots: before } = cache;
  const narrower = (layer: Float32Array) => {
    const narrow = new Float32Array(rows * heads * slots * headDim);
    for (let group = 0; group < rows * heads; group++) {
      const count = seen[Math.floor(group / heads)]!;
      const from = (group * before + Math.max(0, count - slots)) * headDim;
      narrow.set(layer.subarray(from, (group * before + count) * headDim), group * slots * headDim);
    }
    return narrow;
  };
  cache.keys = cache.keys.map(narrower);
  cache.values = cache.values.map(narrower);
  cache.seen = seen.map((count) => Math.min(count, slots));
  cache.slots = slots;
}

/**
 * Makes room for a row's next position and returns its slot. When all are in use, that is the last one; what was there
 * replaces the oldest position: without positional encodings the order of slots is free.
 */
export function makeRoom({ slots, heads, headDim, keys, values, seen }: Cache, row: number): number {
  const count = seen[row]!;
  if (count < slots) return count;
  const last = slots - 1;
  const oldest = (count - slots) % last;
  for (const layers of [keys, values]) {
    for (const layer of layers) {
      for (let group = row * heads; group < (row + 1) * heads; group++) {
        const from = (group * slots + last) * headDim;
        layer.copyWithin((group * slots + oldest) * headDim, from, from + headDim);
      }
    }
  }
  return last;
}
