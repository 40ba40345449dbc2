import * as z from "zod";
import { UserError } from "../../base/errors.ts";
import { decodeTextArt, type TextArt } from "../found/ansi/decode.ts";
import type { Fetcher } from "../fetch/fetcher.ts";
import { getJson, orProblem } from "../fetch/read.ts";
import { unzip } from "../fetch/unzip.ts";
import type { Finding, FindOptions, Source } from "../found/finding.ts";

/** What of the archive of art packs is read. */
export interface SixteenColorsOptions {
  fetcher: Fetcher;
  /** A mirror of the API and of the files; by default api.16colo.rs and 16colo.rs. */
  baseUrl?: string;
  /** First and last year. Default: all. */
  years?: { from: number; to: number } | undefined;
  /** Only packs of these names. */
  packs?: readonly string[];
  /** Extensions of the files to read. Default ans, asc, ice and txt. */
  extensions?: readonly string[];
}

const NAME = "16colo.rs";
const LICENCE = "not stated; rights remain with the artist";
const PAGE_SIZE = 500;
const MAX_PAGES = 100;
/** Packs hold music and pictures too. */
const MAX_PACK_BYTES = 256 * 2 ** 20;

const text = z.union([z.string(), z.number()]).transform(String);
const words = z.array(text).catch([]);

const yearsPage = z.object({ results: z.array(z.object({ year: z.coerce.number() })) });
const packsPage = z.object({
  page: z.object({ pages: z.coerce.number() }).optional(),
  results: z.array(z.object({ name: text, download: z.string().optional().catch(undefined) })),
});
const packDetail = z.object({
  results: z.array(z.object({
    download: z.string().optional().catch(undefined),
    // The API writes an empty object as an empty array.
    files: z.preprocess(
      (files) => Array.isArray(files) && files.length === 0 ? {} : files,
      z.record(z.string(), z.object({ artists: words, content: words })),
    ),
  })),
});

interface File {
  name: string;
  artists: string[];
  content: string[];
}

/**
 * 16colo.rs: years, their packs, and of each pack the files of text art by name, taken from its ZIP archive or, where it
 * has another kind of archive, one by one. A pack whose files are all known is not downloaded again.
 */
export function sixteenColors(options: SixteenColorsOptions): Source {
  const { fetcher, baseUrl, years } = options;
  const api = `${(baseUrl ?? "https://api.16colo.rs").replace(/\/$/, "")}/v1`;
  const site = new URL(baseUrl ?? "https://16colo.rs");
  const extensions = new Set(
    (options.extensions ?? ["ans", "asc", "ice", "txt"]).map((e) => e.toLowerCase()),
  );
  const isArt = (name: string) => extensions.has(extensionOf(name));
  const pageOf = (pack: string, ...parts: string[]) =>
    new URL(["", "pack", pack, ...parts].map(encodeURIComponent).join("/"), site).href;

  return {
    name: NAME,
    find: async function* (asked) {
      for await (const pack of options.packs ?? listPacks(asked)) yield* findInPack(pack, asked);
    },
  };

  async function* listPacks(asked: FindOptions): AsyncGenerator<string> {
    const { from = -Infinity, to = Infinity } = years ?? {};
    const { signal } = asked;
    const { results } = await getJson(fetcher, `${api}/year/?pagesize=${PAGE_SIZE}`, yearsPage, { signal });
    const wanted = results.map(({ year }) => year).filter((year) => year >= from && year <= to);
    for (const year of wanted.toSorted((a, b) => a - b)) {
      for (let page = 1, pages = 1; page <= pages; page++) {
        const url = `${api}/year/${year}?pagesize=${PAGE_SIZE}&page=${page}`;
        const listed = await orProblem(`${year}`, asked, () => getJson(fetcher, url, packsPage, { signal }));
        for (const { name } of listed?.results ?? []) yield name;
        pages = Math.min(MAX_PAGES, listed?.page?.pages ?? pages);
      }
    }
  }

  async function* findInPack(pack: string, asked: FindOptions): AsyncGenerator<Finding> {
    const { signal } = asked;
    const url = `${api}/pack/${encodeURIComponent(pack)}?artists=true&content=true`;
    const detail = await orProblem(pack, asked, () => getJson(fetcher, url, packDetail, { signal }));
    const found = detail?.results[0];
    const files: File[] = Object.entries(found?.files ?? {})
      .map(([name, { artists, content }]) => ({ name, artists, content }))
      .filter(({ name }) => isArt(name) && !asked.isKnown(`${pack}/${name}`));
    if (files.length === 0) return;
    const open = await openPack(pack, found?.download, asked);
    if (!open) return;
    for (const file of files.toSorted((a, b) => a.name < b.name ? -1 : 1)) {
      const id = `${pack}/${file.name}`;
      const bytes = await orProblem(id, asked, () => open(file.name));
      const art = bytes && decodeTextArt(bytes);
      if (art) yield findingOf(pack, file, art);
      else if (bytes) asked.onProblem(id, `${file.name} of ${pack} is no text`);
    }
  }

  /** What reads the files of a pack: its archive, downloaded here, or the site itself. */
  async function openPack(
    pack: string,
    download: string | undefined,
    asked: FindOptions,
  ): Promise<((name: string) => Promise<Uint8Array>) | undefined> {
    const { signal } = asked;
    if (extensionOf(download ?? "") !== "zip") {
      return async (name) => (await fetcher.get(pageOf(pack, "raw", name), { signal })).bytes;
    }
    const url = new URL(download!, site).href;
    const files = await orProblem(pack, asked, async () => {
      const { bytes } = await fetcher.get(url, { signal, maxBytes: MAX_PACK_BYTES });
      return [...unzip(bytes, isArt)].map(([name, content]) => [baseName(name), content] as const);
    });
    if (!files) return undefined;
    const byName = new Map(files);
    return (name) => {
      const content = byName.get(baseName(name));
      if (content) return Promise.resolve(content);
      return Promise.reject(new UserError("input", `${url} has no "${name}"`));
    };
  }

  function findingOf(pack: string, file: File, { lines, sauce }: TextArt): Finding {
    const author = sauce?.author || file.artists.join(", ");
    const credits = [author, sauce?.group].filter((name) => name).join(" of ");
    return {
      source: NAME,
      sourceId: `${pack}/${file.name}`,
      art: lines.join("\n"),
      title: sauce?.title || file.name,
      labels: file.content,
      author,
      url: pageOf(pack, file.name),
      licence: LICENCE,
      attribution: credits === "" ? `${pack} (${NAME})` : `${credits}, in ${pack} (${NAME})`,
    };
  }
}

const extensionOf = (name: string): string => /\.([^./]+)$/.exec(name)?.[1]?.toLowerCase() ?? "";

/** A file's name as archives of any system agree on it. */
const baseName = (name: string): string => name.split(/[\\/]/).at(-1)!.toLowerCase();
