/** Tokenizers in files of any format. A new one is a line in FORMATS. */
import { basename, dirname, join } from "node:path";
import { quoted } from "../base/check.ts";
import { UserError } from "../base/errors.ts";
import { isFile, isThere, readPlainFile, statOf } from "../base/files.ts";
import { doubledKey, parseJson } from "../base/json.ts";
import { fromGpt2, MERGES_FILE, VOCAB_FILE } from "./bpe/gpt2.ts";
import type { Tokenizer } from "./tokenizer.ts";
import { loadTextTokenizer } from "./tokenizers.ts";
import { readSentencePieceModel } from "./unigram/model_file.ts";

/** Bytes of a file at most. */
const MAX_BYTES = 1 << 26;
export const TOKENIZER_FILE = "tokenizer.json";
/** What SentencePiece's file is called beside a model. */
export const SENTENCEPIECE_FILE = "tokenizer.model";

/** A way to keep a tokenizer in one file, or in several of a folder. */
interface Format {
  /** Names that the files have in a folder, the one that tells the format first. */
  files: readonly string[];
  /** Whether a file by itself, of a name of any kind, is the first one. */
  isFirst(name: string): boolean;
  /** Makes the tokenizer of the bytes of the files. Throws a UserError of kind "model". */
  read(...files: Uint8Array<ArrayBuffer>[]): Tokenizer;
}

/** GPT-2's two files by their names. */
const gpt2 = (first: string, second: string): Format => ({
  files: [first, second],
  isFirst: (name) => name.endsWith(first),
  read: (vocabulary, merges) => fromGpt2(json(vocabulary, first), text(merges, second)),
});

const FORMATS: readonly Format[] = [
  gpt2(VOCAB_FILE, MERGES_FILE),
  // As they were called where GPT-2 was published.
  gpt2("encoder.json", "vocab.bpe"),
  {
    files: [TOKENIZER_FILE],
    isFirst: (name) => name.endsWith(".json"),
    read: (file) => loadTextTokenizer(json(file, TOKENIZER_FILE)),
  },
  {
    files: [SENTENCEPIECE_FILE],
    isFirst: (name) => name.endsWith(".model"),
    read: (file) => readSentencePieceModel(file),
  },
];

/**
 * Reads a tokenizer: a file, a folder that holds one (of a model for example), or the paths of the files that it is in, as of
 * GPT-2's vocab.json and merges.txt; of these the first will do where the others lie beside it. Throws a UserError of kind "io" or
 * "model" that names the file.
 */
export async function readTokenizer(...paths: readonly string[]): Promise<Tokenizer> {
  const [first = ""] = paths;
  const isFolder = (await statOf(first)).isDirectory;
  const format = isFolder ? await formatWithin(first) : formatOfFile(first);
  const files = isFolder ? format.files.map((name) => join(first, name)) : filesOf(format, paths);
  const contents: Uint8Array<ArrayBuffer>[] = [];
  for (const path of files) {
    await statOf(path, "file");
    contents.push(await readPlainFile(path, MAX_BYTES));
  }
  try {
    return format.read(...contents);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    // What it names is the usual name of the file, which the path ends with at best.
    const where = isFolder ? first : dirname(first);
    throw new UserError(error.kind, `${error.message} (in ${where})`, { cause: error });
  }
}

/** Where a tokenizer is: what is named, or the model of that name in models/ where only that is there. */
export async function tokenizerPath(named: string): Promise<string> {
  const model = join("models", named);
  return !await isThere(named) && await isThere(model) ? model : named;
}

/** The format of a folder's tokenizer. */
async function formatWithin(folder: string): Promise<Format> {
  const holds = (name: string) => isFile(join(folder, name));
  // What is whole is taken before what has to be put together.
  for (const format of FORMATS.toSorted((a, b) => a.files.length - b.files.length)) {
    if ((await Promise.all(format.files.map(holds))).every(Boolean)) return format;
  }
  throw new UserError("model", `${folder} holds no tokenizer: ${known()}`);
}

function formatOfFile(path: string): Format {
  const format = FORMATS.find(({ isFirst }) => isFirst(basename(path)));
  if (format !== undefined) return format;
  throw new UserError("model", `${path} is not named as a tokenizer is: ${known()}`);
}

/** Paths of a format's files, the first of which are given. */
function filesOf({ files }: Format, given: readonly string[]): string[] {
  if (given.length > files.length) {
    throw new UserError("usage", `${given.join(", ")}: a tokenizer is in ${files.join(" and ")}, no more`);
  }
  const [first = ""] = given;
  const prefix = basename(first).slice(0, -files[0]!.length);
  return files.map((name, i) => given[i] ?? join(dirname(first), prefix + name));
}

const known = (): string =>
  `that is ${FORMATS.map(({ files }) => files.join(" with ")).toSorted().join(", or ")}`;

function text(bytes: Uint8Array | undefined, name: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new UserError("model", `${name} is not UTF-8`);
  }
}

function json(bytes: Uint8Array | undefined, name: string): unknown {
  const content = text(bytes, name);
  let value: unknown;
  try {
    value = parseJson(content);
  } catch (error) {
    throw new UserError("model", `${name} ${error instanceof Error ? error.message : error}`);
  }
  // A piece with two ids would have the last one.
  const doubled = doubledKey(content);
  if (doubled !== undefined) throw new UserError("model", `${name} has the key ${quoted(doubled)} twice`);
  return value;
}
