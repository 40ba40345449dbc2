/** Prompts in the words and the order that scenes are read in. */
import { tokensOf } from "../prompt.ts";
import { relationAt } from "./phrases.ts";

/** "Next to the house is a tree", "on the table there is a cup" */
const FRONTED =
  /^\s*(\S.*?)\s+(?:(?:there\s+)?(?:is|are|sits?|stands?|lies?|lay|sat|stood)|there['’]s)\s+(\S.*)$/iu;
/** Ends a sentence before the next, but not "St. Bernard" within a name. */
const SENTENCES = /(?<=\p{Ll}\p{Ll}["”')]?[.!?])\s+(?=\p{Lu})|\n+/u;

/**
 * A prompt with words for signs ("cat w/ hat & dog"), what is told first behind what it is told of, its sentences joined, and
 * "the face of a cat" as "the cat face" where that is a label.
 */
export const reworded = (prompt: string, isLabel: (text: string) => boolean): string =>
  prompt.split(SENTENCES).map((sentence) => compounded(inOrder(sentence), isLabel)).join(" and ")
    .replace(/\bw\/o\s/giu, "without ").replace(/\bw\/(?=\s)/giu, "with ")
    .replace(
      /\b(its|her|his|their) young\b(?=\s*(?:$|[,.]|(?:and|in|on|at|by|under|near|beside|behind)\b))/giu,
      "$1 babies",
    )
    .replace(/\b(\d{1,2})x(?=\s)/giu, "$1").replace(/^(.*\S)\s+x\s?(\d{1,2})\s*$/iu, "$2 $1")
    .replace(/[,;&+/|]/gu, " and ");

function inOrder(sentence: string): string {
  const words = tokensOf(sentence).map(({ folded }) => folded);
  const [, place, thing] = relationAt(words, 0) === undefined ? [] : FRONTED.exec(sentence) ?? [];
  return place === undefined ? sentence : `${thing!.replace(/[.!?]+\s*$/u, "")} ${place}`;
}

const compounded = (sentence: string, isLabel: (text: string) => boolean): string =>
  sentence.replace(/(?<!\p{L})(\p{L}+) of (?:the|an?) (\p{L}+)/giu, (said, thing: string, whose: string) => {
    const name = `${whose} ${thing}`.toLowerCase();
    return isLabel(name) ? name : said;
  });
