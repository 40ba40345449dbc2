import assert from "node:assert/strict";
import { refuseSlip } from "../../../src/cli/gen/slips.ts";

const vocabulary = { labels: ["cat", "table", "trail"], thesaurus: () => ({}) };

Deno.test("refuseSlip() says when a prompt looks like a mistyped command", async () => {
  await assert.rejects(refuseSlip("lables", { ...vocabulary, labels: ["cat"] }), {
    kind: "input",
    message: '"lables" is unknown: did you mean "ascii-gen labels"?',
  });
  await assert.rejects(refuseSlip("tabels", vocabulary), {
    kind: "input",
    message: '"tabels" is unknown: draw "table" by its name, or did you mean "ascii-gen labels"?',
  });
});

Deno.test("refuseSlip() lets words pass that are known, one slip from a command or not", async () => {
  for (const word of ["trail", "cat", "xyzzy", ""]) await refuseSlip(word, vocabulary);
});
