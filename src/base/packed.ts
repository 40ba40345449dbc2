/** What the executable carries compressed, so that only who needs it reads and unpacks it. */
import { createRequire } from "node:module";
import { brotliDecompressSync } from "node:zlib";
import { insertedFile } from "./executable.ts";

/** Folder of the compressed files (`<name>.br`) among what is embedded, where they do not lie in front of that. */
export const EMBEDDED = "native";

/** The program of the commands that need more than drawing does (`src/cli/packed.ts`). */
export const PACKED_PROGRAM = "packed.js";

/** A file that the executable carries, as it is there: compressed by Brotli. */
export function readCompressed(name: string): Uint8Array<ArrayBuffer> {
  // deno bundle puts the program two folders below the root of what is compiled.
  const url = new URL(`../../${EMBEDDED}/${name}.br`, import.meta.url);
  try {
    return Deno.readFileSync(url);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return insertedFile(Deno.execPath(), name);
    throw error;
  }
}

/** A file that the executable carries. */
export function readPacked(name: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(brotliDecompressSync(readCompressed(name)));
}

/** Names that such a program knows besides those of the language. */
export const PACKED_NAMES = ["module", "require", "importMeta", "__dirname"] as const;

/**
 * Loads a program that the executable carries, one text with all that it imports; gives what it exports. To itself it lies
 * beside this module: paths relative to `import.meta` hold in both. A `data:` URL of that length would take a second.
 */
export function importPacked(name: string): unknown {
  const module: { exports?: unknown } = {};
  const load = new Function(...PACKED_NAMES, new TextDecoder().decode(readPacked(name)));
  load(module, createRequire(import.meta.url), import.meta, import.meta.dirname);
  return module.exports;
}
