import english from "emojibase-data/en/data.json" with { type: "json" };
import french from "emojibase-data/fr/data.json" with { type: "json" };
import italian from "emojibase-data/it/data.json" with { type: "json" };
import { unmarked } from "../../../words/forms.ts";
import { isConcrete } from "../../words/labels.ts";

let dictionary: Map<string, string> | undefined;

/**
 * The English word for a French or Italian one, by the names that Unicode's CLDR gives one emoji in each language;
 * undefined for other words, and for words that are English as well.
 */
export function translate(word: string): string | undefined {
  dictionary ??= readDictionary();
  return isConcrete(word, 4) ? undefined : dictionary.get(word);
}

function readDictionary(): Map<string, string> {
  const names = new Map(english.map(({ hexcode, label }) => [hexcode, label.toLowerCase()]));
  const words = new Map<string, string>();
  for (const { hexcode, label } of [...french, ...italian]) {
    const name = names.get(hexcode), word = unmarked(label);
    if (name !== undefined && /^[a-z]+$/.test(word) && !words.has(word)) words.set(word, name);
  }
  return words;
}
