import english from "emojibase-data/en/data.json" with { type: "json" };
import type { Entry } from "../../../words/lexicon.ts";
import { cleanLabel } from "../labels.ts";
import type { Substitute } from "./substitute.ts";

/** Variation selectors and skin tones, which tell nothing of what is shown. */
const VARIANTS = /[\uFE0F\u{1F3FB}-\u{1F3FF}]/gu;

/** Last words of names that are not what is shown: a dragon face is a dragon. */
const FRAMES = / (face|head|suit|button|symbol|sign|mark|emblem|person|people)$/;

/** Emoji that show what a label shows, by their names. */
export function emojiWords(lookUp: (name: string) => Entry | undefined): Substitute[] {
  return english.flatMap(({ emoji, label }) => {
    const word = emoji.replace(VARIANTS, "");
    // Keycaps and letters in circles are no pictures.
    if (!/^[\p{Extended_Pictographic}\p{RI}\u200d]+$/u.test(word)) return [];
    const found = namesOf(label).flatMap((name) => lookUp(name) ?? []).find(({ why }) => why !== "example");
    return found === undefined ? [] : [{ word, label: found.label, why: "emoji" as const }];
  });
}

/** "flag: Germany" is a flag, "grinning cat with smiling eyes" a grinning cat, and a cat. */
function namesOf(label: string): string[] {
  const [before = ""] = label.split(/: | with | of | in | on |-/);
  const names = [label, label.replace(FRAMES, ""), before.replace(FRAMES, ""), before];
  return names.flatMap((text) => {
    const words = cleanLabel(text.slice(0, 24))?.split(" ") ?? [];
    return words.map((_, start) => words.slice(start).join(" "));
  });
}
