import assert from "node:assert/strict";
import fc from "fast-check";
import { quietly } from "../../../src/base/context.ts";
import { bpe } from "../../../src/tokenizer/bpe/bpe.ts";
import { loadTextTokenizer } from "../../../src/tokenizer/tokenizers.ts";
import { madeProse } from "../texts.ts";

/** Any code point, halves of pairs too. */
const anyUnit = fc.nat({ max: 0x10ffff }).map((point) => String.fromCodePoint(point));
const prose = madeProse(3000, 5);
const fitted = await bpe.fit([prose], { vocabulary: 600, seed: 1 }, quietly);
const loaded = loadTextTokenizer(JSON.parse(JSON.stringify(fitted.toJSON())));

Deno.test("any text comes back; halves of pairs of surrogates as U+FFFD", () => {
  const text = fc.oneof(
    fc.string({ unit: anyUnit }),
    fc.string({ unit: fc.constantFrom("\ud83d", "\udc08", "a", " ", "\ufeff", "🐈") }),
  );
  fc.assert(fc.property(text, (text) => {
    const ids = fitted.encode(text);
    assert.equal(fitted.decode(ids), text.toWellFormed());
    assert.deepEqual(loaded.encode(text), ids);
    assert.ok(ids.every((id) => Number.isInteger(id) && id >= 0 && id < fitted.size));
    const bytes = ids.reduce((sum, id) => sum + fitted.bytesOf(id), 0);
    assert.equal(bytes, new TextEncoder().encode(text).length);
  }));
});

Deno.test("the name of the separator is a text like any other unless it is meant", async () => {
  const text = "a<|endoftext|> b";
  assert.ok(!fitted.encode(text).includes(fitted.separator));
  assert.equal(fitted.decode(fitted.encode(text)), text);
  const meant = fitted.encode(text, { specials: true });
  assert.deepEqual(meant.filter((id) => id === fitted.separator).length, 1);
  assert.equal(fitted.decode(meant), "a b");
  assert.equal(fitted.bytesOf(fitted.separator), 0);
  assert.equal(fitted.piece?.(fitted.separator), "<|endoftext|>");
  const again = await bpe.fit(["<|endoftext|>".repeat(500)], { vocabulary: 400, seed: 1 }, quietly);
  assert.ok(!again.encode("<|endoftext|>").includes(again.separator));
});

Deno.test("what is fitted has the size that was asked for, or says why not", async () => {
  assert.equal(fitted.size, 600);
  assert.equal(loaded.separator, fitted.separator);
  assert.ok(fitted.encode(prose).length < prose.length / 2);
  const lines: string[] = [];
  const few = await bpe.fit(["aa bb"], { vocabulary: 300, seed: 1 }, {
    ...quietly,
    log: (line) => lines.push(line),
  });
  assert.equal(few.size, 260); // aa, bb and " bb"
  assert.match(lines.join(), /260 tokens instead of 300/);
  await assert.rejects(
    async () => await bpe.fit(["aa"], { vocabulary: 256, seed: 1 }, quietly),
    /256 is too small: .* are 257/,
  );
});

Deno.test("ids that there are not decode to nothing, parts of a character to U+FFFD", () => {
  const [first = -1, second = -1] = fitted.encode("\u0416");
  assert.equal(fitted.decode([-1, 600, 1e9, 0.5, first]), "\ufffd");
  assert.equal(fitted.decode([first, second]), "\u0416");
});

Deno.test("many different words do not fill the memory, and give the same ids", () => {
  const words = Array.from({ length: 70_000 }, (_, i) => ` ${i.toString(26)}`).join("");
  const ids = fitted.encode(words);
  assert.equal(fitted.decode(ids), words);
  assert.deepEqual(fitted.encode(words), ids);
});
