import assert from "node:assert/strict";
import fc from "fast-check";
import { pairedGroups } from "../../../src/operations/runs/paired.ts";

const close = (value: number | null | undefined, expected: number) =>
  assert.ok(typeof value === "number" && Math.abs(value - expected) < 1e-12, `${value}, ${expected}`);
const one = (name: string, bits: number[], seed?: number) => ({ name, runs: [{ name, seed, bits }] });

Deno.test("a difference of two runs and its error over blocks are as worked out by hand", () => {
  const sizes = [100, 100, 200];
  const [a, b] = pairedGroups([one("a", [200, 240, 400]), one("b", [190, 220, 370])], sizes);
  close(a!.bitsPerByte.value, 840 / 400);
  close(b!.bitsPerByte.value, 780 / 400);
  assert.equal(a!.difference, undefined);
  // Apart by -10, -20, -30 on 100, 100 and 200 bytes: -0.15 a byte; what is left is 5, -5, 0.
  close(b!.difference!.value, -60 / 400);
  close(b!.difference!.overText, Math.sqrt(50 * 3 / 2) / 400);
  assert.equal(b!.difference!.overSeeds, null);
  // Two runs that differ by the same everywhere differ for sure, however much blocks differ.
  const [, sure] = pairedGroups([one("a", [100, 900, 300]), one("b", [90, 890, 280])], sizes);
  close(sure!.difference!.overText, 0);
  assert.ok(sure!.bitsPerByte.overText! > 1);
});

Deno.test("groups of seeds are compared seed by seed where both have the same ones, else by both their errors", () => {
  const sizes = [50, 50];
  const group = (name: string, totals: number[], seeds: (number | undefined)[]) => ({
    name,
    runs: totals.map((total, i) => ({ name: `${name}-${i}`, seed: seeds[i], bits: [total / 2, total / 2] })),
  });
  const first = group("a", [200, 220, 240], [1, 2, 3]);
  const [a, b] = pairedGroups([first, group("b", [190, 212, 228], [1, 2, 3])], sizes);
  close(a!.bitsPerByte.value, 2.2);
  close(a!.bitsPerByte.overSeeds, 0.2 / Math.sqrt(3));
  // -0.1, -0.08, -0.12: a mean of -0.1 ± 0.02 / √3.
  close(b!.difference!.value, -0.1);
  close(b!.difference!.overSeeds, 0.02 / Math.sqrt(3));
  const [, other] = pairedGroups([first, group("b", [190, 212, 228], [4, 5, 6])], sizes);
  const spread = Math.hypot(0.2 / Math.sqrt(3), Math.sqrt((0.2 ** 2 + 0.02 ** 2 + 0.18 ** 2) / 2 / 3));
  assert.ok(Math.abs(other!.difference!.overSeeds! - spread) < 0.01);
  assert.ok(other!.difference!.overSeeds! > 5 * b!.difference!.overSeeds!);
  const [, single] = pairedGroups([first, group("b", [190], [1])], sizes);
  assert.equal(single!.difference!.overSeeds, null);
});

Deno.test("a group's difference to itself is nothing, and differences turn round with their groups", () => {
  const bits = fc.array(fc.double({ min: 1, max: 1000, noNaN: true }), { minLength: 4, maxLength: 4 });
  fc.assert(fc.property(bits, bits, (first, second) => {
    const sizes = [10, 20, 30, 40];
    const [, there] = pairedGroups([one("a", first), one("b", second)], sizes);
    const [, back] = pairedGroups([one("b", second), one("a", first)], sizes);
    assert.ok(Math.abs(there!.difference!.value + back!.difference!.value) < 1e-9);
    assert.ok(Math.abs(there!.difference!.overText! - back!.difference!.overText!) < 1e-9);
    const [, same] = pairedGroups([one("a", first), one("a", first)], sizes);
    assert.deepEqual([same!.difference!.value, same!.difference!.overText], [0, 0]);
  }));
});
