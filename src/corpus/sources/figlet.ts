import figlet from "figlet";
import { EVERYDAY } from "../everyday.ts";
import { hash01 } from "../hash.ts";
import type { Candidate } from "../picture.ts";

/** Legible FIGlet fonts of plain ASCII. */
const FONTS = [
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

/** Banners of short everyday words, each in a few fonts. */
export function bannerCandidates(seed: number): Candidate[] {
  const words = [...EVERYDAY].filter((word) => word.length <= MAX_LETTERS && !word.includes(" "));
  return words.flatMap((word) => {
    const fonts = [...FONTS].sort((a, b) => hash01(`${word}/${a}`, seed) - hash01(`${word}/${b}`, seed));
    return fonts.slice(0, FONTS_PER_WORD).map((font): Candidate => ({
      source: "figlet",
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
