import assert from "node:assert/strict";
import { alibiSlopes } from "../../src/network/alibi.ts";

const powers = (...exponents: number[]) => Float32Array.from(exponents, (each) => 2 ** each);

Deno.test("alibiSlopes() are those of the paper, for powers of two and other numbers of heads", () => {
  assert.deepEqual(alibiSlopes(1), powers(-8));
  assert.deepEqual(alibiSlopes(8), powers(-1, -2, -3, -4, -5, -6, -7, -8));
  assert.deepEqual(alibiSlopes(16).subarray(0, 3), powers(-0.5, -1, -1.5));
  assert.deepEqual(alibiSlopes(12).subarray(8), powers(-0.5, -1.5, -2.5, -3.5));
  assert.deepEqual(alibiSlopes(3), powers(-4, -8, -2));
});
