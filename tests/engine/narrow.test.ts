import assert from "node:assert/strict";
import { numbers, single } from "../../src/engine/narrow.ts";

Deno.test("single() gives what is one, and refuses several", () => {
  const tensor = { shape: [2] };
  assert.equal(single(tensor), tensor);
  assert.throws(() => single([tensor, tensor]), /one tensor wanted, 2 found/);
});

Deno.test("numbers() gives a list of numbers, and refuses all else", () => {
  const axes = [0, -1];
  assert.equal(numbers(axes), axes);
  assert.deepEqual(numbers([]), []);
  for (const other of [undefined, null, 1, "1", [1, "2"], { 0: 1 }]) {
    assert.throws(() => numbers(other), /must be a list of numbers/);
  }
});
