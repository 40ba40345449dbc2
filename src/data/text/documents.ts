/** Texts of any files, to learn from. */
import { basename, join } from "node:path";
import type { Context } from "../../base/context.ts";
import { UserError } from "../../base/errors.ts";
import { readBytes, readPlainFile, statOf } from "../../base/files.ts";
import { filesBelow } from "../sources/walk.ts";
import { byteOrderMark, decodeFirst } from "../../base/text.ts";

/** A text, by the name of its file. */
export interface TextDocument {
  name: string;
  text: string;
}

/** Stands for standard input. */
export const STDIN = "-";
/** Bytes of a file at most: its tokens are all in memory. */
const MAX_BYTES = 1 << 29;
/** Characters that there must be unless told otherwise: with fewer nothing can be learned. */
const LEAST = 1000;
/** Bytes of a file's beginning by which it is told from one that is no text. */
const HEAD = 4096;
/** Files that hold no text of their own in folders of texts. */
const isHidden = (name: string): boolean => name.startsWith(".");

/**
 * Reads files, folders with all below them, and standard input ("-"): UTF-8, UTF-16 with its mark, or windows-1252, which is
 * said. Files of a folder that are no texts are left out, which is said too. Throws a UserError of kind "input" or "io" for
 * what cannot be read, is no text, or is too little.
 */
export async function readDocuments(
  paths: readonly string[],
  { log, input }: Pick<Context, "log" | "input">,
  least = LEAST,
): Promise<TextDocument[]> {
  const documents: TextDocument[] = [];
  for (const path of paths) {
    if (path === STDIN) {
      if (input === undefined) throw new UserError("usage", "there is no standard input to read here");
      const tooLong = () => new UserError("input", `standard input has more than ${MAX_BYTES} bytes`);
      documents.push(
        documentOf("standard input", await readBytes(input, MAX_BYTES, tooLong), log),
      );
    } else if ((await statOf(path)).isDirectory) {
      const onProblem = (name: string, problem: string) => log(`left out: ${join(path, name)}: ${problem}`);
      for await (const file of filesBelow(path, onProblem, isHidden)) {
        try {
          documents.push(await documentAt(file, log));
        } catch (error) {
          log(`left out: ${error instanceof Error ? error.message : error}`);
        }
      }
    } else documents.push(await documentAt(path, log));
  }
  const characters = documents.reduce((sum, { text }) => sum + text.length, 0);
  if (characters >= least) return documents;
  throw new UserError(
    "input",
    `${paths.join(", ")}: ${characters} characters are too few to learn from; it takes ${least} at least`,
  );
}

const documentAt = async (path: string, log: (line: string) => void): Promise<TextDocument> =>
  documentOf(path, await readPlainFile(path, MAX_BYTES), log);

function documentOf(name: string, bytes: Uint8Array, log: (line: string) => void): TextDocument {
  const mark = byteOrderMark(bytes);
  if (mark === undefined && bytes.subarray(0, HEAD).includes(0)) {
    throw new UserError("input", `${name} is no text: it has bytes of 0`);
  }
  const { text, encoding } = decodeFirst(bytes, [mark, "utf-8"]);
  if (encoding !== "utf-8") log(`${name} is read as ${encoding}`);
  // Every system's line ends look alike to a model.
  return { name: basename(name), text: text.replace(/\r\n?/g, "\n") };
}
