import type { English } from "./english.ts";
import { type Lexicon, lookUp } from "./lexicon.ts";
import type { Token } from "./prompt.ts";
import { closest } from "./spelling.ts";

const COUNT = 3;

/** Three labels that a prompt could mean at most: those spelled most like its last word, everyday ones first. */
export function nearestLabels(tokens: readonly Token[], english: English, lexicon: Lexicon): string[] {
  const written = tokens.at(-1)?.folded ?? "";
  const labels = [...lexicon].filter(([word, { why }]) => why === "label" && !word.includes(" ")).map((
    [word],
  ) => word);
  const found = new Set<string>();
  for (const most of [2, 4, Infinity]) {
    for (const { word } of closest(written, labels, english, most)) {
      found.add(lookUp([word], lexicon)!.label);
      if (found.size === COUNT) return [...found];
    }
  }
  return [...found];
}
