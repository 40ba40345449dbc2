/** Byte-level BPE beside the library whose files it reads and writes, PyPI tokenizers. */
import assert from "node:assert/strict";
import { join } from "node:path";
import * as z from "zod";
import { quietly } from "../../../src/base/context.ts";
import { random } from "../../../src/base/random.ts";
import { bpe } from "../../../src/tokenizer/bpe/bpe.ts";
import { runPython } from "../../python.ts";
import { madeProse, madeTexts } from "../texts.ts";

const ids = z.array(z.array(z.int()));
const model = z.object({
  vocab: z.record(z.string(), z.int()),
  merges: z.array(z.tuple([z.string(), z.string()])),
});
const answerSchema = z.object({
  ours: z.object({ ids, specials: ids, decoded: z.array(z.string()) }),
  plain: z.object({ file: z.looseObject({ model }), ids, specials: ids }),
  prefix: z.object({ file: z.unknown(), ids, specials: ids }),
  merges: z.array(model),
});

const SIZE = 1500;
const prose = madeProse(20_000, 1);
const texts = [...madeTexts(9_900, 2), ...Array.from({ length: 100 }, (_, seed) => madeProse(40, seed))];
const fitted = await bpe.fit([prose], { vocabulary: SIZE, seed: 1 }, quietly);
/** Ids at random: few of them are texts. */
const source = random(3);
const noise = Array.from(
  { length: 2000 },
  () => Array.from({ length: 1 + source.int(12) }, () => source.int(SIZE)),
);
/** Texts of few letters, in which one piece is made of several pairs and counts are often equal. */
const small = Array.from({ length: 60 }, (_, i): [string, number] => {
  const letters = [..."abcdéß日"].slice(0, 1 + source.int(7));
  const length = 10 + source.int(i % 4 === 0 ? 2000 : 200);
  const word = () => source.next() < 0.1 ? " " : letters[Math.floor(letters.length * source.next() ** 2)]!;
  return [Array.from({ length }, word).join(""), 257 + source.int(200)];
});

async function ask() {
  const folder = await Deno.makeTempDir();
  try {
    const [request, answer] = [join(folder, "request.json"), join(folder, "answer.json")];
    const files = { ours: fitted.toJSON() };
    await Deno.writeTextFile(
      request,
      JSON.stringify({ files, texts, ids: noise, train: prose, size: SIZE, small }),
    );
    await runPython("tokenizers==0.23.3", join(import.meta.dirname!, "peer.py"), request, answer);
    return answerSchema.parse(JSON.parse(await Deno.readTextFile(answer)));
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

const answer = await ask();

/** The first text whose ids differ tells more than ten thousand of them. */
function assertSame(actual: (text: string) => number[], expected: number[][]): void {
  for (const [i, ids] of expected.entries()) {
    assert.deepEqual(actual(texts[i]!), ids, JSON.stringify(texts[i]));
  }
}

Deno.test("the library gives our file's ids on 10,000 texts of many scripts, special tokens in them or not", () => {
  assert.equal(answer.ours.ids.length, 10_000);
  assertSame((text) => fitted.encode(text), answer.ours.ids);
  assertSame((text) => fitted.encode(text, { specials: true }), answer.ours.specials);
  const meant = texts.filter((text) => fitted.encode(text, { specials: true }).includes(fitted.separator));
  assert.ok(meant.length > 50);
});

Deno.test("the library decodes any ids to the same text, what is no UTF-8 too", () => {
  for (const [i, ids] of noise.entries()) assert.equal(fitted.decode(ids), answer.ours.decoded[i]);
  assert.ok(answer.ours.decoded.filter((text) => text.includes("\ufffd")).length > 100);
});

Deno.test("a text gives the merges, in their order, that it gives the library's trainer", async () => {
  const modelOf = async (text: string, vocabulary: number) =>
    model.parse(withPairs((await bpe.fit([text], { vocabulary, seed: 1 }, quietly)).toJSON()["model"]));
  assert.deepEqual(await modelOf(prose, SIZE), answer.plain.file.model);
  for (const [i, [text, size]] of small.entries()) {
    assert.deepEqual(await modelOf(text, size), answer.merges[i], text);
  }
});

Deno.test("files that the library wrote give its ids, with a space before texts and added tokens too", () => {
  for (const { file, ids, specials } of [answer.plain, answer.prefix]) {
    const loaded = bpe.load(file);
    assertSame((text) => loaded.encode(text), ids);
    assertSame((text) => loaded.encode(text, { specials: true }), specials);
    const again = bpe.load(JSON.parse(JSON.stringify(loaded.toJSON())));
    assertSame((text) => again.encode(text), ids);
  }
});

/** A model with its merges as pairs, as the library writes them. */
function withPairs(value: unknown): unknown {
  const { merges, ...rest } = z.looseObject({ merges: z.array(z.string()) }).parse(value);
  return { ...rest, merges: merges.map((line) => line.split(" ")) };
}
