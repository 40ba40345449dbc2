/** A tokenizer fitted to texts. */
import { join } from "node:path";
import { checked } from "../../base/check.ts";
import type { Context } from "../../base/context.ts";
import { UserError } from "../../base/errors.ts";
import type { Fields, Given } from "../../base/fields.ts";
import { atomicWrite, sha256 } from "../../base/files.ts";
import { loadTexts } from "../../data/text/load.ts";
import { toGpt2 } from "../../tokenizer/bpe/gpt2.ts";
import { SENTENCEPIECE_FILE, TOKENIZER_FILE } from "../../tokenizer/files.ts";
import type { Tokenizer } from "../../tokenizer/tokenizer.ts";
import { refuseVocabulary, TOKENIZER_NAMES, tokenizerKind } from "../../tokenizer/tokenizers.ts";
import { writeSentencePieceModel } from "../../tokenizer/unigram/model_file.ts";
import { SEED_FIELD } from "../fields.ts";
import { type TextMeasures, textMeasures } from "./measures.ts";

const MANIFEST_FILE = "manifest.json", FORMAT = "ascii-gen-tokenizer";

export const TOKENIZER_TRAIN_FIELDS = {
  kind: { type: "choice", choices: TOKENIZER_NAMES, fallback: "bpe", text: "what texts are cut into" },
  vocabulary: {
    type: "integer",
    least: 2,
    most: 1 << 20,
    fallback: 4096,
    short: "n",
    text: "tokens that there shall be, special ones included; not for char",
  },
  seed: { ...SEED_FIELD, fallback: 1 },
  out: { type: "text", value: "folder", short: "o", text: "folder to write" },
  gpt2: { type: "switch", text: "bpe: also write GPT-2's vocab.json and merges.txt" },
} as const satisfies Fields;

/** What a tokenizer is fitted to, and how. */
export type TokenizerTrainInput = Given<typeof TOKENIZER_TRAIN_FIELDS> & { files?: readonly string[] };

/** What is told of a tokenizer beside it. */
export interface TokenizerManifest {
  format: typeof FORMAT;
  version: 1;
  kind: string;
  settings: { vocabulary: number; seed: number };
  /** Tokens that there are. */
  vocabulary: number;
  /** The texts, by the sha256 of all of them, and how they are cut. */
  data: TextMeasures & { sha256: string; documents: number };
  /** Size and sha256 of each file. */
  files: Record<string, { size: number; sha256: string }>;
}

export interface TokenizerTrainResult {
  out: string;
  tokenizer: Tokenizer;
  manifest: TokenizerManifest;
}

/** Fits a tokenizer to texts and writes it, unigram ones as SentencePiece has them too. Throws a UserError where there are none, or where a model would be damaged. */
export async function trainTokenizer(
  { files = [], ...given }: TokenizerTrainInput,
  context: Context,
): Promise<TokenizerTrainResult> {
  const { kind, vocabulary, seed, out, gpt2 } = checked(TOKENIZER_TRAIN_FIELDS, given);
  if (files.length === 0) {
    throw new UserError("usage", "name files or folders of texts, or - for standard input");
  }
  if (out === undefined) {
    throw new UserError("usage", "name a folder for the tokenizer, such as: --out tokenizers/notes");
  }
  if (gpt2 && kind !== "bpe") throw new UserError("usage", `--gpt2 is for --kind bpe, not ${kind}`);
  refuseVocabulary(kind, given.vocabulary);
  await refuseModel(out);
  const { texts, documents, digest } = await loadTexts(files, context);
  const tokenizer = await tokenizerKind(kind).fit(texts, { vocabulary, seed }, context);
  const contents = {
    ...encoded({ [TOKENIZER_FILE]: `${JSON.stringify(tokenizer.toJSON())}\n`, ...gpt2 && toGpt2(tokenizer) }),
    ...tokenizer.type === "unigram" && { [SENTENCEPIECE_FILE]: writeSentencePieceModel(tokenizer) },
  };
  const manifest: TokenizerManifest = {
    ...{ format: FORMAT, version: 1, kind, settings: { vocabulary, seed }, vocabulary: tokenizer.size },
    data: { sha256: digest, documents, ...textMeasures(tokenizer, texts) },
    files: await entriesOf(contents),
  };
  await Deno.mkdir(out, { recursive: true });
  for (const [name, content] of Object.entries(contents)) await atomicWrite(join(out, name), content);
  await atomicWrite(join(out, MANIFEST_FILE), `${JSON.stringify(manifest, null, 2)}\n`);
  return { out, tokenizer, manifest };
}

/** Throws a UserError for a folder with a manifest that is none of a tokenizer: its own files would be replaced. */
async function refuseModel(folder: string): Promise<void> {
  const text = await Deno.readTextFile(join(folder, MANIFEST_FILE)).catch((error) => {
    if (error instanceof Deno.errors.NotFound) return undefined;
    if (error instanceof Deno.errors.NotADirectory) {
      throw new UserError("io", `${folder} is a file, not a folder`);
    }
    throw error;
  });
  if (text === undefined || text.includes(`"${FORMAT}"`)) return;
  throw new UserError("usage", `--out ${folder} holds a model, which would be damaged; name another folder`);
}

const encoded = (texts: Readonly<Record<string, string>>): Record<string, Uint8Array<ArrayBuffer>> =>
  Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, new TextEncoder().encode(text)]));

async function entriesOf(
  contents: Readonly<Record<string, Uint8Array<ArrayBuffer>>>,
): Promise<TokenizerManifest["files"]> {
  const entries = Object.entries(contents).map(async ([name, bytes]) => {
    return [name, { size: bytes.length, sha256: await sha256(bytes) }] as const;
  });
  return Object.fromEntries(await Promise.all(entries));
}
