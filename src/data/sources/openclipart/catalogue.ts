import { readdirSync } from "node:fs";
import { basename, join } from "node:path";
import { unmarked } from "../../../words/forms.ts";
import { EVERYDAY } from "../../words/everyday.ts";
import { singular } from "../../words/labels.ts";
import { subtitleCount } from "../../words/popularity.ts";
import { translate } from "./translate.ts";

/** What is known of one drawing of the library. */
export interface Clipart {
  /** The file's name. */
  id: string;
  /** What it shows, in English, with hyphens; undefined where no word of its name is understood. */
  name: string | undefined;
  tags: string[];
  /** The document. */
  svg: string;
}

/** Folders of signs, maps, patterns, screens' icons and playing cards. */
const ABSTRACT = new Set(
  "shapes geography signs_and_symbols special logos buttons cards roadsigns flags arrows icons symbols".split(
    " ",
  ),
);
/** Larger documents show what no small drawing can. */
const MAX_SIZE = 150_000;
/** Titles of whole series, which say nothing of one drawing. */
const SERIES = /\bclip ?arts?\b|collection|submission|sibmission|various|road signs|^$/i;
/** Words of a name that tell how a drawing is made. */
const MANNER = new Set("contour cartoon simple symbol outline clipart drawing drawn bw".split(" "));
const NUDE = /sexy|nude|naked/i;
const PUBLIC_DOMAIN =
  /<(?:cc:)?license\s+rdf:resource="http:\/\/(?:web\.resource\.org\/cc\/PublicDomain|creativecommons\.org\/licenses\/publicdomain\/)"/;

/** The drawings below a folder that their authors gave to the public domain, each once, by path. */
export function* readCatalogue(folder: string, known = new Set<string>()): Generator<Clipart> {
  const entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) => a.name < b.name ? -1 : 1);
  for (const entry of entries) {
    const path = join(folder, entry.name);
    if (entry.isDirectory() && !ABSTRACT.has(entry.name)) yield* readCatalogue(path, known);
    // Symbolic links are further places of a drawing.
    if (!entry.isFile() || !entry.name.endsWith(".svg") || known.has(entry.name)) continue;
    known.add(entry.name);
    if (NUDE.test(entry.name)) continue;
    const svg = Deno.readTextFileSync(path);
    if (svg.length > MAX_SIZE || !PUBLIC_DOMAIN.test(svg) || /<image\b/.test(svg)) continue;
    yield { id: basename(path, ".svg"), ...describe(path, svg), svg };
  }
}

/** Name and tags of a drawing by its metadata, its file's name and its folder. */
export function describe(path: string, svg: string): Pick<Clipart, "name" | "tags"> {
  const text = (pattern: RegExp) => unmarked(pattern.exec(svg)?.[1] ?? "").trim();
  const title = text(/<dc:title>([^<]*)</).replace(/\(.*?\)/g, "");
  const author = text(/<dc:creator>[\s\S]*?<dc:title>([^<]*)</);
  const listed = Array.from(
    svg.matchAll(/<rdf:li>([^<]*)<\/rdf:li>/g),
    ([, tag]) => unmarked(tag ?? "").trim(),
  );
  const folder = path.split("/").at(-2) ?? "";
  const name = SERIES.test(title) ? withoutAuthor(unmarked(basename(path, ".svg")), author) : title;
  const tags = [...listed, folder].filter((tag) => tag !== "" && !tag.startsWith("hash"));
  return {
    name: inEnglish(name.split(/[^a-z]+/).filter((word) => word.length > 1 && !MANNER.has(word))) ??
      kindOf(folder),
    tags: tags.map((tag) => translate(tag) ?? tag.replaceAll("_", " ")),
  };
}

/** The words joined if all are English, else those that can be translated. */
function inEnglish(words: readonly string[]): string | undefined {
  const translated = words.flatMap((word) => translate(word) ?? []);
  const kept = words.every((word) => subtitleCount(word) > 0) && translated.length === 0 ? words : translated;
  return kept.length === 0 ? undefined : kept.join("-");
}

/** A folder of one kind of thing names what it holds: "dogs", "dinosaurs". */
function kindOf(folder: string): string | undefined {
  const kind = singular(folder);
  return kind !== folder && EVERYDAY.has(kind) ? kind : undefined;
}

/** A file's name is its title and, cut somewhere, its author's name: "lemon_leif_lodahl_01". */
function withoutAuthor(name: string, author: string): string {
  const squeezed = author.replace(/[^a-z]/g, "");
  const parts = name.replace(/_?[\d.]*$/, "").split(/[_-]+/);
  for (let from = 1; from < parts.length; from++) {
    const rest = parts.slice(from).join("").replace(/[^a-z]/g, "");
    if (rest.length > 2 && squeezed.startsWith(rest)) return parts.slice(0, from).join("-");
  }
  return parts.join("-");
}
