/** Unigram models beside the libraries whose files are read and written, PyPI sentencepiece and tokenizers. */
import assert from "node:assert/strict";
import { join } from "node:path";
import * as z from "zod";
import { quietly } from "../../../src/base/context.ts";
import { random } from "../../../src/base/random.ts";
import {
  readSentencePieceModel,
  writeSentencePieceModel,
} from "../../../src/tokenizer/unigram/model_file.ts";
import { unigram } from "../../../src/tokenizer/unigram/unigram.ts";
import { runPython } from "../../python.ts";
import { madeProse, madeTexts } from "../texts.ts";

const SIZE = 1000;
const prose = madeProse(20_000, 1);
const sentences = [...prose.split("\n"), ...madeTexts(300, 4).map((text) => text.replaceAll("\0", ""))]
  .filter((text) => text !== "");
const texts = [
  ...madeTexts(9_800, 2),
  ...Array.from({ length: 100 }, (_, seed) => madeProse(40, seed)),
  ...Array.from({ length: 94 }, (_, seed) => `  ${madeProse(5, seed)}   ${madeProse(3, seed + 1)}  `),
  ...["", " ", "  \n ", "<0x41><unk></s>", "<s>a</s> b", "\u2581a \u2581 b\u2581"],
];
const source = random(3);
/** So many of the last ones are enough where a model comes back. */
const FEW = 1500;
const few = texts.slice(-FEW);
/** Ids at random: few of them are texts. */
const noise = Array.from(
  { length: 1000 },
  () =>
    Array.from(
      { length: 1 + source.int(12) },
      () => source.next() < 0.5 ? source.int(260) : source.int(SIZE),
    ),
);
const fitted = await unigram.fit([prose, ...sentences], { vocabulary: SIZE, seed: 1 }, quietly);

const identity = { normalization_rule_name: "identity", byte_fallback: true };
const plain = { add_dummy_prefix: false, remove_extra_whitespaces: false };
/** What the library is asked to train: its defaults, and what keeps texts as they are. */
const train = {
  plain: { ...identity, ...plain },
  identity,
  rules: { byte_fallback: true },
  unknown: {},
  prefix: { ...identity, remove_extra_whitespaces: false },
  bpe: { model_type: "bpe" },
};
const readable = ["plain", "identity", "rules", "unknown", "prefix"] as const;

const ids = z.array(z.array(z.int()));
const strings = z.array(z.string());
const sentencePieceSchema = z.record(
  z.string(),
  z.object({ model: z.string(), ids, decoded: strings, noise: strings }),
);
const tokenizersSchema = z.record(z.string(), z.object({ ids, specials: ids, decoded: strings }));

async function ask<T>(
  schema: z.ZodType<T>,
  requirement: string,
  script: string,
  content: unknown,
): Promise<T> {
  const folder = await Deno.makeTempDir();
  try {
    const [request, answer] = [join(folder, "request.json"), join(folder, "answer.json")];
    await Deno.writeTextFile(request, JSON.stringify(content));
    await runPython(requirement, join(import.meta.dirname!, script), request, answer);
    return schema.parse(JSON.parse(await Deno.readTextFile(answer)));
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

const askSentencePiece = (train: Record<string, unknown>, models: Record<string, string>) =>
  ask(sentencePieceSchema, "sentencepiece==0.2.3", "sentencepiece_peer.py", {
    ...{ train, models, sentences, texts, few, noise, size: SIZE },
  });

const theirs = await askSentencePiece(train, {});
const read = new Map(
  readable.map((name) => [name, readSentencePieceModel(Uint8Array.fromBase64(theirs[name]!.model))]),
);
const all = new Map([["ours", fitted], ...read]);
const [again, loaded] = await Promise.all([
  askSentencePiece(
    {},
    Object.fromEntries([...all].map(([name, made]) => [name, writeSentencePieceModel(made).toBase64()])),
  ),
  ask(tokenizersSchema, "tokenizers==0.23.3", "tokenizers_peer.py", {
    files: Object.fromEntries([...all].map(([name, made]) => [name, made.toJSON()])),
    texts,
    few,
  }),
]);

const same = (a: readonly number[], b: readonly number[]) => String(a) === String(b);

/** The first text whose ids differ tells more than ten thousand of them. */
function assertSame(
  actual: (text: string) => number[],
  expected: number[][],
  but = (_: string) => false,
): void {
  assert.equal(expected.length, 10_000);
  for (const [i, ids] of expected.entries()) {
    if (but(texts[i]!)) continue;
    const own = actual(texts[i]!);
    if (!same(own, ids)) assert.deepEqual(own, ids, JSON.stringify(texts[i]));
  }
}

/** Where texts come back as they were, the character that stands for a space does too; the libraries make it one. */
const hasSpaceSign = (text: string) => text.includes("\u2581");

Deno.test("sentencepiece gives our model's ids and texts on 10,000 texts of many scripts", () => {
  assertSame((text) => fitted.encode(text), again["ours"]!.ids, hasSpaceSign);
  assert.deepEqual(again["ours"]!.decoded, texts.map((text) => text.replaceAll("\u2581", " ")));
});

Deno.test("tokenizers gives our file's ids and texts, names of special tokens in them or not", () => {
  const ours = loaded["ours"]!;
  assertSame((text) => fitted.encode(text), ours.ids, hasSpaceSign);
  assertSame((text) => fitted.encode(text, { specials: true }), ours.specials, hasSpaceSign);
  assert.deepEqual(ours.decoded, texts.map((text) => text.replaceAll("\u2581", " ")));
});

for (const name of readable) {
  Deno.test(`a model that sentencepiece trained (${name}) gives its ids and texts here`, () => {
    const made = read.get(name)!;
    const { ids, decoded, noise: written } = theirs[name]!;
    assertSame((text) => made.encode(text), ids, name === "plain" ? hasSpaceSign : undefined);
    // Unknown pieces are written otherwise there.
    const alike = (text: string) => text.replaceAll("\ufffd", " \u2047 ");
    ids.forEach((row, i) => assert.equal(alike(made.decode(row)), alike(decoded[i]!)));
    noise.forEach((row, i) => {
      const own = row.map((id) => id % made.size);
      if (!own.includes(0)) assert.equal(alike(made.decode(own)), alike(written[i]!), `${own}`);
    });
    const stored = unigram.load(JSON.parse(JSON.stringify(made.toJSON())));
    for (const text of texts.slice(-1000)) assert.deepEqual(stored.encode(text), made.encode(text));
  });

  Deno.test(`a model that was read (${name}) and written again gives sentencepiece the same ids`, () => {
    assert.deepEqual(again[name]!.ids, theirs[name]!.ids.slice(-FEW));
    assert.deepEqual(again[name]!.noise, theirs[name]!.noise);
  });
}

Deno.test("tokenizers gives the ids of models that sentencepiece trained, but where sums are all but equal", () => {
  const alike = (name: string) => {
    const expected = theirs[name]!.ids.slice(-FEW);
    return loaded[name]!.ids.filter((ids, i) => same(ids, expected[i]!)).length / FEW;
  };
  // It adds up in 64 bits, sentencepiece in 32.
  for (const name of ["plain", "identity", "prefix"]) {
    assert.ok(alike(name) >= 0.998, `${name}: ${alike(name)}`);
  }
  // It applies the rules of nmt_nfkc to clusters of characters, where they may differ.
  for (const name of ["rules", "unknown"]) assert.ok(alike(name) >= 0.95, `${name}: ${alike(name)}`);
});

Deno.test("models of other types are refused by name", () => {
  assert.throws(
    () => readSentencePieceModel(Uint8Array.fromBase64(theirs["bpe"]!.model)),
    /its type is BPE, only unigram is read/,
  );
});
