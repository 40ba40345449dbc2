/** Labels that have a relation in them. */
import type { Token } from "../prompt.ts";
import { knownLabel, type Vocabulary } from "../resolve.ts";
import { ARTICLES, relationAt } from "./phrases.ts";

/** Words of a label at most that may stand after its relation. */
const SPANNED = 4;

/**
 * The end of a label behind a start that has the relation, or the "and", at a word in it, as "person riding horse" and "bow and arrow" do:
 * a picture of both is better than two. Undefined where it is none.
 */
export function labelPast(
  tokens: readonly Token[],
  start: number,
  at: number,
  vocabulary: Vocabulary,
): number | undefined {
  const words = tokens.map(({ folded }) => folded);
  if (at === start || (words[at] !== "and" && relationAt(words, at) === undefined)) return undefined;
  for (let from = start; from < at; from++) {
    for (let end = Math.min(tokens.length, at + 1 + SPANNED); end > at + 1; end--) {
      const phrase = tokens.slice(from, end).filter(({ folded }) => !ARTICLES.has(folded));
      const text = phrase.map(({ text }) => text).join(" ");
      if (!ARTICLES.has(words[end - 1]!) && knownLabel(text, vocabulary)?.why === "label") return end;
    }
  }
  return undefined;
}
