import assert from "node:assert/strict";
import { join } from "node:path";
import fc from "fast-check";
import { quietly } from "../../../src/base/context.ts";
import { openTexts } from "../../../src/data/text/files.ts";
import { heldOutTexts } from "../../../src/data/text/held_out.ts";
import { partDocuments, type Portion } from "../../../src/data/text/corpus.ts";
import { scanTexts } from "../../../src/data/text/scan.ts";
import { keptOf, type Split } from "../../../src/data/text/split.ts";
import { lengthOf, openTokens } from "../../../src/data/text/tokens.ts";
import { prepareFiles } from "../../../src/tasks/text/prepare.ts";
import { loadTextTokenizer, TOKENIZER_NAMES } from "../../../src/tokenizer/tokenizers.ts";
import { inFolder } from "./made.ts";

const PART = "<|endoftext|>\n";
const document = (number: number, lines = 40): string =>
  Array.from(
    { length: lines },
    (_, line) => `the ${line} cats of document ${number} sat in the sun, as cats do\n`,
  )
    .join("");
const texts = (count: number, lines?: number): string[] =>
  Array.from({ length: count }, (_, i) => document(i, lines));

const SPLITS: Record<string, number>[] = [{}, { validation: 0.2 }, { splitSeed: 1 }, {
  validation: 0.25,
  splitSeed: 2,
}];

/** Portions of documents that come in pieces, each as its stretches. */
function parted(documents: readonly string[], split: Split, size = 777) {
  const portions: Record<Portion, string[]> = { learned: [], kept: [] };
  const order: string[] = [];
  const lengths = documents.slice(0, 10).map(({ length }) => length);
  const parts = partDocuments(
    { encode: (text): string | undefined => text, separator: undefined },
    { lengths },
    (portion, piece) => {
      if (piece === undefined) portions[portion].push("");
      else portions[portion][portions[portion].length - 1] += piece;
      order.push(piece ?? "");
    },
    keptOf({ documents: documents.length }, split),
  );
  for (const text of documents) {
    for (let at = 0; at < text.length; at += size) parts.text(text.slice(at, at + size));
    parts.end();
  }
  return { ...portions, order: order.join("") };
}

Deno.test("every character is either learned or kept, once and in order, whatever the split and the pieces", () => {
  fc.assert(
    fc.property(
      fc.array(fc.string({ minLength: 1, maxLength: 300, unit: "grapheme" }), {
        minLength: 1,
        maxLength: 25,
      }),
      fc.record({
        validation: fc.option(fc.double({ min: 0.001, max: 0.5, noNaN: true }), { nil: undefined }),
        splitSeed: fc.option(fc.nat(), { nil: undefined }),
      }),
      fc.integer({ min: 1, max: 400 }),
      (documents, split, size) => {
        const { learned, kept, order } = parted(documents, split, size);
        assert.equal(order, documents.join(""));
        assert.deepEqual(parted(documents, split, 50), { learned, kept, order });
        assert.equal([...learned, ...kept].join("").length, order.length);
        if (documents.length >= 10) { for (const text of kept) assert.ok(documents.includes(text)); }
      },
    ),
    { numRuns: 200 },
  );
});

Deno.test("as large a share is kept as was asked for, of few documents and of many, and another by another seed", () => {
  for (const count of [1, 4, 10, 200]) {
    const documents = texts(count);
    const all = documents.join("").length;
    for (const split of SPLITS) {
      const { kept } = parted(documents, split);
      const share = kept.join("").length / all, wanted = split.validation ?? 0.1;
      // Of ten documents no fourth can be kept.
      const apart = count === 10 ? 0.06 : 0.02;
      assert.ok(Math.abs(share - wanted) < apart, `${count} ${JSON.stringify(split)}: ${share}`);
    }
    const drawn = [1, 2, 3, 4].map((splitSeed) => parted(documents, { splitSeed }).kept.join(""));
    assert.ok(new Set(drawn).size > 1);
    assert.equal(parted(documents, { splitSeed: 1 }).kept.join(""), drawn[0]);
  }
});

Deno.test("the same bytes are kept whatever the tokenizer, and heldOutTexts() gives them", async () => {
  for (const count of [3, 30]) {
    await inFolder({ "a.txt": texts(count).join(PART), "b.txt": document(99) }, async (folder) => {
      const files = [join(folder, "a.txt"), join(folder, "b.txt")];
      await using opened = await openTexts(files, quietly);
      const scan = await scanTexts(opened, quietly);
      for (const split of SPLITS) {
        const { documents, cut } = await heldOutTexts(scan, split, Infinity, quietly);
        const expected = documents.map(({ text }) => text).join("");
        assert.ok(!cut && expected.length > 0);
        for (const tokenizer of TOKENIZER_NAMES) {
          const settings = { tokenizer, ...tokenizer !== "char" && { vocabulary: 300 }, ...split };
          const prepared = await prepareFiles(
            { settings, files, preset: "nano", sizes: {}, folder: join(folder, "run") },
            quietly,
          );
          const { tokens, split: first } = prepared.plan;
          const { decode } = loadTextTokenizer(prepared.model["tokenizer"]);
          using reader = openTokens(tokens);
          const kept = decode(reader.read(first, lengthOf(tokens)));
          // A kind that puts a space before each text puts one before each part.
          const plain = (text: string) => text.replace(/\s+/g, "");
          assert.equal(plain(kept), plain(expected), `${tokenizer} ${JSON.stringify(split)}`);
          // What was not asked for is not stored.
          const { validation, splitSeed } = prepared.settings;
          assert.deepEqual({ validation, splitSeed }, {
            validation: undefined,
            splitSeed: undefined,
            ...split,
          });
          assert.deepEqual(Object.keys(prepared.settings), [
            "data",
            "tokenizer",
            "context",
            ...Object.keys(split),
          ]);
        }
      }
    });
  }
});

Deno.test("heldOutTexts() takes the beginning of each document where it may not take all", () =>
  inFolder({ "a.txt": texts(30).join(PART), "b.txt": document(99, 5) }, async (folder) => {
    await using opened = await openTexts([folder], quietly);
    const scan = await scanTexts(opened, quietly);
    const split = { validation: 0.2 };
    const whole = await heldOutTexts(scan, split, Infinity, quietly);
    assert.match(whole.documents[0]!.name, /a\.txt \(\d+\)$/);
    assert.equal(whole.documents.length, 6);
    const some = await heldOutTexts(scan, split, 1000, quietly);
    assert.ok(some.cut);
    assert.deepEqual(some.documents.map(({ name }) => name), whole.documents.map(({ name }) => name));
    for (const [i, { text }] of some.documents.entries()) {
      assert.ok(whole.documents[i]!.text.startsWith(text) && text.length >= 160);
    }
    assert.ok(some.documents.reduce((sum, { text }) => sum + text.length, 0) <= 1000);
    const all = await heldOutTexts(scan, "all", Infinity, quietly);
    assert.equal(all.documents.length, 31);
  }));
