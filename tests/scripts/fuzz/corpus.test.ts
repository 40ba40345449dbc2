import assert from "node:assert/strict";
import { runCorpusInput } from "../../../scripts/fuzz/corpus.ts";
import { corpusInputs } from "../../../scripts/fuzz/corpus_inputs.ts";

Deno.test("corpusInputs() are the same for a seed, of every kind", () => {
  const digest = (seed: number) =>
    [...corpusInputs(seed, 45)].map(({ kind, bytes }) => `${kind} ${bytes.toHex()}`);
  assert.deepEqual(digest(7), digest(7));
  assert.notDeepEqual(digest(7), digest(8));
  assert.ok(new Set([...corpusInputs(7, 45)].map(({ kind }) => kind)).size >= 12);
});

Deno.test("data add survives a few spoiled files", async () => {
  const kinds = ["ansi", "json", "csv", "parquet", "cow"];
  const inputs = [...corpusInputs(20261128, 15)].filter(({ kind }, i, all) =>
    kinds.includes(kind) && all.findIndex((other) => other.kind === kind) === i
  );
  assert.equal(inputs.length, kinds.length);
  const results = await Promise.all(inputs.map(runCorpusInput));
  assert.deepEqual(results.flatMap(({ faults }) => faults), []);
});
