/** The words of a plan: those that WordNet has around its topics, then those of the domains. */
import { type Role, ROLES } from "../plan.ts";
import { isHarsh } from "../lexicon/crude.ts";
import { type Lexicon, stem, stemsOf } from "../lexicon/lexicon.ts";
import { type Domain, isNamedTopic } from "./domains/domains.ts";
import { descendants, profileOf, related, tellingStems } from "./related.ts";
import { FILES, isThing, roleOf } from "./roles.ts";
import type { Topic } from "./topics.ts";

/** Words by role. */
export type Words = Partial<Record<Role, string[]>>;

/** Words of a role that are found for topics, and in all. */
const MOST_FOUND = 30, MOST = 80;
/** So many kinds of a topic in a role are enough without the domain's, which are of other things. */
const ENOUGH = 8;
/** How common words must be: kinds and parts of a topic, and what only has to do with it. */
const COMMON_KIND = 3, COMMON_RELATED = 4;
/** Words this common mean many things: only their first is taken. */
const AMBIGUOUS = 6;
/** Words of three letters that are rarer than this are riddles. */
const LONGER = 5;
/** Related words of a role, best first; beside those of a domain. */
const MOST_RELATED = 12, MOST_BESIDE = 4;

/** Words by role, those of topics first. */
export function wordsOf(lexicon: Lexicon, topics: readonly Topic[], domains: readonly Domain[]): Words {
  const found = new Collection();
  const kinds = new Map<Role, number>();
  for (const { word, sense } of topics) {
    if (sense === undefined) {
      // Of a planet or a person the dictionary has only the domain.
      if (!isNamedTopic(word)) found.add("thing", word);
      continue;
    }
    addTopic(lexicon, word, sense, found);
    const before = found.sizes();
    addKinds(lexicon, sense, found);
    for (const [role, size] of found.sizes()) {
      kinds.set(role, (kinds.get(role) ?? 0) + size - (before.get(role) ?? 0));
    }
    addParts(lexicon, sense, found);
  }
  for (const role of ROLES) {
    if (NARROWED.has(role) && (kinds.get(role) ?? 0) >= ENOUGH) continue;
    for (const word of interleaved(domains.map(({ words }) => words[role] ?? []))) found.add(role, word);
  }
  const most = domains.length > 0 ? MOST_BESIDE : MOST_RELATED;
  for (const { word, sense } of topics) {
    // Glosses that have an adjective or a verb are of anything.
    if (sense !== undefined && lexicon.sense(sense).part === "n") {
      addRelated(lexicon, { word, sense }, most, found);
    }
  }
  return found.words();
}

/** Roles in which a topic's own kinds take the place of the domain's. */
const NARROWED: ReadonlySet<Role> = new Set<Role>(["animal", "dish"]);

/** Words by role in the order in which they were found, each once. */
class Collection {
  readonly #words = new Map<Role, Set<string>>();

  add(role: Role, word: string): void {
    const list = this.#words.get(role);
    if (list === undefined) this.#words.set(role, new Set([word]));
    else if (list.size < MOST) list.add(word);
  }

  has(role: Role, word: string): boolean {
    return this.#words.get(role)?.has(word) ?? false;
  }

  sizes(): Map<Role, number> {
    return new Map([...this.#words].map(([role, words]) => [role, words.size]));
  }

  words(): Words {
    return Object.fromEntries(ROLES.flatMap((role) => {
      const words = this.#words.get(role);
      return words === undefined ? [] : [[role, [...words]]];
    }));
  }
}

/** The topic itself, in its role, and as a thing that texts are about. */
function addTopic(lexicon: Lexicon, word: string, sense: number, found: Collection): void {
  const role = roleOf(lexicon, sense), spelled = spelledAs(lexicon, word, sense);
  if (isThing(lexicon.sense(sense))) found.add("thing", spelled);
  if (role !== undefined) found.add(role, spelled);
  for (const other of lexicon.sense(sense).derived) {
    const { part, lemmas, isTransitive } = lexicon.sense(other), [first] = lemmas;
    if (first === undefined || first.commonness < COMMON_RELATED || first.rank > 2) continue;
    if (part === "v" && isTransitive) found.add("action", first.word);
    if (part === "n" && roleOf(lexicon, other) === "person") found.add("person", first.word);
  }
}

/** A word as its sense spells it: capitals of names. */
const spelledAs = (lexicon: Lexicon, word: string, sense: number): string =>
  lexicon.sense(sense).lemmas.find((lemma) => lemma.word.toLowerCase() === word)?.word ?? word;

function addKinds(lexicon: Lexicon, topic: number, found: Collection): void {
  const { part } = lexicon.sense(topic), role = roleOf(lexicon, topic);
  if (part !== "n" || role === undefined) return;
  for (const number of descendants(lexicon, topic).slice(0, MOST_KINDS)) {
    if ((found.sizes().get(role) ?? 0) > MOST_FOUND) break;
    const word = wordFor(lexicon, number, COMMON_KIND);
    if (word === undefined) continue;
    if (isThing(lexicon.sense(number))) found.add("thing", word);
    const own = roleOf(lexicon, number);
    if (own !== undefined) found.add(own, word);
  }
}

const MOST_KINDS = 400;

/** Steps up for parts: a spaniel has those of a dog. */
const MOST_UP = 2;

/** Parts of a topic, or of what it is a kind of. */
function addParts(lexicon: Lexicon, topic: number, found: Collection): void {
  let level: readonly number[] = [topic];
  for (let step = 0; step < MOST_UP && lexicon.sense(topic).file !== FILES.person; step++) {
    for (const number of level.flatMap((each) => lexicon.sense(each).parts)) {
      const word = wordFor(lexicon, number, COMMON_KIND);
      if (word !== undefined && isThing(lexicon.sense(number))) found.add("part", word);
    }
    level = level.flatMap((each) => lexicon.sense(each).hypernyms);
  }
}

/** What the topic's word stands in the gloss of, best first; of a compound all its words. */
function addRelated(
  lexicon: Lexicon,
  { word, sense }: { word: string; sense: number },
  most: number,
  found: Collection,
): void {
  const own = word.split(" ").map(stem);
  const scores = [...related(lexicon, profileOf(lexicon, [sense]))].sort((a, b) =>
    b[1] - a[1] || a[0] - b[0]
  );
  const counts = new Map<Role, number>();
  for (const [number] of scores) {
    const { gloss } = lexicon.sense(number);
    const stems = new Set(tellingStems(gloss));
    if (!own.every((each) => stems.has(each))) continue;
    const role = roleOf(lexicon, number), near = wordFor(lexicon, number, COMMON_RELATED, true);
    if (role === undefined || near === undefined || !RELATED.has(role)) continue;
    if (role === "action" && (!lexicon.sense(number).isTransitive || near.includes(" "))) continue;
    // Beside what a domain has, compounds are too odd, but those with the word itself.
    if (near.includes(" ") && !stemsOf(near).some((each) => own.includes(each))) continue;
    const count = counts.get(role) ?? 0;
    if (count >= most || found.has(role, near)) continue;
    counts.set(role, count + 1);
    found.add(role, near);
  }
}

const RELATED: ReadonlySet<Role> = new Set<Role>([
  "thing",
  "person",
  "place",
  "tool",
  "action",
  "quality",
  "animal",
  "dish",
]);

/** The word to call a sense by: its most common one that means this first; undefined where it has none. */
function wordFor(lexicon: Lexicon, number: number, least: number, isFirst = false): string | undefined {
  const { lemmas, gloss } = lexicon.sense(number);
  if (gloss === "" || isHarsh(gloss)) return undefined;
  const fit = lemmas.filter(({ word, commonness, rank }) =>
    commonness >= least && !word.includes("-") && rank <= (word.includes(" ") ? 1 : 2) &&
    word.length > (commonness < LONGER ? 3 : 2) &&
    !/[\d.]/.test(word) &&
    word.split(" ").length <= 2 && !(isFirst && /^[A-Z]\S*$/.test(word)) &&
    (!isFirst && commonness < AMBIGUOUS || lexicon.of(word)[0] === number)
  );
  return fit.sort((a, b) => b.commonness - a.commonness || a.rank - b.rank)[0]?.word;
}

/** Items of several lists in turn. */
function interleaved<T>(lists: readonly (readonly T[])[]): T[] {
  const longest = Math.max(0, ...lists.map((list) => list.length));
  return Array.from({ length: longest }, (_, i) => lists.flatMap((list) => i < list.length ? [list[i]!] : []))
    .flat();
}
