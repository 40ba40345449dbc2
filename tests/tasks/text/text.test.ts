import assert from "node:assert/strict";
import { join } from "node:path";
import { random } from "../../../src/base/random.ts";
import { parametersOf } from "../../../src/bundle/network.ts";
import { forward } from "../../../src/inference/forward.ts";
import { logLikelihoods } from "../../../src/inference/likelihood.ts";
import { lengthOf, openTokens } from "../../../src/data/text/tokens.ts";
import { initBackend } from "../../../src/engine/backend.ts";
import { parameterSpecs } from "../../../src/network/architectures.ts";
import { initialize, namedViews, parameterCount } from "../../../src/network/parameters.ts";
import { readTextBundle, writeTextBundle } from "../../../src/tasks/text/bundle.ts";
import { complete, type CompletionRequest, openTextSession } from "../../../src/tasks/text/complete.ts";
import { text } from "../../../src/tasks/text/kind.ts";
import { textState } from "../../../src/tasks/text/state.ts";
import { buildBatch } from "../../../src/training/batches.ts";
import { trainingOptionsSchema } from "../../../src/training/options.ts";
import { createReplica } from "../../../src/training/replica.ts";
import { tiny, tokenizer } from "./tiny.ts";

const prepared = tiny();
const { ports, network, task, plan } = prepared;
const specs = parameterSpecs(ports, network);
const weights = new Float32Array(parameterCount(specs));
initialize(specs.map((spec) => ({ ...spec, deviation: 0.2 })), weights, 1);
const parameters = namedViews(specs, weights);

async function withSession(
  work: (session: Awaited<ReturnType<typeof openTextSession>>, folder: string) => Promise<void>,
): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    await writeTextBundle(join(folder, "model"), {
      ...{ tokenizer, config: network, parameters, corpus: "", training: {}, attributions: [] },
    });
    const session = await openTextSession(await readTextBundle(join(folder, "model")));
    await work(session, folder);
    await session.close();
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("textPorts() has no field, and no weights for one", () => {
  assert.equal(ports.field, 0);
  assert.ok(specs.every(({ name }) => name !== "field"));
  assert.equal(ports.rows, 2 * tokenizer.size + network.window);
});

Deno.test("a stretch predicts the next token each, and is never of both parts", () => {
  for (const part of ["train", "unseen", "seen"] as const) {
    using source = task.open(plan, part);
    for (let seed = 0; seed < 200; seed++) {
      const { tokens, targets, units } = source.read(source.sample(random(seed)));
      assert.deepEqual(tokens.slice(1), targets.slice(0, -1));
      assert.equal(units, targets.filter((id) => id !== tokenizer.separator).length);
      const text = tokenizer.decode(tokens);
      using reader = openTokens(plan.tokens);
      const [first, end] = part === "unseen" ? [plan.split, lengthOf(plan.tokens)] : [0, plan.split];
      const whole = tokenizer.decode(reader.read(first, end));
      assert.ok(whole.includes(text));
    }
  }
});

Deno.test("the network in onnxruntime says what it says in training, beyond its window too", async () => {
  await withSession(async (session) => {
    await initBackend("cpu");
    using source = task.open(plan, "seen");
    const options = trainingOptionsSchema.parse({ steps: 1, backend: "cpu", precision: "fp32" });
    const replica = createReplica({ ports, network, specs }, source, options, 0, weights);
    const examples = [1, 2, 3].map((seed) => source.sample(random(seed)));
    const { nats } = await replica.evaluate([buildBatch(ports, examples.map(source.read))]);
    const likelihoods = await logLikelihoods(session, examples.map(source.read));
    const sum = likelihoods.reduce((sum, each) => sum + each, 0);
    assert.ok(Math.abs(sum + nats) < 1e-3 * nats, `${sum} and ${nats}`);
    // Token by token with the cache it says the same.
    const [whole] = await forward(session, examples.slice(0, 1).map(source.read), false);
    const [stepped] = await forward(session, examples.slice(0, 1).map(source.read), true);
    whole!.forEach((value, i) => assert.ok(Math.abs(value - stepped![i]!) < 1e-4));
  });
});

Deno.test("textState() tells the same of a place wherever the text began, round and round", () => {
  const indices = new Int32Array(3), field = new Float32Array(0);
  const [a, b] = [textState(ports, 3, 5), textState(ports, 3 + network.window, 5)];
  for (let i = 0; i < 50; i++) {
    a.advance(i % 7, indices, 0, field, 0);
    const first = [...indices];
    b.advance(i % 7, indices, 0, field, 0);
    assert.deepEqual(first, [...indices]);
    assert.ok(indices.every((row) => row >= 0 && row < ports.rows));
  }
});

const request: CompletionRequest = {
  ...{ prompt: "1 cat", maxTokens: 50, seed: 4, temperature: 1, topK: 0, topP: 1 },
};

Deno.test("complete() gives the same text for a seed, alone and beside others, and streams it", async () => {
  await withSession(async (session) => {
    let streamed = "";
    const [alone] = await complete(session, [request], { text: (text) => streamed += text });
    assert.equal(streamed, alone!.text);
    assert.ok(alone!.tokens <= 50);
    const others = [7, 8, 9].map((seed) => ({ ...request, seed, prompt: "2 mats sit on 3 cats, and more" }));
    const [first, second] = await complete(session, [...others, request]).then((all) => [all[0], all[3]]);
    assert.deepEqual(second, alone);
    assert.notDeepEqual(first, alone);
  });
});

Deno.test("complete() takes the likeliest token at temperature 0 and with top-k 1, whatever the seed", async () => {
  await withSession(async (session) => {
    const cold = [{ temperature: 0 }, { topK: 1 }, { temperature: 0, seed: 99 }].map((more) => ({
      ...request,
      ...more,
    }));
    const [a, b, c] = await complete(session, cold);
    assert.deepEqual(a, b);
    assert.deepEqual(a, c);
  });
});

Deno.test("a request without a temperature has the model's, or the usual one", async () => {
  await withSession(async (session, folder) => {
    const { temperature: _, ...open } = { ...request, temperature: 1 };
    const usual = await complete(session, [open, { ...open, temperature: 0.8 }, request]);
    assert.deepEqual(usual[0], usual[1]);
    assert.notDeepEqual(usual[0], usual[2]);
    const path = join(folder, "cold"), { manifest } = await readTextBundle(join(folder, "model"));
    const sampling = { temperature: 0 };
    await writeTextBundle(path, { ...manifest, tokenizer, config: network, parameters, sampling });
    const { rewrite } = await text.readModel(path);
    await rewrite(path, { parameters });
    const cold = await openTextSession(await readTextBundle(path));
    const told = await complete(cold, [open, { ...open, temperature: 0 }, { ...open, temperature: 0.8 }]);
    await cold.close();
    assert.deepEqual(told[0], told[1]);
    assert.deepEqual(told[2], usual[1]);
  });
});

Deno.test("complete() stops where the signal says, and goes on from a prompt longer than all that it sees", async () => {
  await withSession(async (session) => {
    const stop = new AbortController();
    let tokens = 0;
    const text = () => {
      if (++tokens === 5) stop.abort();
    };
    const [stopped] = await complete(session, [{ ...request, maxTokens: 10_000 }], { text }, stop.signal);
    assert.deepEqual([stopped!.tokens, stopped!.finish], [5, "interrupted"]);
    const long = "0 cats sit on 1 mats.\n".repeat(20);
    const [far] = await complete(session, [{ ...request, prompt: long }]);
    const [near] = await complete(session, [{ ...request, prompt: long.slice(22 * 16) }]);
    // 16 places further on is the same place.
    assert.deepEqual(far, near);
  });
});

Deno.test("complete() ends before the first of its stops, which is neither printed nor streamed", async () => {
  await withSession(async (session) => {
    const tried = await complete(session, [1, 2, 3, 4, 5, 6, 7, 8].map((seed) => ({ ...request, seed })));
    const longest = Math.max(...tried.map(({ text }) => text.length));
    assert.ok(longest > 10);
    const seed = 1 + tried.findIndex(({ text }) => text.length === longest);
    const free = tried[seed - 1];
    const stop = [free!.text.slice(5, 9), free!.text.slice(4, 7)];
    let streamed = "";
    const [stopped] = await complete(session, [{ ...request, seed, stop }], {
      text: (text) => streamed += text,
    });
    assert.equal(stopped!.finish, "stop");
    assert.equal(streamed, stopped!.text);
    const end = Math.min(...stop.map((text) => free!.text.indexOf(text) + text.length));
    assert.ok(stop.some((text) => stopped!.text + text === free!.text.slice(0, end)), stopped!.text);
  });
});

Deno.test("complete() says of each request when it is done, and an interruption ends those that wait as well", async () => {
  await withSession(async (session) => {
    const requests = Array.from({ length: 20 }, (_, seed) => ({ ...request, seed, maxTokens: 1 + seed }));
    const done: number[] = [];
    const all = await complete(session, requests, {
      done(completion, index) {
        done.push(index);
        assert.equal(completion.tokens <= requests[index]!.maxTokens, true);
      },
    });
    assert.deepEqual(done.toSorted((a, b) => a - b), [...requests.keys()]);
    assert.equal(all.length, 20);
    const stopped = await complete(session, requests, {}, AbortSignal.abort());
    assert.deepEqual(stopped, requests.map(() => ({ text: "", tokens: 0, finish: "interrupted" })));
  });
});

Deno.test("complete() with a penalty repeats less, and min-p 1 is greedy", async () => {
  await withSession(async (session) => {
    const long = { ...request, maxTokens: 200, temperature: 0 };
    const [plain, penalized] = await complete(session, [long, { ...long, repetitionPenalty: 3 }]);
    const kinds = (text: string) => new Set(text.slice(0, 20)).size;
    assert.ok(kinds(penalized!.text) > kinds(plain!.text), `${plain!.text} and ${penalized!.text}`);
    const [greedy] = await complete(session, [{ ...long, temperature: 1, minP: 1 }]);
    assert.equal(greedy!.text, plain!.text);
  });
});

Deno.test("complete() refuses what cannot be sampled with, before anything is computed", async () => {
  await withSession(async (session) => {
    const cases: [Partial<CompletionRequest>, RegExp][] = [
      [{ seed: -1 }, /seed must be a whole number from 0 up, not -1/],
      [{ stop: ["a", ""] }, /stop must be a text of at least one character/],
      [{ repetitionPenalty: 0 }, /repetition-penalty must be more than 0, not 0/],
      [{ minP: 2 }, /min-p must be from 0 to 1, not 2/],
      [{ temperature: NaN }, /temperature must be/],
    ];
    for (const [more, expected] of cases) {
      await assert.rejects(complete(session, [{ ...request, ...more }]), expected);
    }
  });
});

Deno.test("readTextBundle() refuses another task's model and a tokenizer of another size", async () => {
  await withSession(async (_, folder) => {
    await assert.rejects(readTextBundle("weights/default"), /is of the task "art", not of "text"/);
    const path = join(folder, "model");
    const bundle = await readTextBundle(path);
    assert.deepEqual(parametersOf(bundle), parameters);
    await Deno.writeTextFile(
      join(path, "tokenizer.json"),
      JSON.stringify({ type: "char", characters: "ab" }),
    );
    await assert.rejects(readTextBundle(path), /tokenizer\.json (has|is damaged)/);
  });
});
