import assert from "node:assert/strict";
import { arrayWriter, packBatch } from "../../../scripts/bench/job.ts";
import type { Batch } from "../../../src/training/batches.ts";

Deno.test("packBatch() puts each array where its entry says when the file takes a few bytes at a time", () => {
  const written: number[] = [];
  const file = {
    writeSync(bytes: Uint8Array) {
      const taken = bytes.subarray(0, 5);
      written.push(...taken);
      return taken.length;
    },
  };
  const drawing: Batch = {
    ...{ batch: 2, time: 1, mass: 1, predictions: 1, units: 3 },
    indices: new Int32Array([7, -8, 1 << 30]),
    field: new Float32Array([0.1, -2]),
    targets: new Int32Array([5, 6]),
    // Part of a longer buffer: only the part is to be written.
    weights: new Float32Array([9, 1, 0, 9]).subarray(1, 3),
  };
  const write = arrayWriter(file);
  const packed = [
    packBatch(write, drawing, 0.25),
    packBatch(write, { ...drawing, field: new Float32Array([3, 4]) }, 0.5),
  ];
  const { buffer } = Uint8Array.from(written);
  for (const [i, { indices, field, targets, weights }] of packed.entries()) {
    assert.deepEqual(new Int32Array(buffer, indices, 3), drawing.indices);
    assert.deepEqual(new Int32Array(buffer, targets, 2), drawing.targets);
    assert.deepEqual(new Float32Array(buffer, weights, 2), new Float32Array([1, 0]));
    assert.deepEqual(new Float32Array(buffer, field, 2), i === 0 ? drawing.field : new Float32Array([3, 4]));
  }
  assert.equal(buffer.byteLength, 4 * (9 + 9));
});
