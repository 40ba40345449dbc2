/** What templates ask of a plan's description: its words, pairs of them, and whom letters are to. */
import { singulars } from "../../words/forms.ts";
import type { Plan } from "../plan.ts";
import { titleCase } from "./forms.ts";

/** A word and what it may be the plural of. */
const formsOf = (word: string): string[] => [word, ...singulars(word)];

/** A word as it stands, without its hyphens, by its parts, and each in the singular. */
export type Said = readonly string[];

/** The words of a description, and its commas; "to do" and "D&D" are one each. */
export const wordsOf = (description: string): readonly Said[] =>
  (description.toLowerCase().replace(/\bto do\b/g, "to-do").replace(/\bd ?& ?d\b/g, "dnd")
    .match(/[\p{L}-]+|,/gu) ?? []).map((word) =>
      [...new Set([word.replaceAll("-", ""), ...word.split("-")])].flatMap(formsOf)
    );

/** Words that stand between two of a pair: "letters to my boss". */
const SMALL: ReadonlySet<string> = new Set("a an the my our your his her to of for about on with".split(" "));

/**
 * Words of a description, and pairs of those that stand together: "love letters" and "letters of love" have "love", "letter", and
 * "love_letter" or "letter_love".
 */
export function describedWords(said: readonly Said[]): ReadonlySet<string> {
  const telling = said.filter(([word = ""]) => word !== "," && !SMALL.has(word));
  const pairs = telling.slice(1).flatMap((seconds, i) =>
    telling[i]!.flatMap((first) => seconds.map((second) => `${first}_${second}`))
  );
  return new Set([...said.flat(), ...pairs]);
}

/** Whom letters are to. */
export interface Addressee {
  /** As a letter names it: "Pizza", "Mother". */
  title: string;
  /** The word that says who it is. */
  word: string;
  /** Whether it is nobody, as pizza is. */
  isThing: boolean;
}

const TO =
  /\b(?:letters?|e-?mails?|mail|notes?|cards?|postcards?|messages?|texts?|apolog(?:y|ies)|replies|reply)\b[^,.;:]*?\bto (?:(?:an?|my|our|the|your|his|her|their|all) )?(\p{L}[\p{L}' -]*)/iu;
/** What comes behind whom it is to. */
const END =
  /[,.;:]|\s(?:about|of|from|on|in|at|that|who|which|for|by|with|and|or|when|while|without|as|like|not?|asking|saying|telling|but|written)\b.*/iu;
const MOST_WORDS = 3;
/** Those to whom letters are, also where a plan does not name them. */
const KNOWN =
  /^(?:mother|father|mom|mum|dad|mama|papa|grandma|grandpa|grandmother|grandfather|aunt|uncle|sister|brother|son|daughter|wife|husband|girlfriend|boyfriend|boss|manager|landlord|teacher|neighbor|editor|self|customer|client|colleague|team|santa)s?$/;
/** Who has one of many names. */
const ANYBODY = /^(?:friend|people|person|child|man|woman)$/;

/** Whom letters of a plan are to, where its description says so. */
export function addresseeOf(
  { description = "", words, topics = [] }:
    & Partial<Pick<Plan, "description" | "topics">>
    & Pick<Plan, "words">,
): Addressee | undefined {
  const said = TO.exec(description.replace(/[’‘]/g, "'"))?.[1]?.replace(END, "").trim().split(/\s+/);
  if (said === undefined || said.length > MOST_WORDS) return undefined;
  const known = new Set([...topics, ...words.name ?? []].map((word) => word.toLowerCase()));
  for (let from = 0; from < said.length; from++) {
    const named = said.slice(from).join(" "), forms = formsOf(named.toLowerCase());
    const word = forms.find((form) => known.has(form)) ?? forms.find((form) => KNOWN.test(form));
    if (word === undefined || ANYBODY.test(word)) continue;
    const isLiving = KNOWN.test(word) ||
      (["person", "name", "animal"] as const).some((role) =>
        words[role]?.some((each) => each.toLowerCase() === word)
      );
    const whole = word === "self" ? said.join(" ") : named;
    return { title: titleCase(whole), word, isThing: !isLiving };
  }
  return undefined;
}
