import { type HTMLElement, parse } from "node-html-parser";
import { UserError } from "../../base/errors.ts";
import { sha256 } from "../../base/files.ts";
import type { Fetcher } from "../fetch/fetcher.ts";
import { getText, orProblem } from "../fetch/read.ts";
import type { Finding, FindOptions, Source } from "../found/finding.ts";

/** What of the ASCII Art Archive is read. */
export interface AsciiArtEuOptions {
  fetcher: Fetcher;
  /** Origin of a mirror; the site itself by default. */
  baseUrl?: string;
  /** Only these categories and what lies below them, such as "animals" or "animals/cats". */
  categories?: readonly string[];
}

const NAME = "asciiart.eu";
const LICENCE = "not stated; rights remain with the artist";

const CATEGORY = /^(?:\/[a-z0-9-]+){1,4}$/;
/** Pages on the first level that are no categories. */
const NO_CATEGORY =
  /^\/(?:gallery|search|about|faq|contact|links|login|register|[^/]*(?:-to-|ascii-art|generator|editor|converter|maker|privacy|cookies|terms)[^/]*)$|^\/art\//;

/** A piece as its card shows it; `link` where it must be fetched. */
interface Card {
  id: string | undefined;
  art: string;
  title: string;
  artist: string;
  link: string | undefined;
}

/**
 * asciiart.eu: the categories that `/gallery` (or the home page) lists and their subcategories, whose pages hold their
 * pieces. What is new on a page shows only when it is read, but a page in the fetcher's cache that did not change is not
 * sent again. A piece that a page only links to is not fetched when it is known.
 */
export function asciiArtEu({ fetcher, baseUrl, categories }: AsciiArtEuOptions): Source {
  const base = new URL(baseUrl ?? "https://www.asciiart.eu");
  const read = async (path: string, signal?: AbortSignal) =>
    parse(await getText(fetcher, new URL(path, base).href, { signal }), {
      blockTextElements: { script: true, noscript: true, style: true },
    });

  const topCategories = async ({ signal }: FindOptions): Promise<string[]> => {
    const page = await read("/gallery", signal).catch((error) => {
      if (error instanceof UserError) return read("/", signal);
      throw error;
    });
    const links = linksOf(page, base);
    if (links.length > 0) return links;
    throw new UserError("io", `${base.href} lists no categories; has the site changed?`);
  };

  const findingOf = async (card: Card, path: string): Promise<Finding> => {
    const author = /^(?:unknown|anonymous)?$/i.test(card.artist) ? "" : card.artist;
    const id = card.id ??
      `${path.slice(1)}#${(await sha256(new TextEncoder().encode(card.art))).slice(0, 12)}`;
    return {
      source: NAME,
      sourceId: id,
      art: card.art,
      title: card.title,
      labels: labelsOf(path),
      author,
      url: new URL(card.id === undefined ? path : `/art/${card.id}`, base).href,
      licence: LICENCE,
      attribution: author === "" ? NAME : `${author} (${NAME})`,
    };
  };

  return {
    name: NAME,
    find: async function* (asked) {
      const pages = new Set<string>();
      const pieces = new Set<string>();
      const isNew = (id: string): boolean => {
        if (pieces.has(id)) return false;
        pieces.add(id);
        return !asked.isKnown(id);
      };
      const waiting = categories?.map((category) => `/${category}`) ?? await topCategories(asked);
      while (waiting.length > 0) {
        const path = waiting.shift()!;
        if (pages.has(path)) continue;
        pages.add(path);
        const page = await orProblem(path.slice(1), asked, () => read(path, asked.signal));
        if (!page) continue;
        waiting.unshift(...linksOf(page, base).filter((link) => link.startsWith(`${path}/`)));
        for (const shown of cardsOf(page)) {
          if (shown.id !== undefined && !isNew(shown.id)) continue;
          const card = await openCard(shown, asked);
          const finding = card && await findingOf(card, path);
          if (finding && (shown.id !== undefined || isNew(finding.sourceId))) yield finding;
        }
      }
    },
  };

  /** The card with its art, from the piece's own page where the card does not show it. */
  async function openCard(card: Card, asked: FindOptions): Promise<Card | undefined> {
    const { link, id } = card;
    if (link === undefined) return card;
    const page = await orProblem(id ?? link, asked, () => read(link, asked.signal));
    if (!page) return undefined;
    const whole = cardsOf(page).find(({ art }) => art !== "");
    if (!whole) asked.onProblem(id ?? link, `${new URL(link, base).href} shows no piece`);
    return whole && { ...whole, id, title: whole.title || card.title, artist: whole.artist || card.artist };
  }
}

/** Paths of categories that a page links to, in its order. */
function linksOf(page: HTMLElement, base: URL): string[] {
  const paths = page.querySelectorAll("a[href]").flatMap((anchor) => {
    const url = URL.parse(anchor.getAttribute("href") ?? "", base);
    return url?.origin === base.origin ? [url.pathname.replace(/\/$/, "")] : [];
  });
  return [...new Set(paths)].filter((path) => CATEGORY.test(path) && !NO_CATEGORY.test(path));
}

/** The pieces of a page: its cards, or where it has none, whatever stands in `<pre>` on several lines. */
function cardsOf(page: HTMLElement): Card[] {
  const cards = page.querySelectorAll(".art-card").map((card) => {
    const shown = card.querySelector(".art-card__ascii") ?? card.querySelector("pre");
    const link = card.querySelector('a[href*="/art/"]')?.getAttribute("href");
    const art = shown ? artIn(shown) : "";
    return {
      id: card.getAttribute("data-id") || link?.split("/").at(-1) || undefined,
      art,
      title: card.getAttribute("data-title")?.trim() || titleIn(card),
      artist: card.getAttribute("data-artist")?.trim() || artistIn(card),
      link: art === "" ? link : undefined,
    };
  }).filter(({ art, link }) => art !== "" || link !== undefined);
  if (cards.length > 0) return cards;
  return page.querySelectorAll("pre").map((pre) => ({ pre, art: artIn(pre) }))
    .filter(({ art }) => art.includes("\n"))
    .map(({ pre, art }) => ({
      id: undefined,
      art,
      title: titleIn(pre.parentNode),
      artist: artistIn(pre.parentNode),
      link: undefined,
    }));
}

/** Text of an element with its line ends as "\n", without the blank lines around it. */
function artIn(element: HTMLElement): string {
  return element.text.replace(/\r\n?/g, "\n").replace(/^(?:[ \t]*\n)+/, "").trimEnd();
}

const titleIn = (element: HTMLElement | null): string =>
  element?.querySelector("h1, h2, h3, h4, h5, h6, .card-title, .title, figcaption")?.text.trim() ?? "";

const artistIn = (element: HTMLElement | null): string =>
  element?.querySelector(".artist, .author, cite, small")?.text.trim().replace(/^by:?\s+/i, "") ?? "";

/** Words of a category's path, the most special first: "/animals/birds-land" gives "birds land", "animals". */
function labelsOf(path: string): string[] {
  return path.split("/").filter((part) => part !== "" && !/^(?:other|miscellaneous)\b/.test(part))
    .map((part) => part.replaceAll("-", " ")).reverse();
}
