import assert from "node:assert/strict";
import { Command } from "commander";
import { describeError, EXIT_CODES } from "../../src/cli/errors.ts";
import { type ErrorKind, UserError } from "../../src/base/errors.ts";

Deno.test("describeError() gives each kind of error its own exit code", () => {
  const isKind = (kind: string): kind is ErrorKind => kind in EXIT_CODES;
  const kinds = Object.keys(EXIT_CODES).filter(isKind);
  const codes = kinds.map((kind) => describeError(new UserError(kind, "no")).code);
  assert.equal(new Set([0, 1, 130, ...codes]).size, codes.length + 3);
});

Deno.test("describeError() makes one line of commander's error when an option is unknown", () => {
  const command = new Command("test").option("--width <n>").exitOverride().configureOutput({
    outputError: () => {},
  });
  try {
    command.parse(["--widht"], { from: "user" });
    assert.fail("it parsed");
  } catch (error) {
    assert.deepEqual(describeError(error), {
      line: "unknown option '--widht' (Did you mean --width?)",
      code: 2,
    });
  }
});

Deno.test("describeError() says nothing when the output's reader has gone", () => {
  assert.deepEqual(describeError(new Deno.errors.BrokenPipe("broken pipe")), { line: "", code: 0 });
});

Deno.test("describeError() tells a failure of the system from a bug", () => {
  const full = Object.assign(new Error("No space left on device"), { code: "ENOSPC" });
  assert.deepEqual(describeError(full), { line: "No space left on device", code: EXIT_CODES.io });
  assert.deepEqual(describeError(new TypeError("x is\nundefined")), {
    line: "internal error: x is undefined",
    code: 1,
  });
  assert.deepEqual(describeError("odd"), { line: "internal error: odd", code: 1 });
});
