import german from "emojibase-data/de/data.json" with { type: "json" };
import english from "emojibase-data/en/data.json" with { type: "json" };
import spanish from "emojibase-data/es/data.json" with { type: "json" };
import french from "emojibase-data/fr/data.json" with { type: "json" };
import italian from "emojibase-data/it/data.json" with { type: "json" };
import portuguese from "emojibase-data/pt/data.json" with { type: "json" };
import { editDistance } from "../../../words/distance.ts";
import { fold } from "../../../words/forms.ts";
import type { Entry } from "../../../words/lexicon.ts";
import { cleanLabel } from "../labels.ts";
import { isEnglish } from "./names.ts";
import type { Substitute } from "./substitute.ts";

const LANGUAGES = [
  ["German", german],
  ["French", french],
  ["Spanish", spanish],
  ["Italian", italian],
  ["Portuguese", portuguese],
] as const;

/** A word so near to the English one is found as a slip of the pen. */
const COGNATE = 1;

/**
 * Nouns of other languages, by what emoji are called there (CLDR's annotations, npm `emojibase-data`): where the English
 * name is drawn by itself or as a synonym. Words that are English as well are left out.
 */
export function foreignWords(lookUp: (name: string) => Entry | undefined): Substitute[] {
  const labels = new Map(english.flatMap(({ hexcode, label }) => {
    const name = cleanLabel(label);
    const entry = name === undefined ? undefined : lookUp(name);
    return entry !== undefined && ["label", "synonym"].includes(entry.why)
      ? [[hexcode, entry.label] as const]
      : [];
  }));
  return LANGUAGES.flatMap(([language, emoji]) =>
    emoji.flatMap(({ hexcode, label: name }) => {
      const label = labels.get(hexcode);
      return label === undefined ? [] : spellings(name, label).map((word) => (
        { word, label, why: language }
      ));
    })
  );
}

/** How a name is asked for: as it is and without marks, unless that is an English word. */
function spellings(name: string, label: string): string[] {
  const word = name.normalize("NFC").toLowerCase().replace(/['’]/g, "").replaceAll("-", " ");
  if (!/^[\p{Ll}\p{M}]+( [\p{Ll}\p{M}]+)?$/u.test(word)) return [];
  const folded = fold(word);
  if (folded === label) return [];
  const isTaken = isEnglish(folded) ||
    (!folded.includes(" ") && editDistance(folded, label, COGNATE) <= COGNATE);
  return word === folded ? isTaken ? [] : [word] : isTaken ? [word] : [word, folded];
}
