/** Whether texts speak of what a plan is about. */
import { type Plan, type Role, ROLES } from "../plan.ts";
import { comparative, past, plural, present, superlative, third } from "../template/forms.ts";
import { wordsOf } from "./lines.ts";

/** Roles whose words say nothing of a domain: first names are in texts of all kinds. */
const NO_TOPIC: ReadonlySet<Role> = new Set(["name"]);
/** Words inside longer ones that are of no domain. */
const COMMON = new Set(
  "a an the of in on at to for with from by and or not no up down out off be do go get have make take put"
    .split(" "),
);

/** A word in its forms as a noun, a verb and an adjective, whichever it is. */
export const inflections = (word: string): string[] => [
  word,
  plural(word),
  past(word),
  present(word),
  third(word),
  comparative(word),
  superlative(word),
];

/**
 * Words of a plan's domain in all their forms, in lower case: of all roles but first names, and of words of several parts
 * ("treasure map") each part.
 */
export function topicWords(plan: Pick<Plan, "words">): ReadonlySet<string> {
  const words = ROLES.filter((role) => !NO_TOPIC.has(role)).flatMap((role) => plan.words[role] ?? []);
  const parts = words.flatMap(wordsOf).filter((part) => part.length > 1 && !COMMON.has(part));
  return new Set(parts.flatMap(inflections).flatMap(wordsOf));
}

/** Whether a line has a word of the domain. */
export const isOnTopic = (line: string, topic: ReadonlySet<string>): boolean =>
  wordsOf(line).some((word) => topic.has(word) || topic.has(word.replace(/'s?$/, "")));
