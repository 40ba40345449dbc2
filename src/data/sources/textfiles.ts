import { type HTMLElement, parse } from "node-html-parser";
import { decodeTextArt } from "../found/ansi/decode.ts";
import { decodeText } from "../fetch/charset.ts";
import type { Fetched, Fetcher } from "../fetch/fetcher.ts";
import { orProblem } from "../fetch/read.ts";
import type { Finding, FindOptions, Source } from "../found/finding.ts";
import { labelsOfPath } from "./local.ts";

/** What of artscene.textfiles.com is read. */
export interface TextfilesOptions {
  fetcher: Fetcher;
  /** A mirror, or any other site of plain directory listings; the site itself by default. */
  baseUrl?: string;
  /** Folders to start from, below the base URL. Default "asciiart/". */
  folders?: readonly string[];
  /** How deep below those to go. Default 3. */
  maxDepth?: number;
}

const NAME = "textfiles.com";
const LICENCE = "not stated; collected from bulletin boards, rights remain with the artist";

/** Names of text art; names without an extension are tried too. */
const ART = /\.(?:txt|asc|ascii|art|ans|ansi|ice|nfo|diz|pic)$/i;
const MAX_FILE_BYTES = 2 ** 20;

interface Link {
  url: string;
  /** What the listing says about it. */
  description: string;
}

/**
 * Sites of directory listings, such as artscene.textfiles.com: follows the links of a listing that lead below it, file
 * by file, folders last. A piece is known by its path and not fetched again when it is known. A file is one finding.
 */
export function textfiles(options: TextfilesOptions): Source {
  const { fetcher, folders = ["asciiart/"], maxDepth = 3 } = options;
  const base = new URL(options.baseUrl ?? "http://artscene.textfiles.com/");
  if (!base.pathname.endsWith("/")) base.pathname += "/";
  const idOf = (url: string) => decodePath(new URL(url).pathname.slice(base.pathname.length));
  return {
    name: NAME,
    find: async function* (asked) {
      const visited = new Set<string>();
      for (const folder of folders) {
        const url = new URL(folder.endsWith("/") ? folder : `${folder}/`, base).href;
        const page = await fetcher.get(url, { signal: asked.signal });
        yield* listing(page, maxDepth, visited, asked);
      }
    },
  };

  async function* listing(
    page: Fetched,
    depth: number,
    visited: Set<string>,
    asked: FindOptions,
  ): AsyncGenerator<Finding> {
    if (visited.has(page.url)) return;
    visited.add(page.url);
    const get = (url: string) =>
      orProblem(idOf(url), asked, () => fetcher.get(url, { signal: asked.signal, maxBytes: MAX_FILE_BYTES }));
    const inner: Fetched[] = [];
    const folders: string[] = [];
    for (const { url, description } of linksBelow(page)) {
      if (url.endsWith("/")) {
        folders.push(url);
        continue;
      }
      if (asked.isKnown(idOf(url)) || !mayBeArt(url)) continue;
      const file = await get(url);
      // A folder without its slash redirects to the folder's listing.
      if (file?.url.endsWith("/")) inner.push(file);
      else if (file) yield* findingIn(file, url, description, asked);
    }
    if (depth === 0) return;
    for (const found of inner) yield* listing(found, depth - 1, visited, asked);
    for (const url of folders) {
      const found = visited.has(url) ? undefined : await get(url);
      if (found) yield* listing(found, depth - 1, visited, asked);
    }
  }

  function* findingIn(
    file: Fetched,
    url: string,
    description: string,
    asked: FindOptions,
  ): Generator<Finding> {
    const id = idOf(url);
    const art = decodeTextArt(file.bytes);
    if (!art) return asked.onProblem(id, `${url} is no text`);
    const name = id.split("/").at(-1)!;
    const { title = "", author = "" } = art.sauce ?? {};
    yield {
      source: NAME,
      sourceId: id,
      art: art.lines.join("\n"),
      title: title || description || name,
      labels: labelsOfPath(id),
      author,
      url,
      licence: LICENCE,
      attribution: author === "" ? NAME : `${author} (${NAME})`,
    };
  }
}

/** Links of a listing to files and folders below it, in its order, without those that sort it. */
function linksBelow(page: Fetched): Link[] {
  const root = parse(decodeText(page.bytes, page.contentType));
  const links = new Map<string, Link>();
  for (const anchor of root.querySelectorAll("a[href]")) {
    const url = URL.parse(anchor.getAttribute("href") ?? "", page.url);
    if (!url || url.search !== "" || url.href === page.url || !url.href.startsWith(page.url)) continue;
    url.hash = "";
    if (!links.has(url.href)) links.set(url.href, { url: url.href, description: descriptionOf(anchor) });
  }
  return [...links.values()];
}

/** The last cell of the anchor's table row, unless it holds the name, the size or the date only. */
function descriptionOf(anchor: HTMLElement): string {
  const cells = anchor.closest("tr")?.querySelectorAll("td") ?? [];
  const text = cells.length > 1 ? cells.at(-1)!.text.replace(/\s+/g, " ").trim() : "";
  return /[a-z]{3}/i.test(text) && !/^\d{4}-\d\d-\d\d|^\d\d-\w{3}-\d{4}/.test(text) ? text : "";
}

function mayBeArt(url: string): boolean {
  const name = new URL(url).pathname.split("/").at(-1)!;
  return ART.test(name) || !name.includes(".");
}

function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
