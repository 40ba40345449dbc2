import type { Thesaurus } from "./thesaurus.ts";

/** Words before the thing itself: articles, numbers, possessives, requests. */
const DETERMINERS = words(`
  a an the some any one two three four five six seven eight nine ten my your his her our their this that these those
  please draw me
`);
/** "picture of a cat" is a cat. */
const PICTURES = words(
  "picture drawing image sketch photo photograph portrait icon ascii art illustration pic",
);
/** What follows one of these describes the noun before it. */
const PREPOSITIONS = words(
  "with without on in at by under over near behind beside from for and wearing holding eating",
);
const IRREGULAR: Readonly<Record<string, string>> = {
  mice: "mouse",
  geese: "goose",
  men: "man",
  women: "woman",
  children: "child",
  people: "person",
  feet: "foot",
  teeth: "tooth",
  oxen: "ox",
};

function words(text: string): ReadonlySet<string> {
  return new Set(text.trim().split(/\s+/));
}

/** What is drawn for a prompt. */
export interface Subject {
  /** Index of the label, or −1 for none. */
  label: number;
  /** The characters that the network is given: the label's own, which it learned; without one those of the prompt. */
  text: string;
  /** The words of the prompt that another word, `text`, stands in for, if one does. */
  replaced?: string;
}

/** Labels and the words that stand for them. */
interface Lexicon {
  labels: ReadonlyMap<string, number>;
  words: ReadonlyMap<string, string>;
}

/** Longer words are no compounds of anything known. */
const MAX_COMPOUND = 40;

/** The style whose drawings spell their prompt. */
const BANNER = "banner";

/**
 * What a prompt asks for, as a label. Exact first; then without articles, numbers and "picture of"; then the longest
 * label or word of the thesaurus before any preposition, the last one on ties ("wooden house" is a house); then among
 * all words. Plurals count as their singulars where they are no labels or the thesaurus says so, and "firetruck" as
 * "fire truck". A banner keeps its prompt as it is.
 */
export function resolvePrompt(
  { prompt, style }: { prompt: string; style: string },
  labels: readonly string[],
  thesaurus: () => Thesaurus = () => ({}),
): Subject {
  if (style !== BANNER) return resolve(prompt, labels, thesaurus);
  return { label: resolve(prompt, labels, () => ({})).label, text: prompt };
}

function resolve(prompt: string, labels: readonly string[], thesaurus: () => Thesaurus): Subject {
  const plain = prompt.normalize("NFD").replace(/\p{M}|['’]/gu, "").toLowerCase().replace(/[^a-z]+/g, " ")
    .trim();
  const exact = labels.indexOf(plain);
  // To read the thesaurus takes a moment; all that it says of labels are plurals.
  if (exact >= 0 && !plain.endsWith("s")) return { label: exact, text: plain };
  if (plain === "") return { label: -1, text: prompt };
  const lexicon: Lexicon = {
    labels: new Map(labels.map((label, index) => [label, index])),
    words: labelByWord(thesaurus()),
  };
  if (exact >= 0) return known(plain, lexicon)!;
  let all = plain.split(" ").slice(0, 64);
  while (all.length > 1 && (DETERMINERS.has(all[0]!) || PICTURES.has(all[0]!) || all[0] === "of")) {
    all = all.slice(1);
  }
  const preposition = all.findIndex((word, i) => i > 0 && PREPOSITIONS.has(word));
  return lookUp(all, lexicon) ??
    (preposition > 0 ? longest(all.slice(0, preposition), lexicon) : undefined) ??
    longest(all, lexicon) ?? { label: -1, text: prompt };
}

function longest(phrase: string[], lexicon: Lexicon): Subject | undefined {
  for (let length = phrase.length; length > 0; length--) {
    for (let start = phrase.length - length; start >= 0; start--) {
      const subject = lookUp(phrase.slice(start, start + length), lexicon);
      if (subject !== undefined) return subject;
    }
  }
  return undefined;
}

/** A label, or the one that the thesaurus has for a plural. */
function known(text: string, { labels, words }: Lexicon): Subject | undefined {
  const label = labels.get(text);
  if (label === undefined) return undefined;
  const singular = words.get(text);
  const other = singular === undefined ? undefined : labels.get(singular);
  return singular === undefined || other === undefined ? { label, text } : { label: other, text: singular };
}

function lookUp(phrase: string[], lexicon: Lexicon): Subject | undefined {
  const { labels, words } = lexicon;
  const forms = [phrase.at(-1)!, ...singulars(phrase.at(-1)!)].map((last) =>
    [...phrase.slice(0, -1), last].join(" ")
  );
  if (phrase.length === 1) forms.push(...forms.flatMap(splits));
  for (const text of forms) {
    const subject = known(text, lexicon);
    if (subject !== undefined) return subject;
  }
  for (const form of forms) {
    const text = words.get(form);
    const label = text === undefined ? undefined : labels.get(text);
    if (text !== undefined && label !== undefined) return { label, text, replaced: phrase.join(" ") };
  }
  return undefined;
}

/** A word as two, cut at each letter. */
function splits(word: string): string[] {
  if (word.length > MAX_COMPOUND) return [];
  return Array.from({ length: word.length - 1 }, (_, i) => `${word.slice(0, i + 1)} ${word.slice(i + 1)}`);
}

/** What a word could be the plural of, likeliest first. */
function singulars(word: string): string[] {
  const irregular = IRREGULAR[word];
  if (irregular !== undefined) return [irregular];
  const candidates: string[] = [];
  if (word.endsWith("ies")) candidates.push(word.slice(0, -3) + "y");
  if (word.endsWith("ves")) candidates.push(word.slice(0, -3) + "f", word.slice(0, -3) + "fe");
  if (word.endsWith("s") && !word.endsWith("ss")) candidates.push(word.slice(0, -1));
  if (word.endsWith("es")) candidates.push(word.slice(0, -2));
  return candidates;
}

/** The label of each word. */
export function labelByWord(thesaurus: Thesaurus): Map<string, string> {
  const labels = new Map<string, string>();
  for (const [label, words] of Object.entries(thesaurus)) {
    for (const word of words.split(",")) labels.set(word, label);
  }
  return labels;
}
