import assert from "node:assert/strict";
import { UserError } from "../../src/base/errors.ts";
import { bytesOf, megabytes } from "../../src/base/size.ts";

Deno.test("bytesOf() reads sizes in units of 1000 and of 1024", () => {
  const sizes = {
    "1GB": 1e9,
    "2gb": 2e9,
    "512MB": 512e6,
    "1.5GiB": 1.5 * 2 ** 30,
    "300 MiB": 300 * 2 ** 20,
    "4g": 4e9,
  };
  for (const [text, bytes] of Object.entries(sizes)) assert.equal(bytesOf(text, "memory"), bytes);
  assert.equal(megabytes(1_000_001), "2 MB");
});

Deno.test("bytesOf() refuses what is no size, in one line that names the flag, the value and what would be right", () => {
  for (
    const text of [
      "",
      "1",
      "GB",
      "1TBx",
      "-1GB",
      "1e3GB",
      "0MB",
      "0.0GB",
      "1 000MB",
      "1GB 2",
      "constructor",
      "1constructor",
    ]
  ) {
    assert.throws(
      () => bytesOf(text, "memory"),
      (error) =>
        error instanceof UserError && error.kind === "usage" && !error.message.includes("\n") &&
        error.message.startsWith("--memory ") && error.message.endsWith("such as 512MB, 2GB or 1.5GiB"),
      text,
    );
  }
});
