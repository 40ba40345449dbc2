import { type LinkedSynset, openWordNetLinks } from "../wordnet_links.ts";
import { isName } from "./names.ts";
import type { Taxonomy } from "./taxonomy.ts";
import type { Substitute } from "./substitute.ts";

/** Senses of a word that are looked into, most frequent first. */
const MAX_SENSES = 2;
const MAX_STEPS = 2;
/** Steps up from what kind of place or thing a name is of. */
const MAX_CLIMB = 3;
/** WordNet's files of artefacts, objects in nature and places. */
const SIGHTS = new Set([6, 15, 17]);

/** Words that share a root with a label, name a part of what it shows, or one that it shows. */
export function linkedWords(taxonomy: Taxonomy): Substitute[] {
  const { byWord } = openWordNetLinks();
  return [...byWord].filter(([word]) => /^[a-z]+( [a-z]+)?$/.test(word) && !isName(word)).flatMap(
    ([word, senses]): Substitute[] => {
      const [first] = senses;
      const root = sameRoot(word, senses, taxonomy);
      if (root !== undefined) return [{ word, label: root, why: "root" }];
      const whole = first && first.classes.length === 0 ? partOf(first, taxonomy) : undefined;
      if (whole !== undefined) return [{ word, label: whole, why: "part" }];
      const kind = first && instanceOf(first, taxonomy);
      return kind === undefined ? [] : [{ word, label: kind, why: "instance" }];
    },
  );
}

const offsetOf = (id: string): number => Number(id.slice(1));

/** A label of the same root, in few steps from one part of speech to another: skiing, to ski, ski. */
function sameRoot(word: string, senses: readonly LinkedSynset[], taxonomy: Taxonomy): string | undefined {
  const { synsets } = openWordNetLinks();
  const isWord = (other: string) => other.toLowerCase().replaceAll("_", " ") === word;
  let frontier = senses.slice(0, MAX_SENSES).map((synset) => ({
    synset,
    at: synset.words.findIndex(isWord),
  }));
  const seen = new Set(frontier.map(({ synset }) => synset.id));
  for (let step = 1; step <= MAX_STEPS; step++) {
    frontier = frontier.flatMap(({ synset, at }) =>
      synset.derivations.filter(({ from, id }) => from === at && !seen.has(id)).flatMap(({ id, to }) => {
        const next = synsets.get(id);
        return next === undefined ? [] : [{ synset: next, at: to }];
      })
    );
    for (const { synset, at } of frontier) {
      seen.add(synset.id);
      const label = synset.id.startsWith("n") ? taxonomy.shownAt(offsetOf(synset.id)) : undefined;
      if (label !== undefined && label === synset.words[at]?.toLowerCase().replaceAll("_", " ")) return label;
    }
  }
  return undefined;
}

function partOf({ wholes }: LinkedSynset, taxonomy: Taxonomy): string | undefined {
  return wholes.map((id) => taxonomy.shownAt(offsetOf(id))).find((label) => label !== undefined);
}

/** What a name is the name of, if that is a sight: Everest is a mountain; countries and persons are left out. */
function instanceOf({ file, classes, words }: LinkedSynset, taxonomy: Taxonomy): string | undefined {
  if (!SIGHTS.has(file) || !words.every((word) => /^\p{Lu}/u.test(word))) {
    return undefined;
  }
  return classes.map((id) => taxonomy.above(offsetOf(id), MAX_CLIMB)).find((label) => label !== undefined);
}
