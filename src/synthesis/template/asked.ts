/** Which words of a description say what is to be written, and which templates are for that. */
import { ABOUT, KIND_WORDS } from "../plan/vocabulary.ts";
import type { Said } from "./described.ts";
import type { Alternative, Grammar } from "./syntax.ts";

/** So it does behind these, once it was said what is to be written: "tips for travellers", but "a bot for tips". */
const AFTER: ReadonlySet<string> = new Set(
  "for of with without in into at on from by to who that which where when whose between like as set inspired based"
    .split(" "),
);
/** Behind these it may still be said: "lists of excuses", "a writer who tells fortunes". */
const NAMING: ReadonlySet<string> = new Set("of that which who".split(" "));
const ALSO: ReadonlySet<string> = new Set(["and", "or", "plus", "also", ","]);

const known = new WeakMap<Grammar, ReadonlySet<string>>();

/** All words that templates of a grammar are asked for by. */
function formWords(grammar: Grammar): ReadonlySet<string> {
  let words = known.get(grammar);
  if (!words) {
    const alternatives = [...grammar.values()].flatMap(({ byTone }) => [...byTone.values()].flat());
    known.set(grammar, words = new Set(alternatives.flatMap(({ form }) => form?.flat() ?? [])));
  }
  return words;
}

/**
 * The words that say what is to be written: in "captions for travel photos" the captions. "News about cats, and
 * horoscopes for dogs" asks for both.
 */
export function wordsAsked(said: readonly Said[], grammar: Grammar): ReadonlySet<string> {
  const forms = formWords(grammar);
  const isForm = (word: Said | undefined) => word?.some((each) => forms.has(each)) === true;
  const isKind = (word: Said) =>
    word.some((each) => KIND_WORDS.has(each) && KIND_WORDS.get(each) !== "dialogue");
  const leads = (word: Said | undefined) => ABOUT.has(word?.[0] ?? "") || AFTER.has(word?.[0] ?? "");
  const asked = new Set<string>();
  let isAbout = false, hasForm = false, hasKind = false;
  for (const [i, word] of said.entries()) {
    const first = word[0]!;
    const isAfter = AFTER.has(first) && (hasForm || (hasKind && !NAMING.has(first)));
    if (ABOUT.has(first) || isAfter) isAbout = true;
    else if (ALSO.has(said[i - 1]?.[0] ?? "") && isForm(word) && leads(said[i + 1])) isAbout = false;
    if (isAbout) continue;
    for (const each of word) asked.add(each);
    hasForm ||= isForm(word);
    hasKind ||= isKind(word);
  }
  return asked;
}

/** Of templates for "report" and for "bug report" those for bug reports, where these are asked for. */
export function ownForms(
  alternatives: readonly Alternative[],
  asked: ReadonlySet<string>,
  described: ReadonlySet<string>,
): readonly Alternative[] {
  const told = alternatives.map(({ form, about = [] }) =>
    form === undefined ? new Set<string>() : new Set([
      ...form.flat().filter((word) => asked.has(word)),
      ...about.flatMap((each) => each.split("|")).filter((word) => described.has(word)),
    ])
  );
  const isCovered = (one: ReadonlySet<string>) =>
    one.size > 0 && told.some((other) => other.size > one.size && one.isSubsetOf(other));
  return alternatives.filter((_, i) => !isCovered(told[i]!));
}
