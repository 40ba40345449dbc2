import type { English } from "./english.ts";
import { type Lexicon, lookUp } from "./lexicon.ts";
import type { Token } from "./prompt.ts";
import { closest } from "./spelling.ts";

const COUNT = 3;
/** Who a person could be. */
const PERSONS = ["man", "woman", "child", "boy", "girl", "baby"];

/** Three labels at most that are drawn by one word and spelled most like the last word of a prompt; common ones first. */
export function nearestLabels(tokens: readonly Token[], english: English, lexicon: Lexicon): string[] {
  const labels = [...lexicon].filter(([word, { why }]) => why === "label" && !word.includes(" "))
    .map(([word]) => word);
  const written = tokens.at(-1)?.folded ?? "";
  if (!/[a-z]/.test(written)) return mostCommon(labels, english);
  const found = new Set<string>();
  for (const most of [2, 4, Infinity]) {
    for (const { word } of closest(written, labels, english, most)) {
      found.add(lookUp([word], lexicon)!.label);
      if (found.size === COUNT) return [...found];
    }
  }
  return [...found];
}

/** Labels for someone whose name was asked for. */
export function nearestPersons(lexicon: Lexicon): string[] {
  return PERSONS.filter((label) => lexicon.get(label)?.why === "label").slice(0, COUNT);
}

function mostCommon(labels: readonly string[], english: English): string[] {
  const commonness = (label: string) => english.get(label)?.commonness ?? 0;
  return labels.toSorted((a, b) => commonness(b) - commonness(a)).slice(0, COUNT);
}
