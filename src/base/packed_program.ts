/** The program that the executable carries besides; by itself, since other starts load nothing for it. */
import { createRequire } from "node:module";
import { readPacked } from "./packed.ts";

/** The program of the commands that need more than drawing does (`src/cli/packed.ts`). */
export const PACKED_PROGRAM = "packed.js";

/** Names that such a program knows besides those of the language. */
const PACKED_NAMES = ["module", "require", "importMeta", "__dirname"] as const;

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
