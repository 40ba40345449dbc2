import { buildLexicon, lookUp } from "../../../words/lexicon.ts";
import { RELATIONS, type Thesaurus } from "../../../words/thesaurus.ts";
import { ownWords } from "../../sources/own/candidates.ts";
import { singular } from "../labels.ts";
import { subtitleCount } from "../popularity.ts";
import { openWordNet } from "../wordnet.ts";
import { emojiWords } from "./emoji.ts";
import { foreignWords } from "./foreign.ts";
import { linkedWords } from "./links.ts";
import { isName } from "./names.ts";
import { REFUSED } from "./refused.ts";
import { RELATED } from "./related.ts";
import type { Substitute } from "./substitute.ts";
import { MIN_CONCRETE_SHARE, MIN_PICTURES, openTaxonomy } from "./taxonomy.ts";

const MAX_LENGTH = 24;

/**
 * Words that are drawn as a label: see `RELATIONS`. `pictures` as of `pictureCounts()`, `own` as of `ownCounts()`. What a
 * word is counts more than what it reminds of, and English more than other languages.
 */
export function buildThesaurus(
  labels: readonly string[],
  pictures: ReadonlyMap<string, number>,
  own: ReadonlyMap<string, number> = pictures,
): Thesaurus {
  const taxonomy = openTaxonomy(labels, pictures);
  const words = new Map<string, Substitute>();
  const known = new Set(labels);
  const add = (substitutes: Iterable<Substitute>) => {
    for (const substitute of substitutes) {
      const { word, why } = substitute, isRefused = why !== "related" && REFUSED.has(word);
      if (!known.has(word) && !isRefused && !words.has(word)) words.set(word, substitute);
    }
  };
  const lexicon = () => buildLexicon(labels, groupSubstitutes(words.values()));
  const plurals = poorPlurals(labels, pictures, own);
  add(RELATED.flatMap(({ word, instead }) => {
    const label = instead.find((label) => known.has(label));
    return label === undefined ? [] : [{ word, label, why: "related" as const }];
  }));
  add(
    nouns().flatMap(({ noun, word }) => {
      const kin = taxonomy.nearest(noun);
      return kin === undefined ? [] : [{ word, ...kin }];
    }),
  );
  add(linkedWords(taxonomy));
  const english = lexicon();
  // The mouse of the pictures has buttons, the one that emoji show has ears.
  const named = (name: string) =>
    lookUp((/^mouse( face)?$/.test(name) && known.has("rat") ? "rat" : name).split(" "), english);
  add(emojiWords(named));
  add(foreignWords(named));
  return groupSubstitutes([...plurals, ...words.values()]);
}

/** Labels that are the plural of another and have hardly a picture of their own, nor one that was drawn for this project. */
function poorPlurals(
  labels: readonly string[],
  pictures: ReadonlyMap<string, number>,
  own: ReadonlyMap<string, number>,
): Substitute[] {
  const known = new Set(labels), drawn = ownWords();
  return labels.flatMap((word) => {
    const label = singular(word);
    const isPoor = !drawn.has(word) && (own.get(word) ?? 0) < MIN_PICTURES &&
      (pictures.get(word) ?? 0) < (pictures.get(label) ?? 0);
    return label !== word && known.has(label) && isPoor ? [{ word, label, why: "plural" as const }] : [];
  });
}

/** Nouns for things, alone or in twos, that occur in film subtitles, with their spelling in the thesaurus. */
function nouns(): { noun: string; word: string }[] {
  const { nouns, concreteShare } = openWordNet();
  return nouns().flatMap((noun) => {
    const word = noun.replace(/['’.]/g, "").replaceAll("-", " ");
    const isThing = word.length <= MAX_LENGTH && /^[a-z]+( [a-z]+)?$/.test(word) && !isName(word) &&
      concreteShare(noun) >= MIN_CONCRETE_SHARE && word.split(" ").every((part) => subtitleCount(part) > 0);
    return isThing ? [{ noun, word }] : [];
  });
}

/** Substitutes by relation and label, all in order. */
export function groupSubstitutes(substitutes: Iterable<Substitute>): Thesaurus {
  const byWhy = Map.groupBy(substitutes, ({ why }) => why);
  return Object.fromEntries(
    RELATIONS.filter((why) => byWhy.has(why)).map((why) => {
      const byLabel = [...Map.groupBy(byWhy.get(why)!, ({ label }) => label)].sort(([a], [b]) =>
        a < b ? -1 : 1
      );
      return [
        why,
        Object.fromEntries(
          byLabel.map(([label, same]) => [label, same.map(({ word }) => word).sort().join()]),
        ),
      ];
    }),
  );
}
