import assert from "node:assert/strict";
import fc from "fast-check";
import { encodeDocuments, type Portion } from "../../../src/data/text/corpus.ts";
import { cutPlace } from "../../../src/data/text/places.ts";
import { charOf } from "../../../src/tokenizer/char/char.ts";
import { TOKENIZER_NAMES, tokenizerKind } from "../../../src/tokenizer/tokenizers.ts";
import { quietly } from "../../../src/base/context.ts";
import { encodeCorpus } from "./encoded.ts";

Deno.test("encodeCorpus() never keeps for validation what is learned, whether documents are few or many", () => {
  for (const count of [1, 3, 10, 37]) {
    const documents = Array.from({ length: count }, (_, i) => ({
      name: `${i}`,
      text: Array.from({ length: 30 }, (_, line) => `document ${i}, line ${line} 🐈\n`).join(""),
    }));
    const tokenizer = charOf(documents.map(({ text }) => text));
    const { ids, split } = encodeCorpus(documents, tokenizer);
    const [learned, kept] = [ids.slice(0, split), ids.slice(split)].map((part) => tokenizer.decode(part));
    const all = documents.map(({ text }) => text).join("");
    assert.equal(learned!.length + kept!.length, all.length);
    const lines = new Set(kept!.split("\n"));
    assert.ok(learned!.split("\n").every((line) => line === "" || !lines.has(line)));
    const share = kept!.length / all.length;
    assert.ok(share > 0.05 && share < 0.15, `${share}`);
    // Each portion of a document begins and ends with a separator.
    const starts = count < 10 ? 2 * count : count;
    assert.equal(ids.filter((id) => id === tokenizer.separator).length, starts + 2);
    for (const at of [0, split - 1, split, ids.length - 1]) assert.equal(ids[at], tokenizer.separator);
  }
});

Deno.test("a text without line ends is parted outside its pairs of surrogates", () => {
  const text = "🐈".repeat(1001);
  const tokenizer = charOf([text]);
  const { ids, split } = encodeCorpus([{ name: "cats", text }], tokenizer);
  assert.ok(!ids.includes(tokenizer.unknown!));
  assert.ok(ids.length - split > 90 && ids.length - split < 115);
});

Deno.test("pieces of a text have the tokens of the whole, for every kind of tokenizer", async () => {
  const line = fc.array(
    fc.constantFrom("the cat", " sat", "  ", "\n", "\n\n", "’s ", "12", "é🐈", "\t", "."),
    {
      minLength: 40,
      maxLength: 80,
    },
  ).map((all) => all.join("") + "x");
  for (const name of TOKENIZER_NAMES) {
    const text = "the cat sat on the mat. é🐈 ’s 12\n\tthe cats sat\n".repeat(40);
    const tokenizer = await tokenizerKind(name).fit([text], { vocabulary: 300, seed: 1 }, quietly);
    fc.assert(
      fc.property(line, (line) => {
        // Longer than a piece.
        const long = line.repeat(Math.ceil(150_000 / line.length));
        const ids: number[] = [];
        let pieces = 0;
        for (let rest = long, cut; (cut = cutPlace(rest, true)) !== undefined; rest = rest.slice(cut)) {
          ids.push(...tokenizer.encode(rest.slice(0, cut)));
          pieces++;
        }
        assert.ok(pieces > 1);
        assert.deepEqual(ids, tokenizer.encode(long));
      }),
      { numRuns: 3 },
    );
  }
});

Deno.test("encodeDocuments() gives the same tokens however a text comes", () => {
  const text = Array.from({ length: 9000 }, (_, i) => `line ${i} of a text\n`).join("");
  const tokenizer = charOf([text]);
  const extent = { documents: 1, characters: text.length, lengths: [text.length] };
  const encode = (size: number) => {
    const parts: Record<Portion, number[]> = { learned: [], kept: [] };
    const encoder = encodeDocuments(tokenizer, extent, (portion, ids) => {
      for (const id of ids) parts[portion].push(id);
    });
    for (let at = 0; at < text.length; at += size) encoder.text(text.slice(at, at + size));
    encoder.end();
    encoder.finish();
    return parts;
  };
  const whole = encode(text.length);
  assert.deepEqual(encode(1000), whole);
  assert.deepEqual(encode(77_777), whole);
  assert.equal(tokenizer.decode([...whole.learned, ...whole.kept]), text);
});
