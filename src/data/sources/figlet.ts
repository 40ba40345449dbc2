import { describeLack, type Font, parseFont } from "../../art/banner/font.ts";
import { UserError } from "../../base/errors.ts";
import { hash01 } from "../../base/hash.ts";
import type { Candidate } from "../drawn/picture.ts";

const MAX_LETTERS = 8;

/** Which banners to draw. */
export interface BannerOptions {
  /** Name of the source; banners of another source of the corpus are other pictures. */
  source: string;
  words: readonly string[];
  fonts: readonly string[];
  fontsPerWord: number;
  /** Whether a font that lacks a letter of a word is left out for that word, instead of being an error. */
  anyFont: boolean;
}

/**
 * Banners, each word in a few fonts chosen by the seed. Throws a UserError of kind "input" that names a letter which a
 * font lacks or, with `anyFont`, which all of them lack.
 */
export async function bannerCandidates(seed: number, options: BannerOptions): Promise<Candidate[]> {
  const { source, words, fonts } = options;
  const candidates: Candidate[] = [];
  for (const word of words) {
    const chance = new Map(fonts.map((font) => [font, hash01(`${word}/${font}`, seed)]));
    const order = [...chance.keys()].sort((a, b) => chance.get(a)! - chance.get(b)!);
    for (const font of await fontsWith(word, order, options)) {
      candidates.push({
        source,
        sourceId: `${font.replaceAll(" ", "-").toLowerCase()}:${word}`,
        label: word,
        furtherLabels: [],
        style: "banner",
        licence: "MIT",
        attribution: `FIGlet font "${font}", from the figlet package by Patrick Gillespie (MIT)`,
        drawing: { kind: "banner", text: word, font },
      });
    }
  }
  return candidates;
}

/** The first so many fonts of an order that have all letters of a word. */
async function fontsWith(
  word: string,
  order: readonly string[],
  { fontsPerWord, anyFont }: BannerOptions,
): Promise<string[]> {
  const chosen: string[] = [];
  let lack = "";
  for (const font of order) {
    if (chosen.length === fontsPerWord) break;
    const letter = (await openFont(font)).lacking(word);
    if (letter === undefined) chosen.push(font);
    else {
      lack = describeLack(font, letter);
      if (!anyFont) throw unwritable(word, lack);
    }
  }
  if (chosen.length === 0) throw unwritable(word, `no font has all its letters; ${lack}`);
  return chosen;
}

function unwritable(word: string, why: string): UserError {
  return new UserError("input", `${JSON.stringify(word)} cannot be written: ${why}`);
}

/** Single words that fit a banner. */
export function shortWords(words: Iterable<string>): string[] {
  return [...new Set(words)].filter((word) => word.length <= MAX_LETTERS && !word.includes(" "));
}

/** Names of all FIGlet fonts that come with the package. */
export async function bannerFonts(): Promise<string[]> {
  const standard = import.meta.resolve("figlet/importable-fonts/Standard.js");
  // Only an import makes sure that the package is there.
  await import("figlet/importable-fonts/Standard.js");
  const files = await Array.fromAsync(Deno.readDir(new URL(".", standard)));
  return files.flatMap(({ name }) => name.endsWith(".js") ? [name.slice(0, -3)] : []).sort();
}

const opened = new Map<string, Promise<Font>>();

/** A font that comes with the package; nothing is fetched. */
function openFont(name: string): Promise<Font> {
  let font = opened.get(name);
  if (font === undefined) {
    font = import(`figlet/importable-fonts/${name}.js`).then(({ default: data }) => parseFont(name, data));
    opened.set(name, font);
  }
  return font;
}

/** A word in a FIGlet font, as lines. */
export async function renderBanner(text: string, font: string): Promise<string[]> {
  return (await openFont(font)).set(text);
}
