/** Where the lexicon lies: in the executable, or in the source tree, which makes it on first use. */
import { createHash } from "node:crypto";
import { basename, join } from "node:path";
import { brotliCompressSync, brotliDecompressSync, constants } from "node:zlib";
import { atomicWrite, isFile } from "../../base/files.ts";
import { readPacked } from "../../base/packed.ts";
import { formatEntries, parseEntries } from "./format.ts";
import { type Lexicon, openLexicon } from "./lexicon.ts";

/** Its name in the executable. */
export const PACKED_LEXICON = "lexicon.txt";
/** What makes it, as it is imported here; the executable does without. */
export const LEXICON_MAKER = "./wordnet_entries.ts";

const ROOT = join(import.meta.dirname!, "..", "..", "..");
const CACHE = join(ROOT, ".cache", "synthesis");
/** What it is made of: when one of these changes, it is made anew. */
const MADE_OF = ["crude.ts", "format.ts", "wordnet_entries.ts", "../../words/english.br"];

let loaded: Promise<Lexicon> | undefined;

/** The lexicon, read once a process. */
export function loadLexicon(): Promise<Lexicon> {
  loaded ??= load();
  return loaded;
}

async function load(): Promise<Lexicon> {
  const text = Deno.build.standalone
    ? readPacked(PACKED_LEXICON)
    : brotliDecompressSync(await Deno.readFile(await lexiconFile()));
  return openLexicon(parseEntries(new TextDecoder().decode(text)));
}

/** Path of the file in the source tree, compressed, made if it is not there. */
export async function lexiconFile(): Promise<string> {
  const path = join(CACHE, `lexicon-${await digest()}.br`);
  if (await isFile(path)) return path;
  // Only the source tree has what it is made by.
  const { wordNetEntries } = await import("./wordnet_entries.ts");
  await Deno.mkdir(CACHE, { recursive: true });
  await atomicWrite(path, compress(formatEntries(wordNetEntries())));
  await removeOthers(basename(path));
  return path;
}

/** Removes what was made of other words, or by another version. */
async function removeOthers(name: string): Promise<void> {
  for await (const entry of Deno.readDir(CACHE)) {
    // Another process may have done so.
    if (/^lexicon-\w+\.br$/.test(entry.name) && entry.name !== name) {
      await Deno.remove(join(CACHE, entry.name)).catch(() => {});
    }
  }
}

async function digest(): Promise<string> {
  const hash = createHash("sha256");
  for (const name of MADE_OF) hash.update(await Deno.readFile(join(import.meta.dirname!, name)));
  return hash.digest("hex").slice(0, 16);
}

function compress(text: string): Uint8Array {
  const params = { [constants.BROTLI_PARAM_QUALITY]: 9, [constants.BROTLI_PARAM_LGWIN]: 24 };
  return brotliCompressSync(text, { params });
}
