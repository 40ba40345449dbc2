import { singulars, splits } from "./forms.ts";
import { type Relation, RELATIONS, type Thesaurus } from "./thesaurus.ts";

/** What stands in the lexicon for a word: the label that is drawn, and why. */
export interface Entry {
  label: string;
  /** "label" when the word is one, in singular or plural. */
  why: "label" | Relation;
}

/** Labels, and the words of the thesaurus. */
export type Lexicon = ReadonlyMap<string, Entry>;

export function buildLexicon(labels: readonly string[], thesaurus: Thesaurus): Lexicon {
  const lexicon = new Map(labels.map((label): [string, Entry] => [label, { label, why: "label" }]));
  const known = new Set(labels);
  // Little Red Riding Hood is who the label shows, before she is what brings a wolf to mind.
  const endsInLabel = (text: string) => {
    const words = text.split(" ");
    return words.some((_, at) => at > 0 && at < words.length - 1 && known.has(words.slice(at).join(" ")));
  };
  for (const why of RELATIONS) {
    for (const [label, words] of Object.entries(thesaurus[why] ?? {})) {
      if (!known.has(label)) continue;
      for (const word of words.split(",")) {
        if (why === "plural") lexicon.set(word, { label, why: "label" });
        else if (!lexicon.has(word) && !(why === "related" && endsInLabel(word))) {
          lexicon.set(word, { label, why });
        }
      }
    }
  }
  return lexicon;
}

/** Looks words up as they are, written as one, as a singular and, if they are one, as two: "firetrucks" is "fire truck". */
export function lookUp(words: readonly string[], lexicon: Lexicon): Entry | undefined {
  const last = words.at(-1);
  if (last === undefined) return undefined;
  const before = words.slice(0, -1);
  const forms = [last, ...singulars(last)].map((form) => [...before, form].join(" "));
  const others = words.length === 1
    ? forms.flatMap(splits)
    : words.length === 2
    ? forms.map((form) => form.replace(" ", ""))
    : [];
  // What was set down by hand for this very form, as for "mice", which are no computer mice, comes first.
  const exact = lexicon.get(forms[0]!);
  if (exact?.why === "related") return exact;
  const found = [...forms, ...others].flatMap((form) => lexicon.get(form) ?? []);
  return found.find(({ why }) => why === "label") ?? found[0];
}
