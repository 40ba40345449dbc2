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

/**
 * The known label that a prompt asks for, as its index in `labels`, or −1. Exact first; then without articles, numbers
 * and "picture of"; then the longest label among the words before any preposition, the last one on ties ("wooden
 * house" is a house); then among all words. Plurals count as their singulars.
 */
export function resolveLabel(prompt: string, labels: readonly string[]): number {
  const plain = prompt.normalize("NFD").replace(/\p{M}|['’]/gu, "").toLowerCase().replace(/[^a-z]+/g, " ")
    .trim();
  if (plain === "") return -1;
  const known = new Map(labels.map((label, index) => [label, index]));
  const exact = known.get(plain);
  if (exact !== undefined) return exact;
  let all = plain.split(" ").slice(0, 64);
  while (all.length > 1 && (DETERMINERS.has(all[0]!) || PICTURES.has(all[0]!) || all[0] === "of")) {
    all = all.slice(1);
  }
  const preposition = all.findIndex((word, i) => i > 0 && PREPOSITIONS.has(word));
  const whole = lookUp(all, known);
  if (whole >= 0) return whole;
  const head = preposition > 0 ? longest(all.slice(0, preposition), known) : -1;
  return head >= 0 ? head : longest(all, known);
}

function longest(phrase: string[], known: ReadonlyMap<string, number>): number {
  for (let length = phrase.length; length > 0; length--) {
    for (let start = phrase.length - length; start >= 0; start--) {
      const index = lookUp(phrase.slice(start, start + length), known);
      if (index >= 0) return index;
    }
  }
  return -1;
}

function lookUp(phrase: string[], known: ReadonlyMap<string, number>): number {
  const before = phrase.slice(0, -1);
  for (const last of [phrase.at(-1)!, ...singulars(phrase.at(-1)!)]) {
    const index = known.get([...before, last].join(" "));
    if (index !== undefined) return index;
  }
  return -1;
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
