/** Which meaning of a topic's word is meant, and which domains it is in. */
import type { Role } from "../plan.ts";
import { bases, type Lexicon, type Part } from "../lexicon/lexicon.ts";
import { type Domain, DOMAINS } from "./domains/domains.ts";
import { tellingStems } from "./related.ts";
import { isAct, roleOf } from "./roles.ts";

/** A word that the texts are about. */
export interface Topic {
  word: string;
  /** The sense that is meant; undefined for a word that the dictionary lacks. */
  sense: number | undefined;
  /** What it is, of a word that the dictionary lacks; a thing unless told otherwise. */
  role?: Role;
}

/** Senses of a word that are weighed. */
const MOST_SENSES = 10;
/** What speaks for a sense: words that agree, a domain, the role that a domain gives the word; against it its place. */
const AGREES = 2, IN_DOMAIN = 1, IN_ROLE = 2.5, LATER = 0.4, LATEST = 4;
/** Steps up that still tell a domain, and further up all is an object. */
const MOST_STEPS = 9;
const NAMED = 10, LISTED = 5, MENTIONED = 2, ABOVE = 8, DERIVED = 4, IN_GLOSS = 1;
/** What a domain needs, and what share of the best one's. */
const LEAST = 3, BESIDE = 0.85, ALSO = 0.6;
const ACT = 0.5;
const MOST_DOMAINS = 3;

/** Names of programming languages that are words for something else, and words beside which they are the names. */
const LANGUAGES: ReadonlySet<string> = new Set(["python", "java", "rust", "ruby", "swift"]);
const PROGRAMMING: ReadonlySet<string> = new Set(
  "programming programmer code coding coder developer software script bug debugging algorithm function".split(
    " ",
  ),
);

/** A topic as it is meant: Python, where it stands beside programs. */
export function topicOf(lexicon: Lexicon, word: string, words: readonly string[], part?: Part): Topic {
  if (LANGUAGES.has(word) && words.some((each) => PROGRAMMING.has(each))) {
    return { word: word[0]!.toUpperCase() + word.slice(1), sense: undefined };
  }
  return { word, sense: senseOf(lexicon, word, words, part) };
}

/** The sense of a word, of a part of speech where that is known, that is used most and whose gloss agrees with the description. */
export function senseOf(
  lexicon: Lexicon,
  word: string,
  words: readonly string[],
  part?: Part,
): number | undefined {
  const nouns = lexicon.of(word, "n"), [first] = lexicon.of(word);
  const isAdjective = first !== undefined && lexicon.sense(first).part === "a";
  const likely = isAdjective ? lexicon.of(word, "a") : nouns.length > 0 ? nouns : lexicon.of(word);
  const candidates = (part === undefined ? likely : lexicon.of(word, part)).slice(0, MOST_SENSES);
  const others = new Set(words.filter((each) => each !== word).flatMap(tellingStems));
  const context = new Set(domainsOfWords(words).flatMap(contextOf));
  for (const own of tellingStems(word)) context.delete(own);
  const listed = new Set([...DOMAINS.values()].flatMap(({ rolesOf }) => rolesOf.get(word) ?? []));
  let best: number | undefined, most = -Infinity;
  const meant = MEANT.get(word);
  for (const [place, number] of candidates.entries()) {
    const sense = lexicon.sense(number);
    const stems = new Set([
      ...tellingStems(sense.gloss),
      ...sense.hypernyms.flatMap((above) =>
        lexicon.sense(above).lemmas.flatMap((lemma) => tellingStems(lemma.word))
      ),
    ]);
    const uses = sense.lemmas.find((lemma) => lemma.word.toLowerCase() === word)?.uses ?? 0;
    const agreeing = [...stems].filter((each) => others.has(each)).length;
    const near = [...stems].filter((each) => context.has(each)).length;
    const score = 0.5 * Math.log1p(uses) - LATER * Math.min(place, LATEST) + AGREES * agreeing +
      IN_DOMAIN * Math.min(near, 3) +
      (listed.size > 0 && listed.has(roleOf(lexicon, number) ?? "name") ? IN_ROLE : 0);
    if (meant?.test(sense.gloss)) return number;
    if (score > most) [best, most] = [number, score];
  }
  return best;
}

/** Glosses of what everybody means by words whose first sense is another one. */
const MEANT: ReadonlyMap<string, RegExp> = new Map([
  ["runner", /on foot by running/],
  ["shell", /^hard outer covering or case/],
]);

/** Stems of what a domain is of, and of its nouns. */
const contextOf = ({ about, words }: Domain): string[] =>
  [...about, ...words.thing ?? [], ...words.person ?? [], ...words.place ?? []].flatMap(tellingStems);

/** Domains that name one of the words. */
const domainsOfWords = (words: readonly string[]): Domain[] =>
  [...DOMAINS.values()].filter(({ about }) => words.some((word) => about.has(word)));

/** Domains of the topics, the likeliest first: those that are named, or of which a topic is a kind. */
export function domainsOf(lexicon: Lexicon, topics: readonly Topic[]): Domain[] {
  const found = new Map<Domain, number>();
  for (const topic of topics) {
    // What is done, and how, is done in many domains: in "bicycle repair" the bicycle tells more.
    const weight = topic.sense !== undefined && isAct(lexicon.sense(topic.sense)) ? ACT : 1;
    const scores = [...DOMAINS.values()].map((domain) => ({
      domain,
      score: weight * scoreOf(lexicon, topic, domain),
    }));
    const most = Math.max(...scores.map(({ score }) => score));
    for (const { domain, score } of scores) {
      if (score >= LEAST * weight && score >= BESIDE * most) {
        found.set(domain, (found.get(domain) ?? 0) + score);
      }
    }
  }
  const best = Math.max(...found.values());
  return [...found].filter(([, score]) => score >= ALSO * best).sort((a, b) => b[1] - a[1])
    .slice(0, MOST_DOMAINS).map(([domain]) => domain);
}

/** Roles whose words are of few domains. */
const TELLING: ReadonlySet<Role> = new Set<Role>(["thing", "person", "animal", "dish", "ingredient"]);

/** How many domains list a word in such roles: a note is of music, of detectives and of offices. */
const listingDomains = (word: string): number =>
  [...DOMAINS.values()].filter(({ rolesOf }) => rolesOf.get(word)?.some((role) => TELLING.has(role))).length;

function scoreOf(lexicon: Lexicon, { word, sense }: Topic, domain: Domain): number {
  const roles = domain.rolesOf.get(word) ?? [];
  const isListed = roles.some((role) => TELLING.has(role));
  const listed = isListed ? LISTED / listingDomains(word) : roles.length > 0 ? MENTIONED : 0;
  const named = domain.about.has(word.toLowerCase()) ? NAMED : listed;
  if (sense === undefined) return named;
  const { gloss, derived } = lexicon.sense(sense);
  const has = (topics: ReadonlySet<string>, number: number) =>
    lexicon.sense(number).lemmas.some((lemma) => lemma.rank <= 2 && topics.has(lemma.word.toLowerCase()));
  const synonym = has(domain.about, sense) ? ABOVE : 0;
  const above = aboveOf(lexicon, sense).findIndex((level, step) =>
    level.some((number) => has(step === 0 ? kindsBelow(domain) : domain.kindsOf, number))
  );
  const glossed = new Set(
    (gloss.toLowerCase().match(/[a-z]+/g) ?? []).filter((each) => domain.about.has(each)),
  );
  // A compound has to do with its parts, wherever WordNet has it.
  const parts = word.split(" ").flatMap((part) => [part, ...bases(part)]);
  const head = word.includes(" ") && parts.some((part) => domain.about.has(part)) ? ABOVE / 2 : 0;
  return Math.max(
    named,
    synonym,
    head,
    above < 0 ? 0 : ABOVE / (1 + 0.2 * above),
    derived.some((number) => has(domain.about, number)) ? DERIVED : 0,
    IN_GLOSS * Math.min(glossed.size, LEAST),
  ) + 0.1 * glossed.size;
}

/** Topics of a domain whose nearest kinds are of it as well: all that is made is a product, but no matter of support. */
const kindsBelow = ({ about }: Domain): ReadonlySet<string> => about.difference(BROAD);

const BROAD: ReadonlySet<string> = new Set([
  "product",
  "service",
  "order",
  "user",
  "client",
  "delivery",
  "case",
]);

/** What a sense is a kind of, by steps. */
function aboveOf(lexicon: Lexicon, sense: number): number[][] {
  const levels: number[][] = [];
  let level = [sense];
  for (let step = 0; step < MOST_STEPS && level.length > 0; step++) {
    level = [...new Set(level.flatMap((number) => lexicon.sense(number).hypernyms))];
    levels.push(level);
  }
  return levels;
}
