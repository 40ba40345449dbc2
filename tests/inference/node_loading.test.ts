import assert from "node:assert/strict";
import { UserError } from "../../src/base/errors.ts";
import { loadingError } from "../../src/inference/runtime/node.ts";

Deno.test("that a C library is musl is told in a line, and other failures as they are", () => {
  const error = new Error(
    "Error loading shared library ld-linux-x86-64.so.2: No such file or directory (needed by libonnxruntime.so.1)",
  );
  const musl = loadingError(error);
  assert.ok(musl instanceof UserError && musl.kind === "environment" && musl.cause === error);
  assert.match(musl.message, /musl .* needs glibc/);
  const missing = new Error("libonnxruntime.so.1: cannot open shared object file: No such file or directory");
  assert.equal(loadingError(missing), missing);
});
