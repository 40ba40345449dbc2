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

Deno.test("describeError() says in plain words what the system did not do, and names the file that was meant", () => {
  const at = "(os error 2): open '/no/.x.svg.61866d80-405e-4566-9c97-e55a94871497.tmp'";
  const cases = [
    [`No such file or directory ${at}`, "cannot write /no/x.svg: there is no such folder"],
    [
      "Not a directory (os error 20): open '.a.61866d80-405e-4566-9c97-e55a94871497.tmp'",
      "cannot write a: a part of that path is a file, not a folder",
    ],
    ["No such file or directory (os error 2): open '.x.tmp'", "cannot read .x.tmp: there is no such file"],
    [
      "No such file or directory (os error 2): rename 'a' -> 'b/c'",
      "cannot write b/c: there is no such folder",
    ],
    ["File exists (os error 17): mkdir 'notes.txt'", "cannot make the folder notes.txt: a file is there"],
    [
      "Not a directory (os error 20): stat 'notes.txt/x'",
      "cannot read notes.txt/x: a part of that path is a file, not a folder",
    ],
  ];
  for (const [said = "", line] of cases) {
    assert.deepEqual(describeError(new Deno.errors.NotFound(said)), { line, code: EXIT_CODES.io });
  }
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
