import type { DatabaseSync } from "node:sqlite";
import { type Style, STYLES } from "../../corpus/store.ts";
import { openTrainingIndex } from "../../corpus/training_index.ts";
import { UserError } from "../../errors.ts";
import { LABEL } from "../../model/config.ts";
import { aspectOf } from "../population.ts";

/** Styles whose pictures have sketches worth remembering. */
export const SKETCHED: readonly Style[] = ["line", "solid", "shaded"];

/** The pictures of a corpus that a model is to remember, and the words that they show. */
export interface Album {
  /** Digest of the corpus. */
  corpus: string;
  /** Packed sketches, 162 bytes each. */
  sketches: Uint8Array[];
  /** Aspect bin of each picture. */
  aspects: number[];
  /** By style and word the pictures of it, by their numbers, the plainest first, then those unlike the ones before. */
  words: Record<string, Record<string, number[]>>;
}

/** Pictures of a word and style that are remembered: those further back are twins of others, or busy. */
const MOST = 32;

/** Collects the pictures of the training split. Throws a UserError where there is none. */
export function readAlbum(db: DatabaseSync, log: (line: string) => void): Album {
  const { digest, labels, splits: { train } } = openTrainingIndex(db, log);
  const { styles, labelStarts, places, pieceStarts } = train;
  /** By style and word: pictures (by their place in the index) with their places among the word's. */
  const ranked = new Map<string, Map<string, { picture: number; place: number }[]>>();
  for (let picture = 0; picture < styles.length; picture++) {
    const style = STYLES[styles[picture]!]!;
    if (!SKETCHED.includes(style)) continue;
    for (let entry = labelStarts[picture]!; entry < labelStarts[picture + 1]!; entry++) {
      const word = labels[train.labels[entry]!]!;
      if (!LABEL.test(word)) continue;
      const words = ranked.get(style) ?? new Map();
      const found = words.get(word) ?? [];
      found.push({ picture, place: places[entry]! });
      ranked.set(style, words.set(word, found));
    }
  }
  const read = db.prepare(
    "SELECT pictures.sketch FROM pieces JOIN pictures ON pictures.id = picture_id WHERE pieces.id = ?",
  );
  const sketchOf = (picture: number): Uint8Array => {
    const sketch = read.get(train.pieces[pieceStarts[picture]!]!)?.["sketch"];
    if (sketch instanceof Uint8Array) return sketch;
    throw new Error(`the picture of piece ${train.pieces[pieceStarts[picture]!]} is gone`);
  };
  // Numbered as in the corpus: codes stay those of their pictures when the ranking of words changes.
  const remembered = Array.from(styles.keys()).filter((picture) =>
    SKETCHED.includes(STYLES[styles[picture]!]!)
  );
  if (remembered.length === 0) {
    throw new UserError("corpus", 'the corpus has no pictures to remember; build one with "deno task data"');
  }
  const numbers = new Map(remembered.map((picture, number) => [picture, number]));
  const wordsOf = (style: Style) =>
    [...ranked.get(style) ?? []].toSorted(([a], [b]) => a < b ? -1 : 1).map(([word, found]) => [
      word,
      found.toSorted((a, b) => a.place - b.place || a.picture - b.picture).slice(0, MOST)
        .map(({ picture }) => numbers.get(picture)!),
    ]);
  return {
    corpus: digest,
    sketches: remembered.map(sketchOf),
    aspects: remembered.map((picture) => aspectOf(train, picture)),
    words: Object.fromEntries(SKETCHED.map((style) => [style, Object.fromEntries(wordsOf(style))])),
  };
}
