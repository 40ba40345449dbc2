import { join } from "node:path";
import { createFetcher, type Fetcher } from "../../data/fetch/fetcher.ts";
import type { Source } from "../../data/found/finding.ts";
import type { Candidate } from "../../data/drawn/picture.ts";
import { type Columns, FIELDS } from "../../data/sources/columns.ts";
import { cowsay } from "../../data/sources/cowsay.ts";
import { files } from "../../data/sources/files.ts";
import { iconCandidates } from "../../data/sources/icons/icons.ts";
import { records } from "../../data/sources/records.ts";
import { textCollections } from "../../data/sources/text_collections.ts";
import { UserError } from "../../base/errors.ts";
import { statOf } from "../../base/files.ts";
import type { Fields, InputOf } from "../../base/fields.ts";
import { quoted } from "../../base/check.ts";
import { banners } from "./banners.ts";

/** What only some sources ask for. */
export const SOURCE_FIELDS = {
  licence: { type: "text", value: "text", text: "licence of all pieces" },
  separator: { type: "text", value: "line", text: "collections: the line between two pieces" },
  column: {
    type: "list",
    value: "field=name",
    whole: true,
    text: "records, huggingface.co: the column of a field; may be repeated",
  },
  words: {
    type: "text",
    value: "list",
    fallback: "everyday",
    text: "figlet: everyday, wordnet, or a file with a word a line",
  },
  fonts: {
    type: "text",
    value: "names",
    fallback: "all",
    text: "figlet: names with commas between them, or all",
  },
  fontsPerWord: { type: "integer", least: 1, fallback: 3, text: "figlet: fonts for each word" },
  seed: {
    type: "integer",
    least: 0,
    fallback: 1,
    short: "s",
    text: "figlet, iconify: seed of fonts, views and splits",
  },
  years: {
    type: "text",
    value: "from-to",
    text: "16colo.rs: years of the packs, such as 1990-1996 or 1994",
  },
  config: { type: "text", value: "name", text: "huggingface.co: only this configuration of the dataset" },
  split: { type: "text", value: "name", text: "huggingface.co: only this split" },
  via: {
    type: "choice",
    choices: ["rows", "parquet"],
    fallback: "rows",
    text: "huggingface.co: a hundred rows a request, or ranges of the Parquet files",
  },
  baseUrl: { type: "text", value: "url", text: "online sources: a mirror" },
  delay: {
    type: "number",
    least: 0,
    most: 3600,
    text: "online sources: seconds between two requests to a host, and before the second try",
    usual: "1",
  },
  cache: {
    type: "text",
    value: "folder",
    fallback: join(".cache", "pages"),
    text: "online sources: where pages are kept",
  },
} as const satisfies Fields;
export type SourceInput = InputOf<typeof SOURCE_FIELDS>;

/** Found pieces, of one source after the other, or pictures to draw. */
export type Opened = { found: Source[] } | { drawn: () => Promise<Candidate[]> };

interface SourceDefinition {
  text: string;
  /** What must be named, if anything. */
  needs?: string;
  open(names: readonly string[], input: SourceInput): Opened | Promise<Opened>;
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
    open: (names, input) => ({ drawn: () => banners(names, input) }),
  },
  iconify: {
    text: "the icon set @iconify-json/<name>, fetched through npm and drawn",
    needs: "the name of an icon set",
    open: (sets) => ({ drawn: async () => (await Promise.all(sets.map(iconCandidates))).flat() }),
  },
  "asciiart.eu": {
    text: "the ASCII Art Archive: all of it, or categories such as animals/cats",
    async open(categories, input) {
      const { asciiArtEu } = await import("../../data/sources/asciiart_eu.ts");
      return { found: [asciiArtEu({ ...online(input), ...(categories.length > 0 ? { categories } : {}) })] };
    },
  },
  "16colo.rs": {
    text: "the archive of text art packs: all of it, or single packs",
    async open(packs, input) {
      const { sixteenColors } = await import("../../data/sources/sixteen_colors.ts");
      const years = input.years === undefined ? undefined : yearsOf(input.years);
      const packsGiven = packs.length > 0 ? { packs } : {};
      return { found: [sixteenColors({ ...online(input), ...packsGiven, years })] };
    },
  },
  "textfiles.com": {
    text: "the folder asciiart of textfiles.com, or other folders of it",
    async open(folders, input) {
      const { textfiles } = await import("../../data/sources/textfiles.ts");
      return { found: [textfiles({ ...online(input), ...(folders.length > 0 ? { folders } : {}) })] };
    },
  },
  "huggingface.co": {
    text: "datasets of the hub by owner/name, or Parquet files",
    needs: "a dataset or a .parquet file",
    async open(names, input) {
      const { huggingFace } = await import("../../data/sources/hugging_face.ts");
      const { config, split, via, licence } = input;
      const columns = parseColumns(input.column);
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
          ...online(input, isFile(name) && URL.canParse(name) ? name : undefined),
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
async function present(paths: readonly string[]): Promise<readonly string[]> {
  for (const path of paths) await statOf(path);
  return paths;
}

/** Opens a source by name. Throws a UserError of kind "usage" for a bad argument. */
export async function openSource(
  name: string,
  names: readonly string[],
  input: SourceInput,
): Promise<Opened> {
  const definition = Object.hasOwn(SOURCES, name) ? SOURCES[name] : undefined;
  if (definition === undefined) {
    throw new UserError("usage", `unknown source "${name}"; known: ${Object.keys(SOURCES).join(", ")}`);
  }
  if (definition.needs !== undefined && names.length === 0) {
    throw new UserError("usage", `${name} needs ${definition.needs}`);
  }
  return await definition.open(names, input);
}

/** A fetcher for the site or its mirror; what the user named by URL may lie on a private address. */
function online(
  { baseUrl, delay, cache, seed }: SourceInput,
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
function parseColumns(texts: readonly string[] = []): Columns {
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

/** A span of years, or a single one. Throws a UserError of kind "usage" for any other text. */
export function yearsOf(text: string): { from: number; to: number } {
  const [, from, to = from] = /^(\d{4})(?:-(\d{4}))?$/.exec(text) ?? [];
  if (from === undefined || Number(from) > Number(to)) {
    throw new UserError(
      "usage",
      `--years ${quoted(text)} is not a year, or two with the earlier one first, such as 1990-1996`,
    );
  }
  return { from: Number(from), to: Number(to) };
}
