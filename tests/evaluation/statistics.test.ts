import assert from "node:assert/strict";
import {
  bootstrapError,
  bootstrapMean,
  median,
  ratioError,
  share,
  shuffled,
  standardError,
} from "../../src/evaluation/statistics.ts";
import { random } from "../../src/base/random.ts";

Deno.test("share() gives Wilson's interval", () => {
  // Worked by hand: 8 of 10 is 0.490 … 0.943.
  const { value, low, high, samples } = share(8, 10);
  assert.equal(value, 0.8);
  assert.ok(Math.abs(low - 0.4902) < 1e-3 && Math.abs(high - 0.9433) < 1e-3);
  assert.equal(samples, 10);
  const none = share(0, 10);
  assert.ok(none.low === 0 && none.high > 0.2);
  const all = share(10, 10);
  assert.ok(all.high > 0.9999 && all.high <= 1 && all.low < 0.8);
});

Deno.test("bootstrapMean() has the mean between bounds that narrow with more values", () => {
  const values = (count: number) => Array.from({ length: count }, (_, i) => i % 2);
  const few = bootstrapMean(values(20), random(1)), many = bootstrapMean(values(2000), random(1));
  assert.equal(few.value, 0.5);
  assert.ok(few.low < 0.5 && few.high > 0.5);
  assert.ok(many.high - many.low < (few.high - few.low) / 3);
  // The normal approximation says 0.5 ± 0.022.
  assert.ok(Math.abs(many.high - 0.522) < 0.006);
  assert.deepEqual(bootstrapMean(values(20), random(1)), few);
});

Deno.test("median() takes the middle, or the mean of the two in the middle", () => {
  assert.equal(median([3, 1, 2]), 2);
  assert.equal(median([4, 1, 2, 3]), 2.5);
  assert.ok(Number.isNaN(median([])));
});

Deno.test("shuffled() keeps all items and leaves the given ones alone", () => {
  const items = [1, 2, 3, 4, 5, 6, 7, 8];
  const mixed = shuffled(items, random(3));
  assert.notDeepEqual(mixed, items);
  assert.deepEqual(mixed.toSorted(), items);
  assert.deepEqual(items, [1, 2, 3, 4, 5, 6, 7, 8]);
});

Deno.test("standardError() is the deviation of values over the root of their number", () => {
  assert.ok(Math.abs(standardError([1, 2, 3, 4]) - Math.sqrt(5 / 3 / 4)) < 1e-12);
  assert.equal(standardError([2, 2, 2]), 0);
  assert.ok(Number.isNaN(standardError([1])));
});

Deno.test("ratioError() is the error of a mean where units are alike, and agrees with drawing them again", () => {
  const x = [3, 5, 4, 8];
  assert.ok(Math.abs(ratioError(x, [2, 2, 2, 2]) - standardError(x.map((value) => value / 2))) < 1e-12);
  // By hand: the ratio is 2; what is left is -1, 1, 0; √(2 · 3 / 2) / 6.
  assert.ok(Math.abs(ratioError([1, 5, 6], [1, 2, 3]) - Math.sqrt(3) / 6) < 1e-12);
  assert.ok(Number.isNaN(ratioError([1], [1])));
  const { next } = random(5);
  const units = Array.from({ length: 400 }, () => {
    const size = 1 + next() * 9;
    return [size * (2 + next()) + next(), size];
  });
  const linear = ratioError(units.map(([x]) => x!), units.map(([, y]) => y!));
  const drawn = bootstrapError(units, ([x, y]) => x! / y!, random(6), 1000);
  assert.ok(Math.abs(linear / drawn - 1) < 0.1, `${linear} and ${drawn}`);
  assert.ok(Number.isNaN(bootstrapError([[1, 1]], ([x]) => x!, random(1))));
});
