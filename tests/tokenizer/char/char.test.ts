import assert from "node:assert/strict";
import fc from "fast-check";
import { UserError } from "../../../src/base/errors.ts";
import { charOf } from "../../../src/tokenizer/char/char.ts";
import { loadTextTokenizer, tokenizerKind } from "../../../src/tokenizer/tokenizers.ts";

const text = fc.string({ unit: "grapheme", maxLength: 60 }).filter((text) => !text.includes("\ufffd"));

Deno.test("char gives any text that it was fitted to back, also when loaded from its JSON", () => {
  fc.assert(fc.property(fc.array(text, { minLength: 1, maxLength: 5 }), (texts) => {
    const fitted = charOf(texts);
    const loaded = loadTextTokenizer(JSON.parse(JSON.stringify(fitted.toJSON())));
    for (const tokenizer of [fitted, loaded]) {
      for (const text of texts) {
        const ids = tokenizer.encode(text);
        assert.equal(tokenizer.decode(ids), text);
        assert.equal(ids.length, [...text].length);
        assert.ok(ids.every((id) => id >= 0 && id < tokenizer.size && id !== tokenizer.unknown));
      }
    }
  }));
});

Deno.test("char writes what it does not know as the unknown token, and separators as nothing", () => {
  const tokenizer = charOf(["abc"]);
  const ids = tokenizer.encode("abä🐈");
  assert.deepEqual(ids.slice(2), [tokenizer.unknown, tokenizer.unknown]);
  assert.equal(tokenizer.decode([tokenizer.separator, ...ids, tokenizer.separator]), "ab\ufffd\ufffd");
});

Deno.test("tokenizers refuse kinds and files that they do not know", () => {
  assert.throws(
    () => tokenizerKind("runes"),
    (error) => error instanceof UserError && /only char/.test(error.message),
  );
  const wrong: [unknown, RegExp][] = [
    [{ type: "runes" }, /describes none of these kinds: char/],
    [{ type: "char" }, /tokenizer\.json: characters/],
    [{ type: "char", characters: "aba" }, /one is listed twice/],
    [[], /describes none/],
  ];
  for (const [value, expected] of wrong) assert.throws(() => loadTextTokenizer(value), expected);
});
