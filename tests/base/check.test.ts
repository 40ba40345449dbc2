import assert from "node:assert/strict";
import { checkField, checkFields } from "../../src/base/check.ts";
import { type Fields, filled, type InputOf } from "../../src/base/fields.ts";
import { schemaOf } from "../../src/base/schema.ts";

const FIELDS = {
  width: { type: "integer", least: 1, most: 80, word: "auto", text: "columns" },
  topP: { type: "number", above: 0, most: 1, fallback: 0.95, text: "probability" },
  names: { type: "list", value: "names", fallback: ["a"], text: "several" },
  kind: { type: "choice", choices: ["x", "y"], fallback: "x", text: "one of a few" },
  file: { type: "text", value: "file", text: "where" },
  loud: { type: "switch", text: "whether" },
} as const satisfies Fields;

Deno.test("checkField() names the flag, the value and what would be right", () => {
  const cases: [keyof typeof FIELDS, unknown, string][] = [
    ["width", 81, "--width 81 is not a whole number from 1 to 80"],
    ["width", 1.5, "--width 1.5 is not a whole number from 1 to 80"],
    ["width", "wide", "--width wide is not a whole number from 1 to 80"],
    ["topP", 0, "--top-p 0 is not a number above 0, up to 1"],
    ["topP", NaN, "--top-p NaN is not a number above 0, up to 1"],
    ["names", "a", "--names a is not a list of texts"],
    ["kind", "z", "--kind z is not one of x, y"],
    ["file", 3, "--file 3 is not a text"],
    ["file", ["long".repeat(9), 1, 2], `--file [ "${"long".repeat(9)}"… is not a text`],
    ["loud", "yes", "--loud yes is not true or false"],
  ];
  for (const [name, value, message] of cases) {
    assert.throws(() => checkField(name, FIELDS[name], value), { kind: "usage", message });
  }
  assert.throws(() => checkField("width", FIELDS.width, NaN, "a b"), /--width "a b" is not a whole/);
  // Whoever knows the other limits of it tells them all.
  checkField("width", { ...FIELDS.width, open: true }, 0);
  assert.throws(
    () => checkField("width", { ...FIELDS.width, open: true }, NaN),
    /--width NaN is not a whole/,
  );
});

Deno.test("checkFields() takes what a schema takes, and no more", () => {
  const good = [{}, { width: 80, topP: 1, names: [], kind: "y", file: "", loud: false }, { width: "auto" }];
  const bad = [{ width: 0 }, { topP: 1.1 }, { names: [1] }, { kind: 1 }, { loud: 1 }, { width: "" }];
  for (const values of good) {
    checkFields(FIELDS, values);
    schemaOf(FIELDS).parse(values);
  }
  for (const values of bad) {
    assert.throws(() => checkFields(FIELDS, values), Deno.inspect(values));
    assert.throws(() => schemaOf(FIELDS).parse(values), Deno.inspect(values));
  }
});

Deno.test("filled() puts what is usual in the place of what was not given", () => {
  const usual: InputOf<typeof FIELDS> = { topP: 0.95, names: ["a"], kind: "x", loud: false };
  assert.deepEqual(filled(FIELDS, {}), usual);
  assert.deepEqual(filled(FIELDS, { width: "auto", names: ["b"], more: 1 }), {
    ...{ ...usual, width: "auto", names: ["b"], more: 1 },
  });
});
