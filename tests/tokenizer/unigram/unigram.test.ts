import assert from "node:assert/strict";
import fc from "fast-check";
import { quietly } from "../../../src/base/context.ts";
import { UserError } from "../../../src/base/errors.ts";
import { random } from "../../../src/base/random.ts";
import { loadTextTokenizer, tokenizerKind } from "../../../src/tokenizer/tokenizers.ts";
import { FEWEST_PIECES, fitUnigram } from "../../../src/tokenizer/unigram/fit/fit.ts";
import {
  readSentencePieceModel,
  writeSentencePieceModel,
} from "../../../src/tokenizer/unigram/model_file.ts";
import { unigramTokenizer } from "../../../src/tokenizer/unigram/tokenizer.ts";
import { charOf } from "../../../src/tokenizer/char/char.ts";
import { madeProse, madeTexts } from "../texts.ts";

const prose = madeProse(20_000, 1);
const model = await fitUnigram([prose, ...madeTexts(200, 5)], { vocabulary: 1000, seed: 1 }, quietly);
const fitted = unigramTokenizer(model, "fitted model");
const loaded = loadTextTokenizer(JSON.parse(JSON.stringify(fitted.toJSON())));
const reread = readSentencePieceModel(writeSentencePieceModel(fitted));

const character = fc.string({ unit: "binary", minLength: 1, maxLength: 1 });
const anyText = fc.array(
  fc.oneof(
    character,
    fc.constantFrom(" ", "  ", "\n", "\r\n", "\t", "\u2581", "e\u0301", "<0x41>", "</s>", "th", "中"),
  ),
  { maxLength: 60 },
).map((parts) => parts.join(""));

/** Logarithm of the likelihood of ids that stand for text, none of them bytes. */
function likelihood(ids: readonly number[]): number {
  return ids.reduce((sum, id) => sum + model.pieces[id]!.score, 0);
}

Deno.test("any text comes back, and its ids tell its bytes, fitted or read from either kind of file", () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const ids = fitted.encode(text);
      assert.equal(fitted.decode(ids), text);
      assert.equal(
        ids.reduce((sum, id) => sum + fitted.bytesOf(id), 0),
        new TextEncoder().encode(text).length,
      );
      for (const other of [loaded, reread]) {
        assert.deepEqual(other.encode(text), ids);
        assert.equal(other.decode(ids), text);
      }
    }),
    { numRuns: 1000 },
  );
});

Deno.test("what is no character is written as the replacement character", () => {
  assert.equal(fitted.decode(fitted.encode("a\ud800b\udc00")), "a\ufffdb\ufffd");
});

Deno.test("bytes that are no UTF-8 are replacement characters, special tokens nothing", () => {
  const byte = (value: number) => 3 + value;
  assert.equal(fitted.decode([fitted.separator, byte(0xe4), byte(0xb8), byte(0x41), byte(0xff), 1]), "��A�");
  assert.equal(fitted.decode([byte(0xe4), byte(0xb8), byte(0xad)]), "中");
  assert.deepEqual([0, 1, 2, byte(0)].map((id) => fitted.bytesOf(id)), [0, 0, 0, 1]);
});

Deno.test("names of special tokens stand for them only where they are meant", () => {
  assert.ok(!fitted.encode("a</s>b").includes(fitted.separator));
  assert.deepEqual(fitted.encode("</s>a<s>", { specials: true }), [2, ...fitted.encode("a"), 1]);
});

Deno.test("no segmentation of fifty drawn at random is likelier than the one that is taken", () => {
  const source = random(1);
  for (let i = 0; i < 40; i++) {
    const text = madeProse(6, i);
    const best = likelihood(fitted.encode(text));
    for (let draw = 0; draw < 50; draw++) {
      const ids = fitted.sample(text, { alpha: source.next() }, source);
      assert.equal(fitted.decode(ids), text);
      assert.ok(likelihood(ids) <= best);
    }
  }
});

Deno.test("an alpha without bounds takes the likeliest segmentation, of the whole text too", () => {
  for (const [seed, text] of madeTexts(300, 6).entries()) {
    const ids = fitted.encode(text);
    assert.deepEqual(fitted.sample(text, { alpha: Infinity }, random(seed)), ids);
    assert.deepEqual(fitted.sample(text, { alpha: 0.1, nbest: 1 }, random(seed)), ids);
    const known = madeProse(5, seed);
    for (const nbest of [undefined, 8]) {
      const options = { alpha: 1e9, ...(nbest === undefined ? {} : { nbest }) };
      const sampled = fitted.sample(known, options, random(seed));
      assert.equal(likelihood(sampled), likelihood(fitted.encode(known)));
    }
  }
});

Deno.test("a seed draws the same segmentation again, another one others", () => {
  const text = madeProse(30, 7);
  const draw = (seed: number, nbest?: number) =>
    fitted.sample(text, { alpha: 0.2, ...(nbest === undefined ? {} : { nbest }) }, random(seed)).join();
  for (const nbest of [undefined, 64]) {
    assert.equal(draw(1, nbest), draw(1, nbest));
    assert.ok(new Set(Array.from({ length: 10 }, (_, seed) => draw(seed, nbest))).size > 5);
  }
  assert.throws(() => draw(1, 0), /nbest must be a whole number/);
  assert.throws(() => fitted.sample(text, { alpha: -1 }, random(1)), /alpha must be at least 0/);
});

Deno.test("segmentations are drawn as often as they are likely", () => {
  const ids = new Map(model.pieces.map((piece, id) => [piece.text, id]));
  const ways = (word: string): number[][] =>
    word === "" ? [[]] : Array.from(word, (_, i) => word.slice(0, i + 1)).flatMap((start) => {
      const id = ids.get(start.replace(" ", "\u2581"));
      return id === undefined ? [] : ways(word.slice(start.length)).map((rest) => [id, ...rest]);
    });
  // Of a word, all segmentations can be told.
  const text = prose.match(/ \w{4,5}(?= )/g)!.find((word) => ways(word).length >= 6)!;
  const all = ways(text);
  const counts = new Map<string, number>();
  const source = random(2), draws = 20_000, alpha = 0.5;
  for (let i = 0; i < draws; i++) {
    const key = fitted.sample(text, { alpha }, source).join();
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const weights = all.map((way) => Math.exp(alpha * likelihood(way)));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  all.forEach((way, i) => {
    const expected = draws * weights[i]! / total;
    const found = counts.get(way.join()) ?? 0;
    assert.ok(Math.abs(found - expected) < 5 * Math.sqrt(expected) + 5, `${way}: ${found}, not ${expected}`);
  });
});

Deno.test("as many tokens are learned as are asked for, the same ones each time, in one walk", async () => {
  function* once() {
    yield* [prose.slice(0, 30_000), prose.slice(30_000)];
  }
  const [first, second] = await Promise.all(
    [once(), once()].map((texts) =>
      tokenizerKind("unigram").fit(texts, { vocabulary: 500, seed: 1 }, quietly)
    ),
  );
  assert.equal(first?.size, 500);
  assert.deepEqual(first?.toJSON(), second?.toJSON());
  const characters = [...new Set(prose)].map((one) => one.replace(" ", "\u2581"));
  const pieces = new Set(model.pieces.map(({ text }) => text));
  for (const one of characters) assert.ok(pieces.has(one), one);
});

Deno.test("a text too uniform for so many tokens gives fewer, and the log says so", async () => {
  const lines: string[] = [];
  const { pieces } = await fitUnigram(["to be or not to be"], { vocabulary: 2000, seed: 1 }, {
    log: (line) => lines.push(line),
    signal: quietly.signal,
  });
  assert.ok(pieces.length < 320);
  assert.match(lines.join("\n"), /too uniform for 2000 tokens: there are \d+/);
  assert.equal(
    unigramTokenizer(await fitUnigram([], { vocabulary: 300, seed: 1 }, quietly), "empty").decode([68]),
    "A",
  );
});

Deno.test("learning ends when it is told to, and refuses too small a vocabulary", async () => {
  const signal = AbortSignal.abort(new Error("enough"));
  await assert.rejects(
    fitUnigram([prose], { vocabulary: 500, seed: 1 }, { log: () => {}, signal }),
    /enough/,
  );
  await assert.rejects(
    fitUnigram([prose], { vocabulary: 100, seed: 1 }, quietly),
    (error) => error instanceof UserError && error.message.includes(`at least ${FEWEST_PIECES} tokens`),
  );
});

Deno.test("files with what is not known here are refused, and the part is named", () => {
  const file = () => JSON.parse(JSON.stringify(fitted.toJSON()));
  const changed = (change: (file: ReturnType<typeof JSON.parse>) => void) => {
    const copy = file();
    change(copy);
    return copy;
  };
  const wrong: [unknown, RegExp][] = [
    [changed((file) => file.pre_tokenizer = { type: "Metaspace" }), /pre_tokenizer "Metaspace" is not known/],
    [
      changed((file) => file.normalizer = { type: "NFKC" }),
      /normalizer "NFKC" is not known here, only Sequence/,
    ],
    [
      changed((file) => file.normalizer.normalizers.unshift({ type: "Lowercase" })),
      /normalizer: .*Lowercase/,
    ],
    [
      changed((file) => file.normalizer.normalizers.push({ type: "NFC" })),
      /NFC.* behind the last known part/,
    ],
    [changed((file) => file.decoder.decoders.pop()), /decoder: only/],
    [
      changed((file) => file.post_processor = { type: "TemplateProcessing" }),
      /post_processor "TemplateProcessing"/,
    ],
    [changed((file) => file.added_tokens.pop()), /no control piece "<\/s>"/],
    [changed((file) => file.added_tokens[1].content = "<x>"), /added token "<x>" is not piece 1/],
    [changed((file) => file.added_tokens[1].special = false), /added token "<s>" is not special/],
    [changed((file) => file.model.vocab[70][0] = "<0x00>"), /"<0x00>" is listed twice/],
    [changed((file) => file.model.vocab[4][0] = "x".repeat(40)), /no piece "<0x01>"/],
    [changed((file) => file.model.vocab[400] = ["", 0]), /piece 400, "", is no text/],
    [changed((file) => file.model.unk_id = null), /tokenizer\.json: model: unk_id/],
    [changed((file) => file.model.dropout = 1), /tokenizer\.json: model/],
  ];
  for (const [value, expected] of wrong) {
    assert.throws(
      () => loadTextTokenizer(value),
      (error) => error instanceof UserError && error.kind === "model" && expected.test(error.message),
      String(expected),
    );
  }
});

Deno.test("files of SentencePiece that are damaged are refused, tokenizers of other kinds not written", () => {
  const bytes = writeSentencePieceModel(fitted);
  const isRefused = (error: unknown) => error instanceof UserError && error.kind === "model";
  for (
    const broken of [
      new Uint8Array(),
      bytes.slice(0, 3000),
      bytes.map((byte, i) => i < 50 ? ~byte : byte),
    ]
  ) {
    assert.throws(() => readSentencePieceModel(broken), isRefused);
  }
  const source = random(4);
  for (let i = 0; i < 60; i++) {
    const damaged = bytes.slice();
    damaged[source.int(damaged.length)] = source.int(256);
    try {
      readSentencePieceModel(damaged).encode("the text");
    } catch (error) {
      assert.ok(isRefused(error), String(error));
    }
  }
  assert.throws(
    () => writeSentencePieceModel(charOf(["a"])),
    /only unigram tokenizers make SentencePiece models/,
  );
});
