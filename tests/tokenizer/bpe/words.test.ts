import assert from "node:assert/strict";
import fc from "fast-check";
import { endOfWord } from "../../../src/tokenizer/bpe/words.ts";
import { madeTexts } from "../texts.ts";

/** GPT-2's pattern; its \s is Unicode's white space, of which JavaScript's is another. */
const SPACE = String.raw`\p{White_Space}`;
const PATTERN = new RegExp(
  String
    .raw`'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^${SPACE}\p{L}\p{N}]+|${SPACE}+(?!\P{White_Space})|${SPACE}+`,
  "gu",
);

function wordsOf(text: string): string[] {
  const words: string[] = [];
  for (let start = 0; start < text.length;) {
    const end = endOfWord(text, start);
    words.push(text.slice(start, end));
    start = end;
  }
  return words;
}

Deno.test("words are what GPT-2's pattern finds, in texts of many scripts", () => {
  for (const text of madeTexts(3000, 11)) assert.deepEqual(wordsOf(text), text.match(PATTERN) ?? []);
});

Deno.test("words are what GPT-2's pattern finds in any string, with halves of pairs too", () => {
  const near = fc.constantFrom(
    ..." |'|s|t|re|ve|ll|a|é|1|½|!|\n|\t|\u0085|\ufeff|\ud800|\udc00|🐈|中".split("|"),
  );
  for (const unit of [near, fc.nat({ max: 0x10ffff }).map((point) => String.fromCodePoint(point))]) {
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 12 }), (text) => {
        assert.deepEqual(wordsOf(text), text.match(PATTERN) ?? []);
      }),
      { numRuns: 2000 },
    );
  }
});
