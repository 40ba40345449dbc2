import assert from "node:assert/strict";
import { type Axis, combinations } from "../../../src/experiment/sweep/combine.ts";
import { triedIn } from "../../../src/experiment/sweep/values.ts";

const axis = (name: string, text: string): Axis => ({
  name,
  tried: triedIn(text)!,
  isWhole: name === "seed",
});
const usual = { method: undefined, trials: undefined, drawSeed: 1 };

Deno.test("a grid has all combinations, the last axis first", () => {
  const { method, all } = combinations([axis("lr", "a,b"), axis("seed", "range(3)")], usual);
  assert.equal(method, "grid");
  assert.deepEqual(all.map((values) => values.join("")), ["a0", "a1", "a2", "b0", "b1", "b2"]);
});

Deno.test("ranges are drawn from, by their seed, and more trials begin with the same", () => {
  const axes = [axis("lr", "log(1e-4,1e-2)"), axis("seed", "range(3)")];
  const draw = (trials: number | undefined, drawSeed = 1) =>
    combinations(axes, { ...usual, trials, drawSeed });
  assert.equal(draw(undefined).method, "random");
  assert.equal(draw(undefined).all.length, 16);
  assert.deepEqual(draw(20).all.slice(0, 16), draw(undefined).all);
  assert.notDeepEqual(draw(20, 2).all, draw(20).all);
  assert.equal(new Set(draw(200).all.map(String)).size, 200);
});

Deno.test("asha takes a grid of lists whole, and draws else", () => {
  const lists = [axis("lr", "a,b"), axis("seed", "range(4)")];
  assert.equal(combinations(lists, { ...usual, method: "asha" }).all.length, 8);
  assert.equal(combinations(lists, { ...usual, method: "asha", trials: 5 }).all.length, 5);
});

Deno.test("what cannot be combined is told", () => {
  const lists = [axis("lr", "a,b"), axis("seed", "range(4)")];
  const told = (axes: Axis[], more: object, message: RegExp) =>
    assert.throws(() => combinations(axes, { ...usual, ...more }), message);
  told([axis("lr", "uniform(0,1)")], { method: "grid" }, /lr: a grid takes lists, not uniform\(\)/);
  told(lists, { method: "grid", trials: 3 }, /to draw 3 of them say sweep\.method=random/);
  told(lists, { method: "random", trials: 9 }, /9 is more than the 8 different combinations/);
  told(
    Array.from({ length: 5 }, (_, i) => axis(`k${i}`, "range(10)")),
    {},
    /100000 combinations are too many/,
  );
});
