import type { DatabaseSync } from "node:sqlite";
import { STYLES } from "../../art/styles.ts";
import { countEdges, sketchWords } from "../../rasterise/sketch/packed.ts";
import { fitGridTokenizer } from "../../tokenizer/grid/grid.ts";
import { artScanner } from "../../tokenizer/grid/scan.ts";
import type { TokenizerData } from "../../tokenizer/grid/schema.ts";
import { MAX_HEIGHT, MAX_WIDTH } from "../found/normalise.ts";
import { numberPictures, rankOf } from "../words/numbering.ts";
import type { IndexedSplit, SplitIndex } from "./split_index.ts";
import { furtherLabels, popularities } from "./store.ts";

/** What is known after one look at every row. */
export interface IndexedPictures {
  tokenizer: TokenizerData;
  labels: string[];
  popularity: number[];
  splits: Record<IndexedSplit, SplitIndex>;
}

/** A label that is in no list is asked for so seldom. */
const UNLISTED = 0.1;

/**
 * Reads every picture and piece once, row by row, and numbers the pictures of each word. What is kept are numbers: about
 * 60 bytes a picture with three labels and a piece.
 */
export function indexPictures(db: DatabaseSync, spaceRuns: readonly number[]): IndexedPictures {
  const scanner = artScanner(spaceRuns);
  const numbers = new Map<string, number>();
  const numberOf = (label: string): number => {
    const known = numbers.get(label);
    if (known === undefined) numbers.set(label, numbers.size);
    return known ?? numbers.size - 1;
  };
  const drafts = { train: draft(), validation: draft() };
  const labelsOf = byPicture(furtherLabels(db));
  const piecesOf = byPicture(allPieces(db));
  const pictures = db.prepare(
    "SELECT id, source, source_id, label, style, split, sketch FROM pictures ORDER BY id",
  );
  for (const { id, source, source_id, label: main, style, split, sketch } of pictures.iterate()) {
    if (!(sketch instanceof Uint8Array)) continue;
    const pieces = piecesOf(Number(id)).map((piece) => ({ ...piece, tokens: scanner.count(piece.art) }))
      .filter(({ width, height }) => width <= MAX_WIDTH && height <= MAX_HEIGHT);
    if (pieces.length === 0 || (split !== "train" && split !== "validation")) continue;
    const into = drafts[split];
    const label = String(main);
    const picture = {
      ...{ source: String(source), sourceId: String(source_id), label },
      edges: countEdges(sketchWords(sketch)),
    };
    into.styles.push(STYLES.findIndex((name) => name === style));
    into.pieceStarts.push(into.pieces.length);
    into.labelStarts.push(into.labels.length);
    for (const piece of pieces) {
      into.pieces.push(piece.id);
      into.tokens.push(piece.tokens);
      into.widths.push(piece.width);
      into.heights.push(piece.height);
    }
    for (const word of [label, ...labelsOf(Number(id)).map(({ label }) => label)]) {
      into.labels.push(numberOf(word));
      into.ranks.push(rankOf(word, picture));
      into.owners.push(Number(id));
    }
  }
  const labels = [...numbers.keys()];
  const listed = popularities(db);
  const tokenizer = fitGridTokenizer([scanner.characters()], {
    styles: [...STYLES],
    maxWidth: MAX_WIDTH,
    maxHeight: MAX_HEIGHT,
    spaceRuns: [...spaceRuns],
  });
  return {
    tokenizer: tokenizer.data,
    labels,
    popularity: labels.map((label) => listed.get(label) ?? UNLISTED),
    splits: {
      train: finish(db, drafts.train, labels.length),
      validation: finish(db, drafts.validation, labels.length),
    },
  };
}

type Draft = ReturnType<typeof draft>;

function draft() {
  return {
    ...{ styles: growing(Uint8Array), pieceStarts: growing(Uint32Array), pieces: growing(Uint32Array) },
    ...{ tokens: growing(Uint16Array), widths: growing(Uint8Array), heights: growing(Uint8Array) },
    ...{ labelStarts: growing(Uint32Array), labels: growing(Uint32Array) },
    /** Of each label of each picture: the picture's rank for it, and its id. */
    ranks: growing(Float64Array),
    owners: growing(Uint32Array),
  };
}

function finish(db: DatabaseSync, draft: Draft, labels: number): SplitIndex {
  draft.pieceStarts.push(draft.pieces.length);
  draft.labelStarts.push(draft.labels.length);
  const [styles, labelStarts, words] = [
    draft.styles.values(),
    draft.labelStarts.values(),
    draft.labels.values(),
  ];
  const [ranks, owners] = [draft.ranks.values(), draft.owners.values()];
  // The labels of pictures, sorted into groups of one word and style.
  const groups = new Uint32Array(words.length);
  styles.forEach((style, picture) => {
    for (let at = labelStarts[picture]!; at < labelStarts[picture + 1]!; at++) {
      groups[at] = words[at]! * STYLES.length + style;
    }
  });
  const { starts, members } = groupBy(groups, labels * STYLES.length);
  const places = new Uint16Array(words.length);
  const read = db.prepare("SELECT sketch FROM pictures WHERE id = ?");
  const sketchOf = (at: number): Uint8Array => {
    const sketch = read.get(owners[at]!)?.["sketch"];
    if (sketch instanceof Uint8Array) return sketch;
    throw new Error(`picture ${owners[at]} is gone`);
  };
  for (let group = 0; group + 1 < starts.length; group++) {
    const entries = members.subarray(starts[group], starts[group + 1]);
    if (entries.length > 0) numberPictures(entries, ranks, sketchOf, places);
  }
  return {
    ...{ styles, labelStarts, labels: words, places },
    pieceStarts: draft.pieceStarts.values(),
    pieces: draft.pieces.values(),
    tokens: draft.tokens.values(),
    widths: draft.widths.values(),
    heights: draft.heights.values(),
  };
}

/** The indices of each of `count` groups in their order: those of group g stand from `starts[g]` up to `starts[g + 1]`. */
export function groupBy(groups: Uint32Array, count: number): { starts: Uint32Array; members: Uint32Array } {
  const starts = new Uint32Array(count + 1);
  for (const group of groups) starts[group + 1]!++;
  for (let group = 0; group < count; group++) starts[group + 1]! += starts[group]!;
  const next = starts.slice();
  const members = new Uint32Array(groups.length);
  groups.forEach((group, index) => members[next[group]!++] = index);
  return { starts, members };
}

function* allPieces(db: DatabaseSync) {
  const rows = db.prepare("SELECT picture_id, id, art, width, height FROM pieces ORDER BY picture_id, id");
  for (const { picture_id, id, art, width, height } of rows.iterate()) {
    const [picture, piece] = [Number(picture_id), Number(id)];
    yield { picture, id: piece, art: String(art), width: Number(width), height: Number(height) };
  }
}

/** Hands out the rows of one picture after the other; rows and pictures come in the order of their ids. */
function byPicture<Row extends { picture: number }>(rows: Iterator<Row, void>): (picture: number) => Row[] {
  let next = rows.next();
  return (picture) => {
    const found: Row[] = [];
    while (!next.done && next.value.picture <= picture) {
      if (next.value.picture === picture) found.push(next.value);
      next = rows.next();
    }
    return found;
  };
}

interface Numbers {
  readonly length: number;
  [index: number]: number;
}

/** A typed array that grows. */
function growing<T extends Numbers & { set(values: T): void; slice(start: number, end: number): T }>(
  Kind: new (length: number) => T,
) {
  let array = new Kind(1024), length = 0;
  return {
    get length() {
      return length;
    },
    push(value: number) {
      if (length === array.length) {
        const larger = new Kind(2 * length);
        larger.set(array);
        array = larger;
      }
      array[length++] = value;
    },
    values: (): T => array.slice(0, length),
  };
}
