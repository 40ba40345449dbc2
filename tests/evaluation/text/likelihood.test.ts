import assert from "node:assert/strict";
import { initBackend } from "../../../src/engine/backend.ts";
import { figuresOf, type Sums } from "../../../src/evaluation/text/figures.ts";
import { judgeDocuments } from "../../../src/evaluation/text/likelihood.ts";
import { forward } from "../../../src/inference/forward.ts";
import { FORMS, type NetworkForm } from "../../../src/network/form.ts";
import { readTextBundle } from "../../../src/tasks/text/bundle.ts";
import { openTextSession, type TextSession } from "../../../src/tasks/text/complete.ts";
import { textState } from "../../../src/tasks/text/state.ts";
import { buildBatch } from "../../../src/training/batches.ts";
import { trainingOptionsSchema } from "../../../src/training/options.ts";
import { createReplica } from "../../../src/training/replica.ts";
import { TEXT, tiny, tokenizer } from "../../tasks/text/tiny.ts";
import { madeOf, withTextModel } from "./models.ts";

const { separator } = tokenizer;

/** Longer than the window of 16, and than a chunk of 128. */
const ids = tokenizer.encode(TEXT.slice(0, 300));

async function judged(session: TextSession, pieces: readonly number[][], whole = true): Promise<Sums> {
  const judge = judgeDocuments(session);
  for (const piece of pieces) await judge.take(piece);
  return await judge.end(whole);
}

const withSession = (work: (session: TextSession) => Promise<void>, form?: NetworkForm) =>
  withTextModel(
    async (_, model) => {
      const session = await openTextSession(await readTextBundle(model));
      try {
        await work(session);
      } finally {
        await session.close();
      }
    },
    {},
    form,
  );

/** What validation in training says of a whole document. */
async function trainingSays(ids: readonly number[], form?: NetworkForm) {
  await initBackend("cpu");
  const { config, ports, specs, weights } = madeOf(form), { task, plan } = tiny();
  using source = task.open(plan, "seen");
  const options = trainingOptionsSchema.parse({ steps: 1, backend: "cpu", precision: "fp32" });
  const replica = createReplica({ ports, network: config, specs }, source, options, 0, weights);
  const targets = [...ids, separator], state = textState(ports, 0, separator);
  const units = targets.reduce((sum, id) => sum + tokenizer.bytesOf(id), 0);
  return await replica.evaluate([
    buildBatch(ports, [{ tokens: [separator, ...ids], targets, state, units }]),
  ]);
}

for (const name of ["own", "llama"] as const) {
  const form = name === "own" ? undefined : FORMS[name];
  Deno.test(`a document has the bits a byte that validation in training gives it, in the form ${name}`, () =>
    withSession(async (session) => {
      const { nats, units, predictions } = await trainingSays(ids, form);
      const sums = await judged(session, [ids]);
      const { bitsPerByte, bitsPerToken, perplexity, bytesPerToken } = figuresOf(sums);
      const expected = nats / Math.LN2 / units;
      assert.ok(Math.abs(bitsPerByte - expected) < 1e-4, `${bitsPerByte} and ${expected}`);
      assert.deepEqual([sums.tokens, sums.bytes], [predictions, units]);
      assert.ok(Math.abs(bitsPerToken - bitsPerByte * bytesPerToken) < 1e-9);
      assert.ok(Math.abs(Math.log2(perplexity) - bitsPerToken) < 1e-9);
      assert.ok(expected > 1);
    }, form));
}

Deno.test("it does not matter in which pieces a document comes, nor what came before it", () =>
  withSession(async (session) => {
    const whole = await judged(session, [ids]);
    const close = (sums: Sums) => {
      assert.ok(Math.abs(sums.nats - whole.nats) < 1e-4 * whole.nats, `${sums.nats}, ${whole.nats}`);
      assert.deepEqual([sums.tokens, sums.likeliest], [whole.tokens, whole.likeliest]);
    };
    close(await judged(session, [ids.slice(0, 1), [], ids.slice(1, 200), ids.slice(200)]));
    close(await judged(session, ids.map((id) => [id])));
    const judge = judgeDocuments(session);
    await judge.take(ids.toReversed());
    await judge.end(false);
    await judge.take(ids);
    close(await judge.end(true));
  }));

Deno.test("the likeliest tokens are counted, and an end that is cut off is not predicted", () =>
  withSession(async (session) => {
    const { ports } = session, { vocabulary } = ports;
    const [logits] = await forward(
      session,
      [{ tokens: [separator, ...ids], state: textState(ports, 0, separator) }],
      true,
    );
    const likeliest = ids.filter((id, i) => {
      const row = logits!.subarray(i * vocabulary, (i + 1) * vocabulary);
      return row.indexOf(Math.max(...row)) === id;
    });
    const sums = await judged(session, [ids], false);
    assert.deepEqual([sums.tokens, sums.likeliest], [ids.length, likeliest.length]);
    assert.ok(likeliest.length > 0);
    assert.equal((await judged(session, [ids])).tokens, ids.length + 1);
    const unknown = await judged(session, [[tokenizer.unknown!, ids[0]!]]);
    assert.deepEqual([unknown.unknown, unknown.tokens], [1, 3]);
  }));

Deno.test("where learned places end, each token is still predicted, by half a window at least", () =>
  withSession(async (session) => {
    const { ports, config: { window } } = session, { vocabulary } = ports;
    const sums = await judged(session, [ids]);
    let nats = 0;
    const all = [separator, ...ids, separator];
    // The first window begins with the text; each later stretch again with the half before it.
    for (let at = 0, first = 0; at < all.length - 1; at++) {
      if (at - first === window) first = at + 1 - window / 2;
      const tokens = all.slice(first, at + 1);
      const [logits] = await forward(session, [{ tokens, state: textState(ports, 0, separator) }], false);
      const row = logits!.subarray(-vocabulary);
      nats += Math.log(row.reduce((sum, value) => sum + Math.exp(value), 0)) - row[all[at + 1]!]!;
    }
    assert.ok(Math.abs(sums.nats - nats) < 1e-4 * nats, `${sums.nats} and ${nats}`);
    assert.equal(sums.tokens, ids.length + 1);
  }, FORMS.gpt2));
