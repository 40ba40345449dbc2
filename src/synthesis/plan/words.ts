/** The words of a plan: those that WordNet has around its topics, then those of the domains. */
import { type Role, ROLES } from "../plan.ts";
import type { Lexicon } from "../lexicon/lexicon.ts";
import { addKinds, addParts, addRelated, addTopic, type KnownTopic } from "./around.ts";
import { Collection, type Words } from "./collection.ts";
import { type Domain, isNamedTopic } from "./domains/domains.ts";
import type { Topic } from "./topics.ts";

/** So many kinds of a topic in a role are enough without the domain's, which are of other things. */
const ENOUGH = 8;
/** Roles in which a topic's own kinds take the place of the domain's. */
const NARROWED: ReadonlySet<Role> = new Set<Role>(["animal", "dish"]);
/** What is taken of glosses, beside a domain and where there is none. */
const BESIDE = { most: 3, isNear: true }, ALONE = { most: 12, isNear: false };

/** Words by role, those of topics first; `isKnown` tells whether the domains are of the topics. */
export function wordsOf(
  lexicon: Lexicon,
  topics: readonly Topic[],
  domains: readonly Domain[],
  isKnown: boolean,
): Words {
  const found = new Collection();
  const known = topics.flatMap(({ word, sense }): KnownTopic[] =>
    sense === undefined ? [] : [{ word, sense }]
  );
  for (const { word, sense, role = "thing" } of topics) {
    // Of a planet or a person the dictionary has nothing, but the domain.
    if (sense === undefined && !isNamedTopic(word)) found.add(role, word);
  }
  for (const topic of known) addTopic(lexicon, topic, isKnown, found);
  for (const topic of known) addKinds(lexicon, topic, found);
  for (const topic of known) addParts(lexicon, topic, found);
  const narrowed = new Set([...NARROWED].filter((role) => found.size(role) >= ENOUGH));
  // Glosses that have an adjective or a verb are of anything.
  const nouns = known.filter(({ sense }) => lexicon.sense(sense).part === "n");
  if (!isKnown) { for (const topic of nouns) addRelated(lexicon, topic, ALONE, found); }
  for (const role of ROLES) {
    if (narrowed.has(role)) continue;
    for (const word of interleaved(domains.map(({ words }) => words[role] ?? []))) found.add(role, word);
  }
  if (isKnown) { for (const topic of nouns) addRelated(lexicon, topic, BESIDE, found); }
  return found.words();
}

/** Items of several lists in turn. */
function interleaved<T>(lists: readonly (readonly T[])[]): T[] {
  const longest = Math.max(0, ...lists.map((list) => list.length));
  return Array.from({ length: longest }, (_, i) => lists.flatMap((list) => list.slice(i, i + 1))).flat();
}
