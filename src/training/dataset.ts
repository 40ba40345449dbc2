import type { DatabaseSync } from "node:sqlite";
import * as z from "zod";
import { MAX_HEIGHT, MAX_WIDTH } from "../corpus/normalise.ts";
import { furtherLabels, STYLES } from "../corpus/store.ts";
import { UserError } from "../errors.ts";
import { unpackSketch } from "../rasterise/sketch.ts";
import { aspectBin, type CharacterTokenizer, fitCharacterTokenizer } from "../tokenizer/character.ts";

/** One drawing of a picture at one width. */
export interface Piece {
  /** Character tokens of the rows, joined by <newline>; without <eos>. */
  tokens: Uint16Array;
  width: number;
  height: number;
  mirrored: boolean;
  /** Characters of the art, line ends included. */
  characters: number;
}

/** One picture: what is learned from it, and how often it is asked for. */
export interface Picture {
  /** The main label first. */
  labels: string[];
  source: string;
  /** Unique within the source and style. */
  sourceId: string;
  style: string;
  /** 36×36 of 0 and 1. */
  sketch: Uint8Array;
  aspect: number;
  pieces: Piece[];
}

/**
 * All pictures of one split, in memory, and how likely each label is asked for. Tokens and sketches lie in shared memory:
 * posting a dataset to a worker copies the little that is left.
 */
export interface Dataset {
  pictures: Picture[];
  popularity: Map<string, number>;
}

const pictureRow = z.object({
  id: z.number(),
  source: z.string(),
  source_id: z.string(),
  label: z.string(),
  style: z.string(),
  sketch: z.instanceof(Uint8Array),
});
const pieceRow = z.object({
  picture_id: z.number(),
  art: z.string(),
  width: z.number(),
  height: z.number(),
  mirrored: z.number(),
});
const popularityRow = z.object({ label: z.string(), popularity: z.number() });

/** Fits the tokenizer to every piece of the corpus. */
export function fitToCorpus(db: DatabaseSync): CharacterTokenizer {
  const texts = function* () {
    for (const row of db.prepare("SELECT art FROM pieces").iterate()) yield String(row.art);
  };
  const sketches = function* () {
    for (const row of db.prepare("SELECT sketch FROM pictures WHERE split = 'train'").iterate()) {
      if (row.sketch instanceof Uint8Array) yield unpackSketch(row.sketch);
    }
  };
  return fitCharacterTokenizer(texts(), {
    styles: [...STYLES],
    maxWidth: MAX_WIDTH,
    maxHeight: MAX_HEIGHT,
    sketches: sketches(),
  });
}

/**
 * The labels that get an embedding of their own: the `limit` most popular ones of the training pictures. Banners spell
 * their words, which takes no embedding.
 */
export function knownLabels(dataset: Dataset, limit: number): string[] {
  const labels = new Set(
    dataset.pictures.filter(({ style }) => style !== "banner").flatMap((picture) => picture.labels),
  );
  return [...labels]
    .filter((label) => /^[a-z][a-z ]{0,39}$/.test(label))
    .sort((a, b) => (dataset.popularity.get(b) ?? 0) - (dataset.popularity.get(a) ?? 0) || (a < b ? -1 : 1))
    .slice(0, limit);
}

/** Elements that one block of shared memory holds. */
const BLOCK = 1 << 20;

/** Keeps copies of short arrays one after another in blocks of shared memory. */
function sharedStore<T extends Uint8Array | Uint16Array>(
  Kind: { new (buffer: SharedArrayBuffer, offset: number, length: number): T; BYTES_PER_ELEMENT: number },
): { keep(values: ArrayLike<number>): T } {
  let block = new SharedArrayBuffer(0);
  let used = 0;
  return {
    keep(values) {
      const size = values.length * Kind.BYTES_PER_ELEMENT;
      if (used + size > block.byteLength) {
        block = new SharedArrayBuffer(Math.max(size, BLOCK * Kind.BYTES_PER_ELEMENT));
        used = 0;
      }
      const kept = new Kind(block, used, values.length);
      kept.set(values);
      used += size;
      return kept;
    },
  };
}

/** Loads one split; drawings of more than `maxTokens` tokens are left out. */
export function loadDataset(
  db: DatabaseSync,
  tokenizer: CharacterTokenizer,
  split: "train" | "validation" | "test",
  maxTokens: number,
): Dataset {
  const pictures = new Map<number, Picture>();
  const [bytes, words] = [sharedStore(Uint8Array), sharedStore(Uint16Array)];
  for (
    const row of db.prepare(
      "SELECT id, source, source_id, label, style, sketch FROM pictures WHERE split = ? ORDER BY id",
    )
      .iterate(split)
  ) {
    const { id, source, source_id: sourceId, label, style, sketch } = pictureRow.parse(row);
    const bits = bytes.keep(unpackSketch(sketch));
    pictures.set(id, { labels: [label], source, sourceId, style, sketch: bits, aspect: 0, pieces: [] });
  }
  for (const { picture, label } of furtherLabels(db)) pictures.get(picture)?.labels.push(label);
  const widest = new Map<number, number>();
  const query = db.prepare(
    "SELECT picture_id, art, width, height, mirrored FROM corpus WHERE split = ? ORDER BY id",
  );
  for (const row of query.iterate(split)) {
    const { picture_id, art, width, height, mirrored } = pieceRow.parse(row);
    const picture = pictures.get(picture_id);
    if (!picture || width > tokenizer.data.maxWidth || height > tokenizer.data.maxHeight) continue;
    if (width > (widest.get(picture_id) ?? 0)) {
      widest.set(picture_id, width);
      picture.aspect = aspectBin(width, height);
    }
    const tokens = tokenizer.encode(art);
    if (tokens.length > maxTokens) continue;
    picture.pieces.push({
      tokens: words.keep(tokens),
      width,
      height,
      mirrored: mirrored === 1,
      characters: art.length + 1,
    });
  }
  const popularity = new Map<string, number>();
  for (const row of db.prepare("SELECT label, popularity FROM labels").iterate()) {
    const { label, popularity: value } = popularityRow.parse(row);
    popularity.set(label, value);
  }
  const usable = [...pictures.values()].filter((picture) => picture.pieces.length > 0);
  if (usable.length === 0) {
    throw new UserError(
      "corpus",
      `the corpus has no ${split} pictures; build a larger one with "deno task data"`,
    );
  }
  return { pictures: usable, popularity };
}
