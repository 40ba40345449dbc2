import assert from "node:assert/strict";
import fc from "fast-check";
import { dequeue, enqueue } from "../../src/base/queue.ts";

Deno.test("a queue gives items in order, whenever they are put in", () => {
  const before = (a: number, b: number) => a < b;
  fc.assert(fc.property(fc.array(fc.option(fc.integer(), { freq: 3, nil: undefined })), (steps) => {
    const queue: number[] = [], expected: number[] = [];
    for (const step of steps) {
      if (step === undefined) {
        assert.equal(dequeue(queue, before), expected.sort((a, b) => a - b).shift());
      } else {
        enqueue(queue, step, before);
        expected.push(step);
      }
      assert.equal(queue.length, expected.length);
    }
  }));
});
