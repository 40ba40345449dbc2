import assert from "node:assert/strict";
import { agreement, likeliestTokens } from "../../../src/evaluation/judge/agreement.ts";
import { randomParameters, tinyConfig, tokenizer, toySession } from "../../tasks/art/toy.ts";
import { tinyEvidence } from "../tiny.ts";

Deno.test("likeliestTokens() are lawful, the same each time, and another model's differ", async () => {
  const session = await toySession(tinyConfig, randomParameters(tinyConfig, 1, 3));
  const other = await toySession(tinyConfig, randomParameters(tinyConfig, 2, 3));
  const { datasets } = await tinyEvidence(session);
  const options = { limit: 2, seed: 1 };
  const tokens = await likeliestTokens(session, datasets.test, options);
  assert.ok(tokens.length > 2 * 7 && tokens.every((token) => token < tokenizer.vocabularySize));
  assert.deepEqual(await likeliestTokens(session, datasets.test, options), tokens);
  const others = await likeliestTokens(other, datasets.test, options);
  assert.equal(others.length, tokens.length);
  assert.ok(agreement(others, tokens) < 0.5);
});

Deno.test("agreement() is the share of equal tokens", () => {
  assert.equal(agreement([1, 2, 3, 4], [1, 2, 0, 4]), 0.75);
});
