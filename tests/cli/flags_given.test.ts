import assert from "node:assert/strict";
import { Command } from "commander";
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
