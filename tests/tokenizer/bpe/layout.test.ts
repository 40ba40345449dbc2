import assert from "node:assert/strict";
import { quietly } from "../../../src/base/context.ts";
import { UserError } from "../../../src/base/errors.ts";
import { bpe } from "../../../src/tokenizer/bpe/bpe.ts";
import { loadTextTokenizer } from "../../../src/tokenizer/tokenizers.ts";
import { madeProse } from "../texts.ts";

const prose = madeProse(500, 7);
const fitted = await bpe.fit([prose], { vocabulary: 300, seed: 1 }, quietly);
const file = fitted.toJSON();
const model = Object.fromEntries(Object.entries(Object(file["model"])));
const merges: string[] = Object(model["merges"]);
const vocab: Record<string, number> = Object(model["vocab"]);
const byteLevel = { type: "ByteLevel", add_prefix_space: false, trim_offsets: true, use_regex: true };
const special = { id: 0, content: "<|endoftext|>", special: true };

Deno.test("files of older libraries and of GPT-2 itself are read", () => {
  const { type: _type, ignore_merges: _ignore, byte_fallback: _fallback, ...old } = model;
  const { use_regex: _regex, ...oldByteLevel } = byteLevel;
  const variants: Record<string, unknown>[] = [
    { ...file, model: { ...model, merges: merges.map((line) => line.split(" ")) } },
    { ...file, model: { ...old, continuing_subword_prefix: "", end_of_word_suffix: "" } },
    { ...file, pre_tokenizer: oldByteLevel, post_processor: { ...byteLevel, trim_offsets: false } },
    { ...file, model: { ...model, unk_token: "<|endoftext|>", dropout: 0 } },
  ];
  for (const variant of variants) {
    assert.deepEqual(loadTextTokenizer(variant).encode(prose), fitted.encode(prose));
  }
});

Deno.test("what is not known here is refused by its name, what is wrong by its field", () => {
  const of = (parts: Record<string, unknown>) => ({ ...file, model: { ...model, ...parts } });
  const without = (name: string) =>
    Object.fromEntries(Object.entries(vocab).filter(([piece]) => piece !== name));
  const wrong: [unknown, RegExp][] = [
    [{ ...file, model: { type: "WordPiece", vocab: {} } }, /model "WordPiece" is not known here/],
    [{ ...file, normalizer: { type: "Lowercase" } }, /normalizer "Lowercase" is not known here, only none/],
    [{ ...file, pre_tokenizer: { type: "Whitespace" } }, /pre_tokenizer "Whitespace" .* only ByteLevel/],
    [{ ...file, pre_tokenizer: { ...byteLevel, use_regex: false } }, /pre_tokenizer "ByteLevel" .*use_regex/],
    [{ ...file, pre_tokenizer: null }, /no pre_tokenizer/],
    [{ ...file, post_processor: { type: "TemplateProcessing" } }, /post_processor "TemplateProcessing"/],
    [{ ...file, decoder: { type: "WordPiece" } }, /decoder "WordPiece"/],
    [{ ...file, decoder: null }, /no decoder/],
    [{ ...file, truncation: { max_length: 5 } }, /truncation/],
    [{ ...file, padding: {} }, /padding/],
    [{ ...file, version: "2.0" }, /version/],
    [{ ...file, extra: 1 }, /extra/],
    [{ ...file, added_tokens: [] }, /no special token/],
    [{ ...file, added_tokens: [{ ...special, lstrip: true }] }, /"<\|endoftext\|>" has lstrip/],
    [{ ...file, added_tokens: [{ ...special, id: 7 }] }, /added token "<\|endoftext\|>": its id, 7/],
    [{ ...file, added_tokens: [special, { ...special, id: 301, content: "x" }] }, /"x": its id, 301/],
    [of({ dropout: 0.1 }), /model: dropout: is not known here/],
    [of({ continuing_subword_prefix: "##" }), /continuing_subword_prefix/],
    [of({ end_of_word_suffix: "</w>" }), /end_of_word_suffix/],
    [of({ byte_fallback: true }), /byte_fallback/],
    [of({ ignore_merges: true }), /ignore_merges/],
    [of({ vocab: without("a") }), /the id of ".*" is 299, but there are 299 pieces/],
    [of({ vocab: { ...without("a"), xyz: vocab["a"] } }), /the byte 97 \(written a\) is no piece/],
    [of({ vocab: { ...vocab, xyz: 5 } }), /have one id|the id of/],
    [of({ vocab: { ...vocab, xyz: -1 } }), /vocab/],
    [of({ merges: [...merges, "zq zq"] }), /number 44, "zq zq", is not of two pieces/],
    [of({ merges: ["z q"] }), /number 1 makes "zq", which is no piece/],
    [of({ merges: ["a b c"] }), /number 1, "a b c", is not of two pieces/],
    [of({ merges: "a b" }), /merges/],
  ];
  for (const [value, expected] of wrong) {
    assert.throws(
      () => loadTextTokenizer(value),
      (error) => {
        assert.ok(error instanceof UserError, String(error));
        assert.equal(error.kind, "model");
        assert.match(error.message, expected);
        assert.match(error.message, /^tokenizer\.json: [^\n]+$/);
        return true;
      },
    );
  }
});

Deno.test("a piece may have the name of what every object has", () => {
  const name = "__proto__";
  const parts = [...name].slice(1).map((last, i) => [name.slice(0, i + 1), last]);
  const bytes = Object.keys(vocab).filter((piece) => [...piece].length === 1);
  const all = ["<|endoftext|>", ...bytes, ...parts.map((pair) => pair.join(""))];
  const file = {
    ...fitted.toJSON(),
    model: { type: "BPE", vocab: Object.fromEntries(all.map((piece, id) => [piece, id])), merges: parts },
  };
  const { size, toJSON } = loadTextTokenizer(file);
  assert.equal(size, all.length);
  assert.equal(loadTextTokenizer(JSON.parse(JSON.stringify(toJSON()))).size, all.length);
});
