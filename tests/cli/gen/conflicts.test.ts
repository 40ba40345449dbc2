import assert from "node:assert/strict";
import type { Format } from "../../../src/art/render/render.ts";
import { fallbacks } from "../../../src/base/fields.ts";
import { checkConflicts } from "../../../src/cli/gen/conflicts.ts";
import { PRINT_FIELDS, type PrintFlags } from "../../../src/cli/gen/fields.ts";
import type { DrawInput } from "../../../src/operations/draw/fields.ts";

const check = (input: DrawInput, printing: Partial<PrintFlags>, format: Format) =>
  checkConflicts(input, { ...fallbacks(PRINT_FIELDS), ...printing }, format);

Deno.test("checkConflicts() says why flags do not go together", () => {
  const refused = (printing: Partial<PrintFlags>, format: Format, why: RegExp, input: DrawInput = {}) =>
    assert.throws(() => check(input, printing, format), why);
  refused({ quiet: true, verbose: true }, "plain", /--quiet does not go with --verbose/);
  const whole = /--stream does not go with the format svg: it needs the finished drawing$/;
  refused({ stream: true }, "svg", whole);
  refused({ stream: true, output: "a.txt" }, "plain", /--stream does not go with --output/);
  refused({ stream: true }, "plain", /--stream does not go with --border/, { border: "light" });
  refused({}, "plain", /--like does not go with --from/, { like: 1, from: "a.png" });
  check({}, { stream: true }, "ansi");
  check({ border: "light", align: "right" }, { output: "a.png" }, "png");
});
