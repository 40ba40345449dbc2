import assert from "node:assert/strict";
import { quietly } from "../../../src/base/context.ts";
import { blockBits, blockSizes } from "../../../src/evaluation/text/blocks.ts";
import { judgeDocuments } from "../../../src/evaluation/text/likelihood.ts";
import { readTextBundle } from "../../../src/tasks/text/bundle.ts";
import { openTextSession } from "../../../src/tasks/text/complete.ts";
import { tokenizerKind } from "../../../src/tokenizer/tokenizers.ts";
import { parameterSpecs } from "../../../src/network/architectures.ts";
import { initialize, namedViews, parameterCount } from "../../../src/network/parameters.ts";
import { textPorts } from "../../../src/tasks/text/state.ts";
import { TEXT, tiny } from "../../tasks/text/tiny.ts";
import { withTextModel } from "./models.ts";

const documents = [{ text: TEXT.slice(0, 1700) }, { text: "naïve 🐈 cats\n" }, {
  text: TEXT.slice(1700, 2500),
}];

Deno.test("blocks have the bytes of the documents, in whole blocks but for the last of each", () => {
  const sizes = blockSizes(documents);
  assert.deepEqual(sizes, [
    ...Array.from({ length: 12 }, () => 128),
    1700 - 12 * 128,
    17,
    ...Array.from({ length: 5 }, () => 128),
    160,
  ]);
  assert.deepEqual(blockSizes([{ text: "a".repeat(200_000) }]).slice(0, 2), [1024, 1024]);
});

Deno.test("blocks' bits are those of their tokens, whatever the tokenizer", async () => {
  const bpe = await tokenizerKind("bpe").fit([TEXT], { vocabulary: 300, seed: 1 }, quietly);
  const config = tiny().network, specs = parameterSpecs(textPorts(bpe, config), config);
  const weights = new Float32Array(parameterCount(specs));
  initialize(specs.map((spec) => ({ ...spec, deviation: 0.2 })), weights, 1);
  for (const how of [{}, { tokenizer: bpe, parameters: namedViews(specs, weights) }]) {
    await withTextModel(async (_, model) => {
      const session = await openTextSession(await readTextBundle(model));
      const bits = await blockBits(session, documents, quietly);
      assert.equal(bits.length, blockSizes(documents).length);
      let at = 0;
      for (const { text } of documents) {
        const judge = judgeDocuments(session);
        await judge.take(session.tokenizer.encode(text));
        const { nats } = await judge.end(false);
        const own = bits.slice(at, at += countOf(text));
        const sum = own.reduce((all, value) => all + value, 0);
        assert.ok(Math.abs(sum - nats / Math.LN2) < 1e-6 * sum, `${sum} and ${nats / Math.LN2}`);
        assert.ok(own.every((value) => value > 0));
      }
      assert.equal(at, bits.length);
      await session.close();
    }, how);
  }
});

const countOf = (text: string): number =>
  Math.max(1, Math.floor(new TextEncoder().encode(text).length / 128));
