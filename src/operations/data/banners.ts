import { UserError } from "../../base/errors.ts";
import { readPlainText } from "../../base/files.ts";
import type { Candidate } from "../../data/drawn/picture.ts";
import { bannerCandidates, bannerFonts, shortWords } from "../../data/sources/figlet.ts";
import { EVERYDAY } from "../../data/words/everyday.ts";
import { openWordNet } from "../../data/words/wordnet.ts";

/** Bytes of a list of words. */
const MAX_WORDS = 1 << 24;

/** Which banners are drawn where no words are named. */
export interface BannerOptions {
  seed: number;
  words: string;
  fonts: string;
  fontsPerWord: number;
}

/** Banners of the words that are named, of a file's lines, or of a list; with a source of their own. */
export async function banners(
  names: readonly string[],
  { seed, words, fonts, fontsPerWord }: BannerOptions,
): Promise<Candidate[]> {
  const all = await bannerFonts();
  const chosen = fonts === "all" ? all : fonts.split(",").map((name) => {
    const found = all.find((font) => font.toLowerCase() === name.trim().toLowerCase());
    if (found === undefined) {
      throw new UserError("usage", `--fonts: there is no FIGlet font "${name.trim()}"`);
    }
    return found;
  });
  return await bannerCandidates(seed, {
    ...{ source: "figlet-words", words: await wordsOf(names, words), fonts: chosen, fontsPerWord },
    anyFont: fonts === "all",
  });
}

async function wordsOf(names: readonly string[], list: string): Promise<string[]> {
  if (names.length > 0) return [...names];
  if (list === "everyday") return shortWords(EVERYDAY);
  if (list === "wordnet") return shortWords(openWordNet().nouns()).filter((word) => /^[a-z]+$/.test(word));
  const lines = (await readPlainText(list, MAX_WORDS)).split("\n").map((line) => line.trim());
  return [...new Set(lines.filter((line) => line !== ""))];
}
