import assert from "node:assert/strict";
import { UserError } from "../../../src/base/errors.ts";
import { fallbacks } from "../../../src/base/fields.ts";
import { openSource, SOURCE_FIELDS, SOURCES, yearsOf } from "../../../src/operations/data/sources.ts";

Deno.test("openSource() refuses what a source cannot use", async () => {
  const usual = fallbacks(SOURCE_FIELDS);
  const fails = (name: string, names: string[], more: object, pattern: RegExp) =>
    assert.rejects(
      openSource(name, names, { ...usual, ...more }),
      (error) => error instanceof UserError && error.kind === "usage" && pattern.test(error.message),
    );
  await fails("nowhere", [], {}, /unknown source "nowhere"; known: files/);
  await fails("files", [], {}, /files needs a file or folder/);
  await fails("records", ["a.csv"], { column: ["what=x"] }, /--column "what=x"/);
  await fails("huggingface.co", ["us/frames"], { column: ["id=x"] }, /--column id=x is for records/);
  await fails("16colo.rs", [], { years: "94" }, /--years 94 is not a year, or two/);
  await fails("asciiart.eu", [], { baseUrl: "nonsense" }, /--base-url "nonsense" is no URL/);
  assert.ok(Object.values(SOURCES).every(({ text }) => text !== ""));
});

Deno.test("yearsOf() reads one year or a span, and nothing else", () => {
  assert.deepEqual([yearsOf("1994"), yearsOf("1990-1996")], [{ from: 1994, to: 1994 }, {
    from: 1990,
    to: 1996,
  }]);
  for (const text of ["", "94", "1996-1990", "1990-", "1990-1996-2000"]) {
    assert.throws(() => yearsOf(text), /^UserError: --years .* is not a year, or two/, text);
  }
});
