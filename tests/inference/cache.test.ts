import assert from "node:assert/strict";
import { type Cache, createCache, makeRoom, shrinkCache } from "../../src/inference/cache.ts";
import { windowState } from "../../src/network/state.ts";

const [ROWS, LAYERS, HEADS, HEAD_DIM] = [2, 2, 2, 3];
const emptyCache = (slots: number) =>
  createCache(
    ROWS,
    slots,
    windowState({ layers: LAYERS, window: slots, heads: HEADS, dim: HEADS * HEAD_DIM }, HEADS),
  );

/** Where a slot of a row's head lies in a layer. */
const slotAt = ({ slots }: Cache, row: number, head: number, slot: number) =>
  ((row * HEADS + head) * slots + slot) * HEAD_DIM;

/** Adds a row's next position, in numbers that tell the position and its place in keys or values. */
function add(cache: Cache, row: number): void {
  const slot = makeRoom(cache, row);
  cache.windows.forEach(({ data: layer }, i) => {
    for (let head = 0; head < HEADS; head++) {
      const at = slotAt(cache, row, head, slot);
      layer.fill(100 * cache.seen[row]! + 10 * i + head, at, at + HEAD_DIM);
    }
  });
  cache.seen[row]!++;
}

/** Checks that every layer and head of a row has the same positions, and returns them by slots. */
function positions(cache: Cache, row: number): number[] {
  const used = Math.min(cache.seen[row]!, cache.slots);
  return Array.from({ length: used }, (_, slot) => {
    const position = Math.floor(cache.windows[0]!.data[slotAt(cache, row, 0, slot)]! / 100);
    cache.windows.forEach(({ data: layer }, i) => {
      for (let head = 0; head < HEADS; head++) {
        const at = slotAt(cache, row, head, slot);
        const expected = 100 * position + 10 * i + head;
        assert.deepEqual([...layer.subarray(at, at + HEAD_DIM)], Array(HEAD_DIM).fill(expected));
      }
    });
    return position;
  });
}

const numbers = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => from + i);

Deno.test("makeRoom() keeps the last positions of each row, the newest in the last slot when all are in use", () => {
  const cache = emptyCache(5);
  for (let count = 1; count <= 17; count++) {
    add(cache, 0);
    if (count % 2 === 0) add(cache, 1);
    for (const [row, seen] of cache.seen.entries()) {
      const held = positions(cache, row);
      if (seen > 0) assert.equal(held.at(-1), seen - 1);
      assert.deepEqual(held.toSorted((a, b) => a - b), numbers(Math.max(0, seen - 5), seen));
    }
  }
});

Deno.test("shrinkCache() keeps the last positions in order, and goes on from there", () => {
  const cache = emptyCache(9);
  for (let count = 0; count < 9; count++) add(cache, 0);
  for (let count = 0; count < 3; count++) add(cache, 1);
  shrinkCache(cache, 5);
  assert.deepEqual([cache.slots, ...cache.seen], [5, 5, 3]);
  assert.deepEqual([positions(cache, 0), positions(cache, 1)], [numbers(4, 9), numbers(0, 3)]);
  const slot = makeRoom(cache, 0);
  assert.equal(slot, 4);
  assert.deepEqual(positions(cache, 0), [8, 5, 6, 7, 8]);
});
