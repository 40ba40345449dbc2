/** Whether lines are put together as those of templates are, whatever words fill them. */
import { type Plan, ROLES } from "../plan.ts";
import { past, plural, present, third } from "../template/forms.ts";
import { LEXICON } from "../template/grammars.ts";
import { linesOf, wordsOf } from "./lines.ts";

/** Words of the tables and of a plan, in their forms, and what stands for them: their role and form. */
function kindsOfWords(plan: Pick<Plan, "words">): ReadonlyMap<string, string> {
  const kinds = new Map([["an", "a"]]);
  const add = (word: string, kind: string) => {
    if (!kinds.has(word)) kinds.set(word, kind);
  };
  for (const role of ROLES) {
    const words = [...plan.words[role] ?? [], ...(LEXICON.get(role) ?? []).map(({ word }) => word)];
    // What is counted or carried is one kind: a lamp and a treasure stand in the same places.
    const kind = role === "action"
      ? "verb"
      : role === "quality"
      ? "adjective"
      : role === "name"
      ? "name"
      : "noun";
    for (const word of words.flatMap((each) => wordsOf(each).slice(-1))) {
      add(word, kind);
      if (kind === "noun") add(plural(word), "nouns");
      if (kind === "verb") [past, present, third].forEach((form) => add(form(word), form.name));
    }
  }
  return kinds;
}

/**
 * Runs of three words of texts, with nouns, verbs, adjectives and names that fill slots taken for one another. A line whose
 * runs were all seen is put together as others are: a lower bound of what is grammatical, since good lines may be new.
 */
export class Patterns {
  private readonly kinds: ReadonlyMap<string, string>;
  /** Runs that are asked about and not seen yet: all that there are would be too many to keep. */
  private readonly missing: Set<string>;

  /** `judged` are the texts whose lines are asked about. */
  constructor(plan: Pick<Plan, "words">, judged: readonly string[]) {
    this.kinds = kindsOfWords(plan);
    this.missing = new Set(linesOf(judged).flatMap((line) => this.runs(line)));
  }

  /** Adds a text whose lines are right. */
  add(text: string): void {
    for (const line of linesOf([text])) for (const run of this.runs(line)) this.missing.delete(run);
  }

  /** Whether all of a line's runs were seen; the line is one of those judged. */
  fits(line: string): boolean {
    return !this.runs(line).some((run) => this.missing.has(run));
  }

  private runs(line: string): string[] {
    const words = ["^", ...wordsOf(line).map((word) => this.kinds.get(word) ?? word), "$"];
    return words.slice(0, -2).map((_, i) => words.slice(i, i + 3).join(" "));
  }
}
