import assert from "node:assert/strict";
import { join } from "node:path";
import fc from "fast-check";
import { UserError } from "../../../src/base/errors.ts";
import { TemporaryError } from "../../../src/data/fetch/retry.ts";
import { ollamaAddress, shownAddress } from "../../../src/synthesis/ollama/address.ts";
import { ollamaClient, requireModel } from "../../../src/synthesis/ollama/client.ts";
import { linesOf } from "../../../src/synthesis/ollama/lines.ts";
import {
  answering,
  answerLines,
  type Behaviour,
  pause,
  type Piece,
  type Reply,
  serveOllama,
} from "./server.ts";

const { signal } = new AbortController();
const REQUEST = {
  ...{ model: "tiny", prompt: "Write.", system: "You write.", most: 10_000 },
  options: { seed: 7, temperature: 0.9, num_predict: 50 },
};
const TEXT = "Linsen – “soup” 🍲 naïve.\nSecond line.";
const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
const lines = (tokens: readonly string[], last = {}): Uint8Array[] => answerLines(tokens, last).map(encode);
const nobody: Behaviour = () => ({ status: 500, body: "nobody asks" });

Deno.test("ollamaAddress() reads what OLLAMA_HOST may be", () => {
  const addresses = {
    "": "http://127.0.0.1:11434",
    "127.0.0.1": "http://127.0.0.1:11434",
    "0.0.0.0": "http://127.0.0.1:11434",
    "0.0.0.0:8080": "http://127.0.0.1:8080",
    ":8080": "http://127.0.0.1:8080",
    "box.lan": "http://box.lan:11434",
    "box.lan:80": "http://box.lan",
    "box:11435/": "http://box:11435",
    "::1": "http://[::1]:11434",
    "[::1]:8000": "http://[::1]:8000",
    "[::]": "http://127.0.0.1:11434",
    "http://box.lan": "http://box.lan",
    "https://box.lan/ollama/": "https://box.lan/ollama",
    ' "10.0.0.5:1234" ': "http://10.0.0.5:1234",
  };
  for (const [told, address] of Object.entries(addresses)) {
    assert.equal(shownAddress(ollamaAddress(told)), address, told);
  }
  assert.equal(shownAddress(ollamaAddress()), "http://127.0.0.1:11434");
  assert.throws(
    () => ollamaAddress("http://"),
    /"http:\/\/" is no address of Ollama, such as 127\.0\.0\.1:11434/,
  );
  assert.throws(() => ollamaAddress("a b"), /no address/);
  assert.throws(
    () => ollamaAddress("http://me:secret@box"),
    /has a user name or a password in it; leave them out/,
  );
  assert.throws(() => ollamaAddress("ftp://box"), /only http and https/);
});

Deno.test("a client tells the version and the models with their sizes", async () => {
  await using server = await serveOllama(nobody);
  const client = ollamaClient(server.url);
  assert.equal(await client.version(signal), "0.17.4");
  const tiny = { name: "tiny:latest", bytes: 4_800_000, parameters: "1.2M", quantization: "F32" };
  assert.deepEqual(await client.models(signal), [tiny]);
  assert.deepEqual(await requireModel(client, "tiny", signal), tiny);
  await assert.rejects(requireModel(client, "large", signal), (error: UserError) => {
    assert.equal(error.kind, "environment");
    assert.equal(error.message, `Ollama at ${client.address} has no model "large": it has tiny`);
    return true;
  });
});

Deno.test("a client tells models that another machine computes, and that there are none", async () => {
  const cloud = { name: "big:cloud", size: 300, remote_host: "https://models.example" };
  await using server = await serveOllama(nobody, { models: [cloud] });
  const [found] = await ollamaClient(server.url).models(signal);
  assert.equal(found?.remote, "https://models.example");
  await using empty = await serveOllama(nobody, { models: null });
  await assert.rejects(
    requireModel(ollamaClient(empty.url), "tiny", signal),
    /it has none; get one by "ollama pull tiny"/,
  );
});

Deno.test("where no Ollama is, a line tells it: nothing, something else, a redirect, what is silent", async () => {
  const closed = Deno.listen({ port: 0, hostname: "127.0.0.1" });
  const { port } = closed.addr;
  closed.close();
  const address = `http://127.0.0.1:${port}`;
  await assert.rejects(ollamaClient(new URL(address)).version(signal), {
    message:
      `no Ollama answers at ${address} (no connection (refused)): start it ("ollama serve"), or name its place by OLLAMA_HOST`,
    kind: "environment",
  });
  const answers: Record<string, Reply> = {
    'is no Ollama: it says "<html>hello': { body: "<html>hello</html>" },
    "is no Ollama: version": { body: "{}" },
    "answers 404": { status: 404, body: "nothing here" },
    "redirects to http://elsewhere.example/, which is not followed": {
      ...{ status: 302, headers: { location: "http://elsewhere.example/" }, body: "" },
    },
  };
  for (const [told, elsewhere] of Object.entries(answers)) {
    await using server = await serveOllama(nobody, { elsewhere });
    await assert.rejects(ollamaClient(server.url).version(signal), (error: UserError) => {
      assert.equal(error.kind, "environment");
      assert.ok(error.message.includes(told), error.message);
      return true;
    });
  }
  using silent = Deno.listen({ port: 0, hostname: "127.0.0.1" });
  const url = new URL(`http://127.0.0.1:${silent.addr.port}/`);
  await assert.rejects(ollamaClient(url, { answerMs: 50 }).version(signal), /it said nothing for 0\.05 s/);
});

Deno.test("a request has what the protocol asks for, and an answer is read whole", async () => {
  await using server = await serveOllama(() => answering(TEXT));
  const client = ollamaClient(server.url);
  assert.deepEqual(await client.generate(REQUEST, signal), { text: TEXT, unfinished: false, tokens: 7 });
  const { most: _most, ...sent } = REQUEST;
  assert.deepEqual(server.asked, [{ ...sent, stream: true, think: false, keep_alive: "30m" }]);
});

Deno.test("an answer is the same wherever its bytes are parted", async () => {
  const bytes = encode(answerLines(Array.from(TEXT)).join("").replaceAll("\n", "\r\n\n"));
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(bytes.length), { maxLength: 12 }), async (places) => {
      const cuts = [0, ...places.sort((a, b) => a - b), bytes.length];
      const pieces = (async function* () {
        for (const [i, end] of cuts.slice(1).entries()) yield bytes.subarray(cuts[i], end);
      })();
      const texts = await Array.fromAsync(linesOf(pieces, 1000), (line) => String(JSON.parse(line).response));
      assert.equal(texts.join(""), TEXT);
    }),
    { numRuns: 200 },
  );
  const each = Array.from(bytes, (byte) => Uint8Array.of(byte));
  await using server = await serveOllama(() => ({ body: each }));
  assert.equal((await ollamaClient(server.url).generate(REQUEST, signal)).text, TEXT);
});

Deno.test("what takes long is waited for, as long as something comes", async () => {
  const slow = function* (): Generator<Piece> {
    yield pause(300);
    for (const line of lines(["a ", "b ", "c."])) {
      yield pause(40);
      yield line;
    }
  };
  await using server = await serveOllama(() => ({ body: slow() }));
  assert.equal(
    (await ollamaClient(server.url, { silenceMs: 5000 }).generate(REQUEST, signal)).text,
    "a b c.",
  );
});

Deno.test("an answer that is cut off by a limit says so; one of too many characters is given up", async () => {
  await using server = await serveOllama((_, number) =>
    number === 0 ? answering(TEXT, { done_reason: "length" }) : { body: endless() }
  );
  const client = ollamaClient(server.url);
  assert.equal((await client.generate(REQUEST, signal)).unfinished, true);
  const { text, unfinished } = await client.generate({ ...REQUEST, most: 100 }, signal);
  assert.deepEqual([text, unfinished], ["more ".repeat(20), true]);
  await server.left(1);
});

function* endless(): Generator<Piece> {
  for (;;) yield lines(["more "])[0]!;
}

/** Faults after which another try may go well. */
const TEMPORARY: Record<string, { reply: Reply; told: RegExp }> = {
  "500": {
    reply: { status: 500, body: '{"error":"llama runner process has terminated"}' },
    told: /it answers 500: llama runner/,
  },
  "503": { reply: { status: 503, body: '{"error":"server busy"}' }, told: /503: server busy/ },
  "502 of a proxy": { reply: { status: 502, body: "<html>Bad Gateway</html>" }, told: /^it answers 502$/ },
  "429": { reply: { status: 429, headers: { "retry-after": "7" }, body: "" }, told: /429/ },
  "an error on its way": {
    reply: {
      body: [
        ...lines(["Half ", "of "]).slice(0, 2),
        encode('{"error":"an error\\n\\u001b[31m was encountered"}\n'),
      ],
    },
    told: /^it tells an error: an error \[31m was encountered$/,
  },
  "a cut connection": {
    reply: { body: [...lines(["Half "]).slice(0, 1), "cut"] },
    told: /the connection was cut/,
  },
  "no last line": { reply: { body: lines(["Half "]).slice(0, 1) }, told: /its answer was cut short/ },
  "half a line": {
    reply: { body: [...lines(["Half "]).slice(0, 1), encode('{"model":"tiny","resp')] },
    told: /is no JSON: "\{\\"model/,
  },
  "no line": { reply: { body: [] }, told: /answered nothing/ },
  "a model that was only loaded": {
    reply: answering("", { done_reason: "load" }),
    told: /no more than load the model/,
  },
  "a stall at first": { reply: { body: ["stall"] }, told: /it said nothing for 0\.2 s/ },
  "a stall between tokens": {
    reply: { body: [...lines(["Half "]).slice(0, 1), "stall"] },
    told: /it said nothing for 0\.\d+ s/,
  },
};
for (const [name, { reply, told }] of Object.entries(TEMPORARY)) {
  Deno.test(`a text that may come at another try: ${name}`, async () => {
    await using server = await serveOllama(() => reply);
    const patience = name.includes("stall") ? { firstMs: 200, silenceMs: 100 } : {};
    await assert.rejects(ollamaClient(server.url, patience).generate(REQUEST, signal), (error) => {
      assert.ok(error instanceof TemporaryError, String(error));
      assert.match(error.message, told);
      if (name === "429") assert.equal(error.retryAfterMs, 7000);
      return true;
    });
  });
}

/** Faults that stay. */
const LASTING: Record<string, { reply: Reply; told: RegExp }> = {
  "no such model": {
    reply: { status: 404, body: '{"error":"model \'nope\' not found"}' },
    told: /answers 404: model 'nope' not found/,
  },
  "a model of another kind": {
    reply: { status: 400, body: '{"error":"\\"all-minilm\\" does not support generate"}' },
    told: /400: "all-minilm" does not/,
  },
  "a redirect": {
    reply: { status: 307, headers: { location: "http://elsewhere.example/" }, body: "" },
    told: /redirects to http:\/\/elsewhere.example\/, which is not followed/,
  },
  "another form": { reply: { body: [encode('{"response":7}\n')] }, told: /is not of Ollama's form/ },
  "a line without end": { reply: { body: hugeLine() }, told: /has more than 16777216 bytes/ },
};
for (const [name, { reply, told }] of Object.entries(LASTING)) {
  Deno.test(`a text that no other try brings: ${name}`, async () => {
    await using server = await serveOllama(() => reply);
    await assert.rejects(ollamaClient(server.url).generate(REQUEST, signal), (error) => {
      assert.ok(error instanceof UserError, String(error));
      assert.match(error.message, told);
      return true;
    });
  });
}

function* hugeLine(): Generator<Piece> {
  yield encode('{"response":"');
  for (;;) yield encode("x".repeat(1 << 20));
}

Deno.test("to abort ends a request at once, and the server sees its client leave", async () => {
  await using server = await serveOllama(() => ({ body: [...lines(["Half "]).slice(0, 1), "stall"] }));
  const stop = new AbortController();
  const reason = new Error("enough");
  const asking = ollamaClient(server.url).generate(REQUEST, stop.signal);
  while (server.asked.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  stop.abort(reason);
  await assert.rejects(asking, reason);
  await server.left(1);
  await assert.rejects(ollamaClient(server.url).generate(REQUEST, stop.signal), reason);
  assert.equal(server.asked.length, 1);
});

Deno.test("a proxy that the environment names is asked nothing", async () => {
  await using server = await serveOllama(nobody);
  using proxy = Deno.listen({ port: 0, hostname: "127.0.0.1" });
  const address = `http://127.0.0.1:${proxy.addr.port}`;
  const { stdout } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-q", "-A", "--no-check", join(import.meta.dirname!, "asker.ts"), server.url.host],
    env: { HTTP_PROXY: address, http_proxy: address, ALL_PROXY: address, NO_PROXY: "", no_proxy: "" },
  }).output();
  assert.equal(new TextDecoder().decode(stdout), "0.17.4\n");
});
