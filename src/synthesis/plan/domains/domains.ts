/** All domains by name, as lists. */
import { type Role, ROLES } from "../../plan.ts";
import type { DomainText, DomainTexts } from "./domain.ts";
import { NATURE } from "./nature.ts";
import { PEOPLE } from "./people.ts";
import { TABLE } from "./table.ts";
import { TALES } from "./tales.ts";

/** A domain's words by role, and the topics that it is of. */
export interface Domain {
  name: string;
  about: ReadonlySet<string>;
  words: Readonly<Partial<Record<Role, readonly string[]>>>;
  /** Roles of each word. */
  rolesOf: ReadonlyMap<string, readonly Role[]>;
}

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
  return { name, about: new Set(listOf(text.about).map((word) => word.toLowerCase())), words, rolesOf };
}

const TEXTS: DomainTexts = { ...TABLE, ...TALES, ...NATURE, ...PEOPLE };

export const DOMAINS: ReadonlyMap<string, Domain> = new Map(
  Object.entries(TEXTS).map(([name, text]) => [name, domainOf(name, text)]),
);
