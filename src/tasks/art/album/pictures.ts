import type { DatabaseSync } from "node:sqlite";
import * as z from "zod";
import { type Style, STYLES } from "../../../art/styles.ts";
import { fineSketch, sketchedRow } from "../../../data/store/fine.ts";
import { columnsOf } from "../../../data/sources/own/candidates.ts";
import { smallFirst } from "../../../data/words/small.ts";
import { openTrainingIndex } from "../../../data/store/training_index.ts";
import { UserError } from "../../../base/errors.ts";
import { LABEL } from "../config.ts";
import { packSketch } from "../../../rasterise/sketch/sketch.ts";
import { aspectOf } from "../drawings/population.ts";

/** Styles whose pictures have sketches worth remembering. */
export const SKETCHED: readonly Style[] = ["line", "solid", "shaded"];

/** The pictures of a corpus that a model is to remember, and the words that they show. */
export interface Album {
  /** Digest of the corpus. */
  corpus: string;
  /** Packed fine sketches, 512 bytes each. */
  sketches: Uint8Array[];
  /** Aspect bin of each picture. */
  aspects: number[];
  /** How much it matters that a picture is remembered well, 1 or LIKELY. */
  importance: number[];
  /** Words that there are pictures of, the most popular first. */
  labels: string[];
  /** By style the pictures of each word, by their numbers, the plainest first, then those unlike the ones before. */
  pictures: Record<string, number[][]>;
  /** By style those of them that come first where they are drawn small. */
  small: Record<string, number[][]>;
  /** By the columns of a usual picture up to which they are drawn, and style, those that were made for so few. */
  few: Record<string, Record<string, number[][]>>;
}

/** How much the first pictures of the likeliest words matter: they are what most users see. */
const LIKELY = 4, LIKELY_WORDS = 1500, FIRST_PICTURES = 3;

/** Pictures of a word and style that are remembered: those further back are twins of others, or busy. */
const MOST = 32;

/** Collects the pictures of the training split. Throws a UserError where there is none. */
export function readAlbum(db: DatabaseSync, log: (line: string) => void): Album {
  const { digest, labels, popularity, splits: { train } } = openTrainingIndex(db, log);
  const { styles, labelStarts, places, pieceStarts } = train;
  /** By style and word (its number): pictures (by their place in the index) with their places among the word's. */
  const ranked = new Map<string, Map<number, { picture: number; place: number }[]>>();
  for (let picture = 0; picture < styles.length; picture++) {
    const style = STYLES[styles[picture]!]!;
    if (!SKETCHED.includes(style)) continue;
    for (let entry = labelStarts[picture]!; entry < labelStarts[picture + 1]!; entry++) {
      const word = train.labels[entry]!;
      if (!LABEL.test(labels[word]!)) continue;
      const words = ranked.get(style) ?? new Map();
      const found = words.get(word) ?? [];
      found.push({ picture, place: places[entry]! });
      ranked.set(style, words.set(word, found));
    }
  }
  const read = db.prepare(
    "SELECT fine, art, mirrored FROM pieces JOIN pictures ON pictures.id = picture_id WHERE pieces.id = ?",
  );
  const sketchOf = (picture: number): Uint8Array => {
    const piece = sketchedRow.parse(read.get(train.pieces[pieceStarts[picture]!]!));
    return piece.fine ?? packSketch(fineSketch(piece));
  };
  // Numbered as in the corpus: codes stay those of their pictures when the ranking of words changes.
  const remembered = Array.from(styles.keys()).filter((picture) =>
    SKETCHED.includes(STYLES[styles[picture]!]!)
  );
  if (remembered.length === 0) {
    throw new UserError("corpus", 'the corpus has no pictures to remember; build one with "deno task data"');
  }
  const numbers = new Map(remembered.map((picture, number) => [picture, number]));
  const words = [...new Set([...ranked.values()].flatMap((words) => [...words.keys()]))]
    .toSorted((a, b) => popularity[b]! - popularity[a]! || (labels[a]! < labels[b]! ? -1 : 1));
  const picturesOf = (style: Style) =>
    words.map((word) =>
      (ranked.get(style)?.get(word) ?? [])
        .toSorted((a, b) => a.place - b.place || a.picture - b.picture).slice(0, MOST)
        .map(({ picture }) => numbers.get(picture)!)
    );
  const pictures = Object.fromEntries(SKETCHED.map((style) => [style, picturesOf(style)]));
  const name = db.prepare(
    "SELECT source, source_id AS sourceId FROM pieces JOIN pictures ON pictures.id = picture_id WHERE pieces.id = ?",
  );
  const lines = pictures["line"]!;
  const names = new Map([...new Set(lines.flat())].map((picture) => {
    const piece = train.pieces[pieceStarts[remembered[picture]!]!]!;
    return [picture, namedRow.parse(name.get(piece))] as const;
  }));
  const nameOf = (picture: number): string => {
    const { source, sourceId } = names.get(picture)!;
    return `${source}/${sourceId}`;
  };
  const small = words.map((word, i) => smallFirst(labels[word]!, lines[i]!, nameOf));
  const made = new Map(Array.from(names, ([picture, named]) => [picture, columnsOf(named)]));
  const few = Object.fromEntries(
    [...new Set(made.values())].flatMap((columns) =>
      columns === undefined ? [] : [[
        columns,
        { line: lines.map((found) => found.filter((picture) => made.get(picture) === columns)) },
      ]]
    ),
  );
  const importance = Array<number>(remembered.length).fill(1);
  for (const known of Object.values(pictures)) {
    for (const found of known.slice(0, LIKELY_WORDS)) {
      for (const picture of found.slice(0, FIRST_PICTURES)) importance[picture] = LIKELY;
    }
  }
  return {
    corpus: digest,
    sketches: remembered.map(sketchOf),
    aspects: remembered.map((picture) => aspectOf(train, picture)),
    labels: words.map((word) => labels[word]!),
    ...{ importance, pictures, small: { line: small }, few },
  };
}

const namedRow = z.object({ source: z.string(), sourceId: z.string() });
