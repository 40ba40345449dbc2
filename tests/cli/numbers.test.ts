import assert from "node:assert/strict";
import { decimalNumber, wholeNumber } from "../../src/cli/numbers.ts";
import { UserError } from "../../src/base/errors.ts";

Deno.test("wholeNumber() takes digits in range only", () => {
  assert.equal(wholeNumber("--n", "1", 1, 80), 1);
  assert.equal(wholeNumber("--n", "080", 1, 80), 80);
  for (
    const text of [
      "",
      " 5",
      "0",
      "81",
      "-1",
      "+1",
      "1.0",
      "1e1",
      "0x10",
      "NaN",
      "Infinity",
      "٣",
      "9".repeat(500),
    ]
  ) {
    assert.throws(() => wholeNumber("--n", text, 1, 80), (error: unknown) => {
      assert.ok(error instanceof UserError && error.kind === "usage");
      return /^--n .* is not a whole number from 1 to 80$/.test(error.message);
    }, text);
  }
});

Deno.test("decimalNumber() takes decimals in range only", () => {
  assert.equal(decimalNumber("--x", "0.25", 0, 1), 0.25);
  assert.equal(decimalNumber("--x", ".5", 0, 1), 0.5);
  assert.equal(decimalNumber("--x", "1", 0, 1), 1);
  assert.equal(decimalNumber("--x", "0", 0, 1), 0);
  assert.throws(() => decimalNumber("--x", "0", 0, 1, true), /--x 0 is not a number above 0, up to 1/);
  for (const text of ["", ".", "1.1", "-0.1", "1e-1", "NaN", "half"]) {
    assert.throws(() => decimalNumber("--x", text, 0, 1), /is not a number from 0 to 1/, text);
  }
});
