/** A first look at all texts: their encodings, their digest, and how much there is. */
import { createHash } from "node:crypto";
import type { Context } from "../../base/context.ts";
import { UserError } from "../../base/errors.ts";
import { rest } from "../../base/pace.ts";
import type { Encoding } from "./encoding.ts";
import { someNames, type TextFile, type TextFiles } from "./files.ts";
import { type Look, lookAt } from "./look.ts";

/** A file that was found to be text. */
export interface Text extends TextFile {
  encoding: Encoding;
}

/** How much text there is. */
export interface Extent {
  documents: number;
  /** UTF-16 code units in all. */
  characters: number;
  /** Those of each document, where there are few. */
  lengths: readonly number[];
}

/** What was found. */
export interface Scan extends Extent {
  texts: Text[];
  bytes: number;
  /** sha256 of the sha256 of each file's bytes, in order. */
  digest: string;
}

/** Documents from which on whole ones are kept for validation. */
export const MANY = 10;
/** Characters that there must be unless told otherwise: with fewer nothing can be learned. */
export const LEAST_TEXT = 1000;

/**
 * Reads all files once, piece by piece. Says which encodings they are in and which were left out, a line a kind. Throws a
 * UserError of kind "input" for a named file that is no text, and where there is too little.
 */
export async function scanTexts(
  { files, found }: TextFiles,
  { log, progress, signal }: Pick<Context, "log" | "progress" | "signal">,
  least = LEAST_TEXT,
): Promise<Scan> {
  const total = createHash("sha256");
  const texts: Text[] = [], first: number[] = [];
  const kinds = new Map<string, string[]>(), left = new Map<string, string[]>();
  let bytes = 0, documents = 0, characters = 0;
  for (const [i, file] of files.entries()) {
    await rest(signal);
    if (files.length > 1) progress("files looked at", i + 1, files.length);
    let look: Look;
    try {
      look = await lookAt(file);
    } catch (error) {
      // A bug, and what was named, are told at once.
      if (!found.has(file) || !(error instanceof Error)) throw error;
      const reason = error instanceof UserError ? "no text" : error.message;
      addTo(left, reason, file.name);
      continue;
    }
    texts.push({ ...file, encoding: look.encoding });
    addTo(kinds, look.label, file.name);
    total.update(look.hash);
    bytes += look.bytes;
    documents += look.lengths.length;
    for (const length of look.lengths) {
      characters += length;
      if (first.length < MANY) first.push(length);
    }
  }
  if (characters < least) throw tooLittle(files, texts, characters, least);
  for (const [label, names] of kinds) log(`${someNames(names)}: ${label}`);
  for (const [reason, names] of left) log(`left out (${reason}): ${someNames(names)}`);
  return { texts, bytes, documents, characters, lengths: first, digest: total.digest("hex") };
}

function tooLittle(
  files: readonly TextFile[],
  texts: readonly Text[],
  characters: number,
  least: number,
): UserError {
  const needed = `it takes ${least} ${least === 1 ? "character" : "characters"} at least`;
  const what = texts.length === 1 ? texts[0]!.name : `${texts.length} files of text`;
  const told = files.length === 0
    ? "there are no files in what was named"
    : texts.length === 0
    ? `there is no text here: ${someNames(files.map(({ name }) => name))}`
    : characters > 0
    ? `${what}: ${characters} characters are too few`
    : `${what}: there is nothing in it`;
  return new UserError("input", `${told}; ${needed}`);
}

function addTo(lists: Map<string, string[]>, key: string, value: string): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else list.push(value);
}
