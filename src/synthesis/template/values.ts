/** What slots are filled with, and its forms. */
import type { Random } from "../../base/random.ts";
import * as forms from "./forms.ts";
import { isKin } from "./persons.ts";
import type { Entry } from "./lexicon.ts";
import type { Sequence } from "./syntax.ts";

/** A word as it was chosen: one of it or several; of a person or an animal, he or she. */
export interface Instance {
  entry: Entry;
  many: boolean;
  she: boolean;
}
export type Value = string | number | Instance;

/** A form's result; `undefined` where the word has none, so that another way to say it is taken. */
type Formed = string | { fact: readonly Sequence[] } | undefined;

const isLiving = ({ role }: Entry) => role === "name" || role === "person" || role === "animal";
const isPlural = ({ entry, many }: Instance) => many || entry.countability === "plural";

/** A word as it is chosen; `undefined` where one is asked for who is (not) a she, and it never is. */
export function instance(entry: Entry, random: Random, asked?: boolean): Instance | undefined {
  const { classes } = entry;
  if (asked !== undefined && classes.has(asked ? "he" : "she")) return undefined;
  const she = asked ?? (classes.has("she") || (!classes.has("he") && random.next() < 0.5));
  // Of what is told by amounts there may be one or several: "a large onion", "two onions".
  const [one, some] = [entry.facts.has("one"), entry.facts.has("some")];
  const many = entry.countability === "count" && some && (!one || random.next() < 0.6);
  return { entry, many, she };
}

export function bare(value: Value): string {
  if (typeof value !== "object") return String(value);
  return value.many && value.entry.countability === "count"
    ? forms.plural(value.entry.word)
    : value.entry.word;
}

const PRONOUNS = {
  it: ["he", "she", "it", "they"],
  him: ["him", "her", "it", "them"],
  his: ["his", "her", "its", "their"],
  self: ["himself", "herself", "itself", "themselves"],
} as const;

function pronoun(value: Instance, form: keyof typeof PRONOUNS): string {
  if (isPlural(value)) return PRONOUNS[form][3];
  if (!isLiving(value.entry)) return PRONOUNS[form][2];
  return PRONOUNS[form][value.she ? 1 : 0];
}

const AGREEING = {
  is: ["is", "are"],
  was: ["was", "were"],
  has: ["has", "have"],
  does: ["does", "do"],
  this: ["this", "these"],
  that: ["that", "those"],
} as const;

function article(value: Instance): string {
  const { countability, word } = value.entry;
  if (countability === "name" || countability === "mass") return word;
  if (isPlural(value)) return `some ${bare(value)}`;
  return `a ${word}`;
}

/** Forms of a word that was chosen from the tables. */
function formOfInstance(value: Instance, form: string): Formed {
  if (form in PRONOUNS) {
    for (const key of ["it", "him", "his", "self"] as const) if (key === form) return pronoun(value, key);
  }
  for (const key of ["is", "was", "has", "does", "this", "that"] as const) {
    if (key === form) return AGREEING[key][isPlural(value) ? 1 : 0];
  }
  if (form.startsWith("all/")) {
    return value.entry.countability === "count" || isPlural(value)
      ? form.slice(4)
      : forms.third(form.slice(4));
  }
  if (form.startsWith("v/")) return isPlural(value) ? form.slice(2) : forms.third(form.slice(2));
  if (form === "amount") form = value.many || value.entry.countability !== "count" ? "some" : "one";
  const fact = value.entry.facts.get(form);
  if (fact) return { fact };
  const { countability, word } = value.entry;
  switch (form) {
    case "base":
      return word;
    case "head":
      return value.entry.made?.head ?? word;
    case "n":
      return bare(value);
    case "s":
      return countability === "count" ? forms.plural(word) : word;
    case "an":
      return article(value);
    case "the":
      return countability === "name" ? word : `the ${bare(value)}`;
    case "our":
      return isKin(word) ? `my ${bare(value)}` : countability === "name" ? word : `the ${bare(value)}`;
    case "count":
      return countability === "count" ? bare(value) : undefined;
    case "them":
      return countability === "count" || isPlural(value) ? "them" : "it";
    case "they":
      return countability === "count" || isPlural(value) ? "they" : "it";
    case "are":
      return countability === "count" || isPlural(value) ? "are" : "is";
    case "kind":
      return countability === "count" ? forms.plural(word) : word;
    default:
      return formOfText(bare(value), form);
  }
}

/** Forms of plain words. */
function formOfText(text: string, form: string): Formed {
  switch (form) {
    case "cap":
      return forms.capital(text);
    case "title":
      return forms.titleCase(text);
    case "mid":
      return forms.titleCase(text, true);
    case "upper":
      return text.toUpperCase();
    case "poss":
      return forms.possessive(text);
    case "s":
      return forms.plural(text);
    case "ing":
      return forms.present(text);
    case "ed":
      return forms.past(text);
    case "pp":
      return forms.participle(text);
    case "third":
      return forms.third(text);
    case "er":
      return forms.comparative(text);
    case "est":
      return forms.superlative(text);
    default:
      return undefined;
  }
}

/** Names of all forms, so that a grammar's slips are found. */
export const FORMS: ReadonlySet<string> = new Set(
  "amount hidden own base head it him his self is are them they was has does this that count n s an the our kind cap title mid upper poss ing ed pp third er est word"
    .split(" "),
);

export function formed(value: Value, form: string): Formed {
  if (typeof value === "number") return form === "word" ? forms.numberWord(value) : undefined;
  return typeof value === "string" ? formOfText(value, form) : formOfInstance(value, form);
}
