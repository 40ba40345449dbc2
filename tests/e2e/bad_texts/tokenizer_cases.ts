/** Tokenizers of other programs that are damaged, or do what is not done here; ids that are none. */
import { writeSentencePieceModel } from "../../../src/tokenizer/unigram/model_file.ts";
import { TOKENIZERS } from "../../tasks/text/exchange/models.ts";
import { TEXT } from "../../tasks/text/tiny.ts";
import { type Case, type Files, FOLDER } from "./files.ts";

const bpe = TOKENIZERS.bpe.toJSON(), unigram = TOKENIZERS.unigram.toJSON();
const model: Record<string, unknown> = Object(bpe["model"]);
const vocab: Record<string, number> = Object(model["vocab"]);
const merges: string[] = Object(model["merges"]);
const separator: Record<string, unknown> = Object(bpe["added_tokens"])[0];
const byteLevel: Record<string, unknown> = Object(bpe["pre_tokenizer"]);
const withModel = (parts: Record<string, unknown>) => ({ ...bpe, model: { ...model, ...parts } });
const without = (piece: string) => Object.fromEntries(Object.entries(vocab).filter(([key]) => key !== piece));
const last = Object.keys(vocab).length - 1;

const encode = (file: string) => ["tokenizer", "encode", "-t", file, "some text"];
const utf16 = (text: string) =>
  new Uint8Array(Uint16Array.from(`\ufeff${text}`, (c) => c.charCodeAt(0)).buffer);

const bytes = (name: string, content: Files[string], error: RegExp): Case => [
  ...[name, encode("tokenizer.json"), { "tokenizer.json": content }, error, 4] as const,
];
const json = (name: string, value: unknown, error: RegExp) => bytes(name, JSON.stringify(value), error);
const added = (...tokens: Record<string, unknown>[]) => ({ ...bpe, added_tokens: tokens });

const FOREIGN: readonly Case[] = [
  json(
    "WordPiece",
    { ...bpe, model: { type: "WordPiece", vocab: {} } },
    /model "WordPiece" is not known here/,
  ),
  json(
    "Lowercase",
    { ...bpe, normalizer: { type: "Lowercase" } },
    /normalizer "Lowercase" is not known here/,
  ),
  json("no regex", { ...bpe, pre_tokenizer: { ...byteLevel, use_regex: false } }, /use_regex.*must be true/),
  json(
    "TemplateProcessing",
    { ...bpe, post_processor: { type: "TemplateProcessing" } },
    /TemplateProcessing/,
  ),
  json("dropout", withModel({ dropout: 0.1 }), /model: dropout: is not known here/),
  json(
    "missing byte",
    withModel({ vocab: { ...without("a"), xyz: vocab["a"] } }),
    /the byte 97 .* is no piece/,
  ),
  json(
    "gap in ids",
    withModel({ vocab: { ...vocab, xyz: last + 5 } }),
    /the id of "xyz" is \d+, but there are/,
  ),
  json("one id for two", withModel({ vocab: { ...vocab, xyz: 5 } }), /"xyz" and ".+" have one id/),
  json("merge of no piece", withModel({ merges: [...merges, "z q"] }), /makes "zq", which is no piece/),
  json("unigram without unknown", {
    ...unigram,
    model: { ...Object(unigram["model"]), unk_id: null },
  }, /a model without unknown piece is not known here/),
  json("unigram with a wrong unknown", {
    ...unigram,
    model: { ...Object(unigram["model"]), unk_id: 99_999 },
  }, /has no unknown piece/),
  json("no separator", added(), /no special token/),
  json("added id is taken", added({ ...separator, id: 7 }), /"<\|endoftext\|>": its id, 7/),
  json("added id beyond the end", added(separator, { ...separator, id: 9999, content: "x" }), /its id, 9999/),
  json("special with lstrip", added({ ...separator, lstrip: true }), /has lstrip, which is not known here/),
  bytes("UTF-16", utf16(JSON.stringify(bpe)), /tokenizer\.json is not UTF-8/),
  bytes("half of it", JSON.stringify(bpe).slice(0, 2000), /tokenizer\.json is not JSON/),
  bytes("empty", "", /tokenizer\.json is not JSON/),
  bytes(
    "a piece twice",
    JSON.stringify(bpe).replace('"vocab":{', '"vocab":{"a":1,'),
    /tokenizer\.json has the key a twice/,
  ),
  bytes("characters twice", '{"type":"char","characters":"abca"}', /one is listed twice/),
];

const sentencePiece = writeSentencePieceModel(TOKENIZERS.unigram);
const piece = (name: string, content: Uint8Array, error: RegExp): Case => [
  ...[`SentencePiece: ${name}`, encode("a.model"), { "a.model": content }, error, 4] as const,
];
/** The trainer's settings again, in which the type of the model is 2. */
const OF_BPE = Uint8Array.of(0x12, 2, 0x18, 2);

const good = { "tokenizer.json": JSON.stringify(bpe) };
const T = ["-t", "tokenizer.json"];

/** All cases of tokenizers. */
export const TOKENIZER_CASES: readonly Case[] = [
  ...FOREIGN,
  piece("of BPE", Uint8Array.of(...sentencePiece, ...OF_BPE), /its type is BPE, only unigram is read/),
  piece("cut off", sentencePiece.slice(0, -7), /it is none, or damaged/),
  piece("empty", new Uint8Array(), /it holds no pieces/),
  [
    "a special for training",
    ["train", "notes.txt", "--steps", "1", "--tokenizer", "tokenizer.json"],
    {
      ...{ "notes.txt": TEXT, "tokenizer.json": JSON.stringify(added()) },
    },
    /no special token/,
    4,
  ],
  [
    "a vocabulary for what is there",
    ["train", "notes.txt", "--tokenizer", "tokenizer.json", "--vocabulary", "500"],
    { ...good, "notes.txt": TEXT },
    /--vocabulary is for a tokenizer that is fitted/,
    2,
  ],
  [
    "GPT-2 without merges",
    encode("vocab.json"),
    { "vocab.json": "{}" },
    /merges\.txt: there is no such file/,
    7,
  ],
  ["no tokenizer in a folder", encode("a"), { a: FOLDER }, /a holds no tokenizer/, 4],
  ["no tokenizer named", ["tokenizer", "encode", "x"], {}, /name a tokenizer, such as/, 2],
  ["no such tokenizer", encode("none.json"), {}, /there is no such file or folder/, 7],
  ["not named as one", encode("a.txt"), { "a.txt": "x" }, /a\.txt is not named as a tokenizer is/, 4],
  ["text and file", ["tokenizer", "encode", ...T, "--file", "a", "x"], good, /give one text to encode/, 2],
  [
    "no such text",
    ["tokenizer", "encode", ...T, "--file", "a"],
    good,
    /cannot read a: there is no such file/,
    7,
  ],
  ["id beyond the end", ["tokenizer", "decode", ...T, "5", "99999"], good, /"99999" is no id.* 0 to \d+/, 3],
  ["id of letters", ["tokenizer", "decode", ...T, "cat"], good, /"cat" is no id of this tokenizer/, 3],
  ["id below 0", ["tokenizer", "decode", ...T, "--", "-1"], good, /"-1" is no id of this tokenizer/, 3],
  ["id of parts", ["tokenizer", "show", ...T, "1.5"], good, /"1\.5" is no id of this tokenizer/, 3],
  [
    "statistics of nothing",
    ["tokenizer", "stats", ...T, "a"],
    { ...good, a: "" },
    /a: there is nothing in it/,
    3,
  ],
  ["nothing to do", ["tokenizer"], {}, /tokenizer: say what to do/, 2],
  ["an unknown thing to do", ["tokenizer", "merge"], {}, /there is no "merge"/, 2],
  ["fitted to nothing", ["tokenizer", "train", "-o", "t"], {}, /name files or folders of texts/, 2],
  ["fitted to go nowhere", ["tokenizer", "train", "a"], { a: TEXT }, /name a folder for the tokenizer/, 2],
  [
    "fitted too small",
    ["tokenizer", "train", "a", "-o", "t", "-n", "9"],
    { a: TEXT },
    /bpe vocabulary of 9 is too small/,
    2,
  ],
  [
    ...["merges of unigram", ["tokenizer", "train", "a", "-o", "t", "--kind", "unigram", "--gpt2"]] as const,
    ...[{ a: TEXT }, /--gpt2 is for --kind bpe/, 2] as const,
  ],
];
