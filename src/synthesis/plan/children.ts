/** What texts for children do without. */
import type { Lexicon } from "../lexicon/lexicon.ts";
import { type Role, ROLES } from "../plan.ts";
import type { Words } from "./collection.ts";

/** What words, and what their glosses, have that children need not read of. */
const GROWN_UP =
  /\b(?:drugs?|surrogate|cigar\w*|tobacco|rum|whiske?y|beer|wine|gin|brandy|gambler|mistress)\b/i;
const OF_GROWN_UPS =
  /\b(?:narcotics?|castrated|alcoholic (?:beverage|drink)s?|liquors? (?:are|is)|distilled from|drunkard|intoxicat\w*|brothel|illicit\w*|adulter\w*|divorced?|lethal|aborti\w*|guillotine|gallows|firearms?|pistol|grenades?)\b/i;
/** Castrated as well, but nobody thinks of that. */
const INNOCENT: ReadonlySet<string> = new Set(["ox"]);

/** Words of a plan without those that are not for children; what was asked for by name stays. */
export function forChildren(lexicon: Lexicon, words: Words, asked: ReadonlySet<string>): Words {
  const isFit = (word: string, role: Role) => {
    const part = role === "action" ? "v" : role === "quality" ? "a" : "n", [sense] = lexicon.of(word, part);
    return asked.has(word.toLowerCase()) || INNOCENT.has(word) || !(GROWN_UP.test(word) ||
      (sense !== undefined && OF_GROWN_UPS.test(lexicon.sense(sense).gloss)));
  };
  return Object.fromEntries(ROLES.flatMap((role) => {
    const fit = words[role]?.filter((word) => isFit(word, role)) ?? [];
    return fit.length === 0 ? [] : [[role, fit]];
  }));
}
