import { join } from "node:path";
import { createFetcher, type Fetcher } from "../../data/fetch/fetcher.ts";
import type { Source } from "../../data/found/finding.ts";
import type { Candidate } from "../../data/drawn/picture.ts";
import { EVERYDAY } from "../../data/words/everyday.ts";
import { type Columns, FIELDS } from "../../data/sources/columns.ts";
import { cowsay } from "../../data/sources/cowsay.ts";
import { bannerCandidates, bannerFonts, shortWords } from "../../data/sources/figlet.ts";
import { files } from "../../data/sources/files.ts";
import { iconCandidates } from "../../data/sources/icons/icons.ts";
import { records } from "../../data/sources/records.ts";
import { textCollections } from "../../data/sources/text_collections.ts";
import { openWordNet } from "../../data/words/wordnet.ts";
import { UserError } from "../../base/errors.ts";
import { readPlainText, statOf } from "../../base/files.ts";

/** Bytes of a list of words. */
const MAX_WORDS = 1 << 24;

/** What only some sources ask for. */
export interface SourceFlags {
  seed: number;
  separator?: string;
  column: string[];
  words: string;
  fonts: string;
  fontsPerWord: number;
  baseUrl?: string;
  delay?: number;
  years?: { from: number; to: number };
  config?: string;
  split?: string;
  via?: "rows" | "parquet";
  licence?: string;
  cache: string;
}

/** Found pieces, of one source after the other, or pictures to draw. */
export type Opened = { found: Source[] } | { drawn: () => Promise<Candidate[]> };

interface SourceDefinition {
  text: string;
  /** What must be named, if anything. */
  needs?: string;
  open(names: string[], flags: SourceFlags): Opened | Promise<Opened>;
}

/** Every source of `data add` by its name. */
export const SOURCES: Readonly<Record<string, SourceDefinition>> = {
  files: {
    text: "a file of text art or a folder of them, one piece a file (.txt .asc .ans .nfo .diz)",
    needs: "a file or folder",
    open: async (paths) => ({ found: (await present(paths)).map((path) => files({ path })) }),
  },
  collections: {
    text: "text files with several pieces each",
    needs: "a file or folder",
    open: async (paths, { separator }) => ({
      found: (await present(paths)).map((path) =>
        textCollections({ path, ...(separator === undefined ? {} : { separator }) })
      ),
    }),
  },
  records: {
    text: "JSON Lines, a JSON array or CSV, a piece a record",
    needs: "a .jsonl, .json, .csv or .tsv file",
    async open(paths, { column }) {
      const columns = parseColumns(column);
      const sources = paths.map((path) => records({ path, columns }));
      await present(paths);
      return { found: sources };
    },
  },
  cowsay: {
    text: "cow files and folders of them; without one, those of the npm package",
    open: async (paths) => ({
      found: paths.length === 0 ? [cowsay()] : (await present(paths)).map((path) => cowsay({ path })),
    }),
  },
  figlet: {
    text: "banners of words in FIGlet fonts; without words, those of --words",
    open: (names, flags) => ({ drawn: () => banners(names, flags) }),
  },
  iconify: {
    text: "the icon set @iconify-json/<name>, fetched through npm and drawn",
    needs: "the name of an icon set",
    open: (sets) => ({ drawn: async () => (await Promise.all(sets.map(iconCandidates))).flat() }),
  },
  "asciiart.eu": {
    text: "the ASCII Art Archive: all of it, or categories such as animals/cats",
    async open(categories, flags) {
      const { asciiArtEu } = await import("../../data/sources/asciiart_eu.ts");
      return { found: [asciiArtEu({ ...online(flags), ...(categories.length > 0 ? { categories } : {}) })] };
    },
  },
  "16colo.rs": {
    text: "the archive of text art packs: all of it, or single packs",
    async open(packs, flags) {
      const { sixteenColors } = await import("../../data/sources/sixteen_colors.ts");
      const { years } = flags;
      const packsGiven = packs.length > 0 ? { packs } : {};
      return { found: [sixteenColors({ ...online(flags), ...packsGiven, years })] };
    },
  },
  "textfiles.com": {
    text: "the folder asciiart of textfiles.com, or other folders of it",
    async open(folders, flags) {
      const { textfiles } = await import("../../data/sources/textfiles.ts");
      return { found: [textfiles({ ...online(flags), ...(folders.length > 0 ? { folders } : {}) })] };
    },
  },
  "huggingface.co": {
    text: "datasets of the hub by owner/name, or Parquet files",
    needs: "a dataset or a .parquet file",
    async open(names, flags) {
      const { huggingFace } = await import("../../data/sources/hugging_face.ts");
      const { config, split, via, licence } = flags;
      const columns = parseColumns(flags.column);
      if (columns.id !== undefined) {
        throw new UserError(
          "usage",
          `--column id=${columns.id} is for records: here a row is known by its number`,
        );
      }
      const isFile = (name: string) => name.endsWith(".parquet");
      const isAddress = (name: string) => /^https?:/.test(name);
      const sources = names.map((name) =>
        huggingFace({
          ...online(flags, isFile(name) && URL.canParse(name) ? name : undefined),
          ...(isFile(name) ? { file: name } : { dataset: name }),
          ...{ config, split, via, licence, columns },
        })
      );
      await present(names.filter((name) => isFile(name) && !isAddress(name)));
      return { found: sources };
    },
  },
};

/** Paths that lead to something. Throws a UserError of kind "io" that names one that does not, before any is read. */
async function present(paths: string[]): Promise<string[]> {
  for (const path of paths) await statOf(path);
  return paths;
}

/** Opens a source by name. Throws a UserError of kind "usage" for a bad argument. */
export async function openSource(name: string, names: string[], flags: SourceFlags): Promise<Opened> {
  const definition = SOURCES[name];
  if (!definition) {
    throw new UserError("usage", `unknown source "${name}"; known: ${Object.keys(SOURCES).join(", ")}`);
  }
  if (definition.needs !== undefined && names.length === 0) {
    throw new UserError("usage", `${name} needs ${definition.needs}`);
  }
  return await definition.open(names, flags);
}

/** A fetcher for the site or its mirror; what the user named by URL may lie on a private address. */
function online(
  { baseUrl, delay, cache, seed }: SourceFlags,
  named?: string,
): { fetcher: Fetcher; baseUrl?: string } {
  if (baseUrl !== undefined && !URL.canParse(baseUrl)) {
    throw new UserError("usage", `--base-url "${baseUrl}" is no URL`);
  }
  const fetcher = createFetcher({
    seed,
    cacheFolder: cache,
    ...(delay === undefined ? {} : { delayMs: delay * 1000, backOffMs: delay * 1000 }),
    allowPrivate: [baseUrl, named].filter((url) => url !== undefined).map((url) => new URL(url).host),
  });
  return { fetcher, ...(baseUrl === undefined ? {} : { baseUrl }) };
}

/** Columns from texts such as "art=drawing". */
function parseColumns(texts: readonly string[]): Columns {
  const columns: Columns = {};
  for (const text of texts) {
    const [name = "", column = ""] = text.split(/=(.*)/s);
    const field = FIELDS.find((known) => known === name);
    if (field === undefined || column === "") {
      throw new UserError(
        "usage",
        `--column "${text}" is not <field>=<column>, with a field of ${FIELDS.join(", ")}`,
      );
    }
    columns[field] = column;
  }
  return columns;
}

/** Banners of the words that are named, of a file's lines, or of a list; with a source of their own. */
async function banners(
  names: string[],
  { seed, words, fonts, fontsPerWord }: SourceFlags,
): Promise<Candidate[]> {
  const list = async (): Promise<string[]> => {
    if (names.length > 0) return names;
    if (words === "everyday") return shortWords(EVERYDAY);
    if (words === "wordnet") return shortWords(openWordNet().nouns()).filter((word) => /^[a-z]+$/.test(word));
    const lines = (await readPlainText(words, MAX_WORDS)).split("\n").map((line) => line.trim());
    return [...new Set(lines.filter((line) => line !== ""))];
  };
  const all = await bannerFonts();
  const chosen = fonts === "all" ? all : fonts.split(",").map((name) => {
    const found = all.find((font) => font.toLowerCase() === name.trim().toLowerCase());
    if (found === undefined) {
      throw new UserError("usage", `--fonts: there is no FIGlet font "${name.trim()}"`);
    }
    return found;
  });
  return await bannerCandidates(seed, {
    ...{ source: "figlet-words", words: await list(), fonts: chosen, fontsPerWord },
    anyFont: fonts === "all",
  });
}

/** Where pages of the web are kept unless told otherwise. */
export const DEFAULT_CACHE = join(".cache", "pages");
