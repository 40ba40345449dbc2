import assert from "node:assert/strict";
import { Command } from "commander";
import { checked, numberIn } from "../../src/base/check.ts";
import type { Fields } from "../../src/base/fields.ts";
import { addFields, readFields } from "../../src/cli/flags.ts";

const FIELDS = {
  maxItems: { type: "integer", least: 1, most: 9, fallback: 3, text: "items" },
  names: { type: "list", value: "names", text: "names" },
  label: { type: "list", value: "word", whole: true, text: "labels" },
  dryRun: { type: "switch", text: "write nothing" },
} as const satisfies Fields;

function read(...args: string[]) {
  const command = addFields(new Command("toy"), FIELDS).exitOverride().parse(args, { from: "user" });
  return readFields(FIELDS, command.opts());
}

Deno.test("readFields() reads what was given, lists apart or whole", () => {
  assert.deepEqual(read(), {});
  assert.deepEqual(
    read(
      "--max-items",
      "5",
      "--names",
      "a, b",
      "--names",
      "c",
      "--label",
      "d, e",
      "--label",
      "f",
      "--dry-run",
    ),
    { maxItems: 5, names: ["a", "b", "c"], label: ["d, e", "f"], dryRun: true },
  );
  assert.throws(() => read("--max-items", "1e1"), /--max-items 1e1 is not a whole number from 1 to 9$/);
});

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
