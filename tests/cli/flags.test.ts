import assert from "node:assert/strict";
import { Command } from "commander";
import type { Fields } from "../../src/base/fields.ts";
import { addFields, readFields } from "../../src/cli/flags.ts";

const FIELDS = {
  style: {
    ...{ type: "list", value: "names", choices: ["line", "solid"], fallback: ["line"] },
    ...{ text: "how", group: "What:" },
  },
  font: { type: "text", value: "name", choices: ["big"], text: "letters" },
  width: {
    type: "integer",
    least: 1,
    word: "auto",
    short: "w",
    alias: "columns",
    text: "columns",
    usual: "40",
  },
  topP: { type: "number", value: "p", above: 0, most: 1, fallback: 0.5, text: "share" },
  kind: { type: "choice", value: "kind", choices: ["x", "y"], text: "which" },
  loud: { type: "switch", text: "whether" },
} as const satisfies Fields;

const command = () =>
  addFields(new Command("toy"), FIELDS).exitOverride().configureOutput({ writeErr: () => {} });
const read = (...args: string[]) => readFields(FIELDS, command().parse(args, { from: "user" }).opts());

Deno.test("readFields() gives the values of flags, and nothing for those that are not there", () => {
  assert.deepEqual(read(), {});
  assert.deepEqual(read("--style", "line, oil", "--style=solid", "-w", "7", "--top-p", ".5", "--loud"), {
    ...{ style: ["line", "oil", "solid"], width: 7, topP: 0.5, loud: true },
  });
  assert.deepEqual(read("--width", "auto", "--font", "Small Slant", "--kind", "y"), {
    ...{ width: "auto", font: "Small Slant", kind: "y" },
  });
});

Deno.test("readFields() says which flag is wrong, and how", () => {
  assert.throws(() => read("-w", "0"), /^UserError: --width 0 is not a whole number from 1 up$/);
  assert.throws(() => read("-w", "1.0"), /--width 1\.0 is not a whole number from 1 up$/);
  assert.throws(() => read("--top-p", "1e1"), /--top-p 1e1 is not a number above 0, up to 1$/);
  assert.throws(() => read("-w", "-0"), /--width -0 is not a whole number/);
  assert.throws(() => read("--kind", "z"), /'z' is invalid\. Allowed choices are x, y/);
});

Deno.test("addFields() takes a flag by its other name, too, and not by both", () => {
  assert.deepEqual(read("--columns", "7"), { width: 7 });
  assert.throws(() => read("--columns", "0"), /--width 0 is not a whole number from 1 up$/);
  assert.throws(
    () => read("--columns", "7", "-w", "8"),
    /'--columns <n>' cannot be used with option '-w, --width <n>'/,
  );
  assert.doesNotMatch(command().helpInformation(), /--columns/);
});

Deno.test("addFields() tells of values, usual ones and groups in the help", () => {
  const help = command().helpInformation();
  for (
    const line of [
      /^What:\n {2}--style <names>\s+how \(default: line\) \(choices: "line", "solid"\)$/m,
      /^ {2}-w, --width <n>\s+columns \(default: 40\)$/m,
      /^ {2}--top-p <p>\s+share \(default: 0\.5\)$/m,
      /^ {2}--loud\s+whether$/m,
    ]
  ) {
    assert.match(help, line);
  }
});
