import assert from "node:assert/strict";
import fc from "fast-check";
import { random } from "../../../src/base/random.ts";
import { drawn, triedIn } from "../../../src/experiment/sweep/values.ts";

const list = (text: string) => {
  const tried = triedIn(text);
  return tried?.kind === "list" ? tried.values : undefined;
};

Deno.test("commas part values, but for those in brackets and quotes", () => {
  assert.deepEqual(list("1e-3,3e-4"), ["1e-3", "3e-4"]);
  assert.deepEqual(list("a, b ,c"), ["a", "b", "c"]);
  assert.deepEqual(list("[a, b],[c]"), ["[a, b]", "[c]"]);
  assert.deepEqual(list("{every: 5, keep: 2},{}"), ["{every: 5, keep: 2}", "{}"]);
  assert.deepEqual(list("'one, two',three"), ["'one, two'", "three"]);
  for (const single of ["0.001", "[a, b]", '"one, two"', "", "it's", "fun(1"]) {
    assert.equal(triedIn(single), undefined, single);
  }
});

Deno.test("range() counts as in Python", () => {
  assert.deepEqual(list("range(4)"), ["0", "1", "2", "3"]);
  assert.deepEqual(list("range(1,9,2)"), ["1", "3", "5", "7"]);
  assert.deepEqual(list("range(3, 0, -1)"), ["3", "2", "1"]);
  assert.deepEqual(list("range(0,0.5,0.1)"), ["0", "0.1", "0.2", "0.3", "0.4"]);
  for (
    const wrong of [
      "range()",
      "range(0)",
      "range(3,1)",
      "range(1,2,0)",
      "range(1e9)",
      "range(1,2,3,4)",
      "range(a)",
    ]
  ) {
    assert.throws(() => triedIn(wrong), /^Error: range\(\) takes an end, or /, wrong);
  }
});

Deno.test("ranges that are none say what would be right", () => {
  for (const wrong of ["log(0,1)", "log(1e-2,1e-4)", "log(1)", "log(-1,1)", "log(1,2,3)"]) {
    assert.throws(() => triedIn(wrong), /log\(\) takes .* log\(1e-4,1e-2\), both above 0/, wrong);
  }
  assert.throws(() => triedIn("uniform(1,1)"), /as in uniform\(0,0\.5\)/);
  assert.deepEqual(triedIn("uniform(-1, 0.5)"), { kind: "uniform", from: -1, to: 0.5 });
});

Deno.test("what is drawn lies in its range, of whole numbers both ends are met", () => {
  const rng = random(1);
  fc.assert(fc.property(
    fc.double({ min: 1e-6, max: 1e3, noNaN: true }),
    fc.double({ min: 1.01, max: 1e6, noNaN: true }),
    fc.constantFrom("log" as const, "uniform" as const),
    (from, ratio, kind) => {
      const to = from * ratio, value = Number(drawn({ kind, from, to }, false, rng));
      assert.ok(value >= from && value <= to, `${value} in ${from}…${to}`);
    },
  ));
  for (const kind of ["log", "uniform"] as const) {
    const seen = new Set(Array.from({ length: 400 }, () => drawn({ kind, from: 2, to: 5 }, true, rng)));
    assert.deepEqual([...seen].sort(), ["2", "3", "4", "5"], kind);
  }
  // Half of log(1e-4, 1e-2) lies below 1e-3.
  const low =
    Array.from({ length: 2000 }, () => Number(drawn({ kind: "log", from: 1e-4, to: 1e-2 }, false, rng)))
      .filter((value) => value < 1e-3).length;
  assert.ok(low > 900 && low < 1100, String(low));
});
