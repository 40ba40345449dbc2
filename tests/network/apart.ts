/** How far logits are apart. */
import assert from "node:assert/strict";

/** Largest difference between a logit here and there that is mere rounding of float32. */
export const MOST_APART = 1e-4;

/** Largest difference between numbers at the same places. */
export function apart(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  assert.equal(actual.length, expected.length);
  let worst = 0;
  for (let i = 0; i < actual.length; i++) worst = Math.max(worst, Math.abs(actual[i]! - expected[i]!));
  return worst;
}
