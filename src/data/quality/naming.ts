import { EVERYDAY } from "../words/everyday.ts";
import type { Finding } from "../found/finding.ts";
import { cleanLabel, isConcrete, type Labels, labelsOf, singular } from "../words/labels.ts";
import { openWordNet } from "../words/wordnet.ts";

const MAX_FURTHER = 6;
/** Names kept with what they came to: sources repeat their categories. */
const MAX_KNOWN = 20_000;

/** Words that end the part of a title that names the picture: "cat on a fence", "dog, by Joan". */
const ENDS = new Set(
  "with on in at by from for under over near to that who which is are and or vs as behind".split(" "),
);
/** Words of titles that name no picture. */
const EMPTY = new Set(
  "a an the my your his her our some this these that one very ascii ansi art text pic pics untitled unknown misc other various new"
    .concat(
      " txt asc file index large small big little tiny huge nice cute cool another more first last version lots",
    ).split(" "),
);

/**
 * Labels of a finding: drawable English nouns in the words that its source gives, else in its title; in the singular.
 * Undefined where none is known. Where a finding was, its id or address, tells of the file or data set and not of it.
 */
export function nameFinding({ labels, title }: Finding): Labels | undefined {
  const names = [...labels, title];
  const first = names.findIndex((name) => nameOf(name) !== undefined);
  const found = first < 0 ? undefined : nameOf(names[first]!);
  if (found === undefined) return undefined;
  const others = names.slice(first + 1).map(nameOf).filter((other) => other !== undefined);
  const further = new Set([...found.further, ...others.flatMap(({ label, further }) => [label, ...further])]);
  further.delete(found.label);
  return { label: found.label, further: [...further].slice(0, MAX_FURTHER) };
}

const known = new Map<string, Labels | undefined>();

/** What a title or file name calls its picture; an address names none. */
export function nameOf(name: string): Labels | undefined {
  if (/^[a-z][a-z+.-]*:\/\//i.test(name)) return undefined;
  const words = wordsIn(name), key = words.join(" ");
  if (known.has(key)) return known.get(key);
  if (known.size >= MAX_KNOWN) known.clear();
  const found = findName(words);
  known.set(key, found);
  return found;
}

/** Words and what stands between them, without numbers: "cat 12" and "Cat_13.txt" come to the same. */
function wordsIn(name: string): string[] {
  return name
    .slice(0, 200)
    .replace(/(?<=\S)\.[a-z][a-z\d]{1,9}$/i, "")
    .replace(/([a-z])([A-Z])/g, "$1 $2")
    .replace(/(?<=[a-z])['’](?:s\b)?/g, "")
    .toLowerCase()
    .match(/[a-z]+|[,;:(.!?]/g) ?? [];
}

function findName(words: readonly string[]): Labels | undefined {
  // "The castle of the king" is a castle, but a "picture of a cat" a cat.
  for (const ends of [(word: string) => ENDS.has(word) || word === "of", (word: string) => ENDS.has(word)]) {
    const end = words.findIndex((word, i) => i > 0 && (ends(word) || !/[a-z]/.test(word)));
    const head = (end < 0 ? words : words.slice(0, end)).filter((word) =>
      /[a-z]/.test(word) && !EMPTY.has(word)
    );
    const phrase = head.length === 0 ? undefined : labelsOf(head.join("-"), []) ?? plural(head);
    if (phrase !== undefined) return knownFirst(inSingular(phrase));
  }
  const nouns = words.filter((word) => word.length > 2 && !EMPTY.has(word) && !ENDS.has(word)).map(
    singularForm,
  );
  const noun = nouns.find((word) => cleanLabel(word) === word && isConcrete(word, 1));
  return noun === undefined ? undefined : labelsOf(noun, []) ?? { label: noun, further: [] };
}

/** Labels of a phrase whose last word is an irregular plural: "two mice". */
function plural(words: readonly string[]): Labels | undefined {
  const last = words.at(-1)!, single = singularForm(last);
  return single === last ? undefined : labelsOf([...words.slice(0, -1), single].join("-"), []);
}

/** The label in the singular where it is a plural; words that have none, such as scissors, stay. */
function inSingular({ label, further }: Labels): Labels {
  const parts = label.split(" ");
  const single = [...parts.slice(0, -1), singularForm(parts.at(-1)!)].join(" ");
  if (single === label || EVERYDAY.has(label)) return { label, further };
  return { label: single, further: further.filter((other) => other !== single) };
}

/** A phrase that WordNet does not know stands behind the noun in it: a "sitting cat" is a cat. */
function knownFirst({ label, further }: Labels): Labels {
  const [noun] = further;
  const isKnown = EVERYDAY.has(label) || openWordNet().senses(label).length > 0;
  if (isKnown || noun === undefined || !label.split(" ").includes(noun)) return { label, further };
  return { label: noun, further: [label, ...further.slice(1)] };
}

const IRREGULAR = new Map(Object.entries({
  mice: "mouse",
  geese: "goose",
  teeth: "tooth",
  feet: "foot",
  children: "child",
  oxen: "ox",
  wolves: "wolf",
  leaves: "leaf",
  elves: "elf",
  shelves: "shelf",
  calves: "calf",
  scarves: "scarf",
  hooves: "hoof",
  thieves: "thief",
  knives: "knife",
}));

/** The singular of a noun: of an irregular one, else by rule if that gives a drawable noun. */
function singularForm(word: string): string {
  const irregular = IRREGULAR.get(word) ?? word.replace(/men$/, "man");
  if (irregular !== word) return irregular;
  // The rule leaves words in "-ses" alone: horses, but also glasses.
  const ruled = [singular(word), ...word.endsWith("ses") ? [word.slice(0, -1), word.slice(0, -2)] : []];
  return ruled.find((form) => form !== word && isConcrete(form)) ?? word;
}
