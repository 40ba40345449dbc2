import assert from "node:assert/strict";
import { random } from "../../src/base/random.ts";

Deno.test("a copy of a source gives the numbers that it has still to give, and neither moves the other", () => {
  const rng = random(7, 1);
  const drawn = (from: { next(): number }) => Array.from({ length: 5 }, () => from.next());
  const first = drawn(rng);
  const copy = rng.copy();
  const next = drawn(rng);
  assert.notDeepEqual(next, first);
  assert.deepEqual(drawn(copy), next);
  assert.deepEqual(drawn(copy.copy()), drawn(rng));
  assert.deepEqual(drawn(random(7, 1)), first);
});
