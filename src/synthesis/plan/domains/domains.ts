/** All domains by name, as lists. */
import { type Role, ROLES } from "../../plan.ts";
import type { DomainText, DomainTexts } from "./domain.ts";
import { LIFE } from "./life.ts";
import { NATURE } from "./nature.ts";
import { PEOPLE } from "./people.ts";
import { TABLE } from "./table.ts";
import { TALES } from "./tales.ts";
import { TIMES } from "./times.ts";
import { TOWN } from "./town.ts";

/** A domain's words by role, and the topics that it is of. */
export interface Domain {
  name: string;
  about: ReadonlySet<string>;
  /** Those of which all kinds belong here, however far below. */
  kindsOf: ReadonlySet<string>;
  words: Readonly<Partial<Record<Role, readonly string[]>>>;
  /** Roles of each word. */
  rolesOf: ReadonlyMap<string, readonly Role[]>;
}

/** Marks a topic all of whose kinds are meant. */
const ALL_KINDS = /\*$/;

const listOf = (text: string): string[] => text.split(",").map((word) => word.trim());

function domainOf(name: string, text: DomainText): Domain {
  const words: Partial<Record<Role, readonly string[]>> = {};
  const rolesOf = new Map<string, Role[]>();
  for (const role of ROLES) {
    const said = text[role];
    if (said === undefined) continue;
    words[role] = listOf(said);
    for (const word of listOf(said)) rolesOf.set(word, [...rolesOf.get(word) ?? [], role]);
  }
  const topics = listOf(text.about.toLowerCase());
  const about = new Set(topics.map((topic) => topic.replace(ALL_KINDS, "")));
  const kindsOf = new Set(
    topics.filter((topic) => ALL_KINDS.test(topic)).map((topic) => topic.replace(ALL_KINDS, "")),
  );
  return { name, about, kindsOf, words, rolesOf };
}

const TEXTS: DomainTexts = { ...TABLE, ...TALES, ...NATURE, ...PEOPLE, ...LIFE, ...TIMES, ...TOWN };

export const DOMAINS: ReadonlyMap<string, Domain> = new Map(
  Object.entries(TEXTS).map(([name, text]) => [name, domainOf(name, text)]),
);

const NAMED = new Set([...DOMAINS.values()].flatMap(({ about }) => [...about]));

/** Whether a domain is of this topic. */
export const isNamedTopic = (word: string): boolean => NAMED.has(word);
