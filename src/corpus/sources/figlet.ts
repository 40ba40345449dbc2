import figlet from "figlet";
import { EVERYDAY } from "../everyday.ts";
import { hash01 } from "../hash.ts";
import type { Candidate } from "../picture.ts";

/** Legible FIGlet fonts of plain ASCII. */
export const FONTS = [
  "Standard",
  "Big",
  "Small",
  "Slant",
  "Small Slant",
  "Shadow",
  "Small Shadow",
  "Doom",
  "Ogre",
  "Puffy",
  "Banner",
  "Rectangles",
  "Speed",
  "Mini",
];
const FONTS_PER_WORD = 3;
const MAX_LETTERS = 8;

/** Which banners to draw. */
export interface BannerOptions {
  /** Name of the source; banners of another source of the corpus are other pictures. */
  source?: string;
  words?: readonly string[];
  fonts?: readonly string[];
  fontsPerWord?: number;
}

/** Banners, each word in a few fonts chosen by the seed; by default of short everyday words in legible fonts. */
export function bannerCandidates(seed: number, options: BannerOptions = {}): Candidate[] {
  const { source = "figlet", fonts = FONTS, fontsPerWord = FONTS_PER_WORD } = options;
  const words = options.words ?? shortWords(EVERYDAY);
  return words.flatMap((word) => {
    const chance = new Map(fonts.map((font) => [font, hash01(`${word}/${font}`, seed)]));
    const chosen = [...chance.keys()].sort((a, b) => chance.get(a)! - chance.get(b)!);
    return chosen.slice(0, fontsPerWord).map((font): Candidate => ({
      source,
      sourceId: `${font.replaceAll(" ", "-").toLowerCase()}:${word}`,
      label: word,
      furtherLabels: [],
      style: "banner",
      licence: "MIT",
      attribution: `FIGlet font "${font}", from the figlet package by Patrick Gillespie (MIT)`,
      drawing: { kind: "banner", text: word, font },
    }));
  });
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

const loaded = new Map<string, Promise<void>>();

/** A word in a FIGlet font, as lines. The font comes with the package, nothing is fetched. */
export async function renderBanner(text: string, font: string): Promise<string[]> {
  let ready = loaded.get(font);
  if (!ready) {
    ready = import(`figlet/importable-fonts/${font}.js`).then(({ default: data }) =>
      void figlet.parseFont(font, data)
    );
    loaded.set(font, ready);
  }
  await ready;
  return figlet.textSync(text, { font }).split("\n");
}
