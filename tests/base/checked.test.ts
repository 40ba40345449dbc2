import assert from "node:assert/strict";
import { checked, numberIn } from "../../src/base/check.ts";
import type { Fields } from "../../src/base/fields.ts";

const FIELDS = {
  maxItems: { type: "integer", least: 1, most: 9, fallback: 3, text: "items" },
  label: { type: "list", value: "word", whole: true, text: "labels" },
  dryRun: { type: "switch", text: "write nothing" },
} as const satisfies Fields;

Deno.test("checked() puts in what was not given, and refuses what a program gave wrong", () => {
  assert.deepEqual(checked(FIELDS, { label: ["a"] }), { maxItems: 3, label: ["a"], dryRun: false });
  assert.throws(
    () => checked(FIELDS, { maxItems: 1.5 }),
    /^UserError: --max-items 1.5 is not a whole number/,
  );
});

Deno.test("numberIn() reads digits and decimals in full, and nothing else", () => {
  assert.deepEqual(["7", "x", "", "1.5"].map((text) => numberIn(text, { type: "integer" })), [
    7,
    NaN,
    NaN,
    NaN,
  ]);
  assert.deepEqual(["7", ".5", "1e-3", "-1"].map((text) => numberIn(text, { type: "number" })), [
    ...[7, .5, .001, NaN],
  ]);
});
