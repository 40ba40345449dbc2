/** What texts for children do without. */
import { isHarsh } from "../lexicon/crude.ts";
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

/** What no lullaby is sung to, asked for or not; in the roles of what is held and done. */
const GRAVE =
  /\b(?:deaths?|dying|die|murder\w*|kill(?!er whale)\w*|suicides?|executions?|executioners?|massacres?|torture|genocide|corpses?)\b/i;
const GRAVE_ROLES: ReadonlySet<Role> = new Set<Role>(["thing", "person", "action", "feeling"]);

/** Words of a plan without those that are not for children; of what was asked for by name only what is grave goes. */
export function forChildren(lexicon: Lexicon, words: Words, asked: ReadonlySet<string>): Words {
  const isFit = (word: string, role: Role) => {
    const part = role === "action" ? "v" : role === "quality" ? "a" : "n", [sense] = lexicon.of(word, part);
    const isAsked = asked.has(word.toLowerCase());
    const isGrave = GRAVE.test(word) ||
      (isAsked && sense !== undefined && isHarsh(lexicon.sense(sense).gloss));
    if (isGrave && GRAVE_ROLES.has(role)) return false;
    return isAsked || INNOCENT.has(word) || !(GROWN_UP.test(word) ||
      (sense !== undefined && OF_GROWN_UPS.test(lexicon.sense(sense).gloss)));
  };
  return Object.fromEntries(ROLES.flatMap((role) => {
    const fit = words[role]?.filter((word) => isFit(word, role)) ?? [];
    return fit.length === 0 ? [] : [[role, fit]];
  }));
}
