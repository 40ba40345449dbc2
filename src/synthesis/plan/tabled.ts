/** Words that the tables of templates know. */
import type { Role } from "../plan.ts";
import { LEXICON } from "../template/grammars.ts";

/** Classes of words, by role. */
export const TABLED: ReadonlyMap<Role, ReadonlyMap<string, ReadonlySet<string>>> = new Map(
  [...LEXICON].map(([role, entries]) => [role, new Map(entries.map(({ word, classes }) => [word, classes]))]),
);
