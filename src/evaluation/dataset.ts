import type { DatabaseSync } from "node:sqlite";
import * as z from "zod";
import { fineSketch, sketchedRow } from "../data/store/fine.ts";
import { furtherLabels, popularities } from "../data/store/store.ts";
import { UserError } from "../base/errors.ts";
import { aspectBin, type GridTokenizer } from "../tokenizer/grid/grid.ts";

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
  style: string;
  /** Fine sketch, 64×64 of 0 and 1. */
  sketch: Uint8Array;
  aspect: number;
  pieces: Piece[];
}

/** All pictures of one split, in memory, and how likely each label is asked for. */
export interface Dataset {
  pictures: Picture[];
  popularity: Map<string, number>;
}

const pictureRow = z.object({
  id: z.number(),
  label: z.string(),
  style: z.string(),
});
const pieceRow = sketchedRow.extend({ picture_id: z.number(), width: z.number(), height: z.number() });

/** Loads one split; drawings of more than `maxTokens` tokens are left out. */
export function loadDataset(
  db: DatabaseSync,
  tokenizer: GridTokenizer,
  split: "train" | "validation" | "test",
  maxTokens: number,
): Dataset {
  const pictures = new Map<number, Picture>();
  for (
    const row of db.prepare(
      "SELECT id, label, style FROM pictures WHERE split = ? ORDER BY id",
    )
      .iterate(split)
  ) {
    const { id, label, style } = pictureRow.parse(row);
    pictures.set(id, { labels: [label], style, sketch: new Uint8Array(), aspect: 0, pieces: [] });
  }
  for (const { picture, label } of furtherLabels(db)) pictures.get(picture)?.labels.push(label);
  const widest = new Map<number, number>();
  const query = db.prepare(
    `SELECT picture_id, art, width, height, mirrored, fine FROM pieces JOIN pictures ON pictures.id = picture_id
     WHERE split = ? ORDER BY pieces.id`,
  );
  for (const row of query.iterate(split)) {
    const { picture_id, width, height, ...sketched } = pieceRow.parse(row);
    const { art, mirrored } = sketched;
    const picture = pictures.get(picture_id);
    if (!picture || width > tokenizer.data.maxWidth || height > tokenizer.data.maxHeight) continue;
    if (picture.sketch.length === 0) picture.sketch = fineSketch(sketched);
    if (width > (widest.get(picture_id) ?? 0)) {
      widest.set(picture_id, width);
      picture.aspect = aspectBin(width, height);
    }
    const tokens = tokenizer.encode(art);
    if (tokens.length > maxTokens) continue;
    picture.pieces.push({
      tokens: Uint16Array.from(tokens),
      width,
      height,
      mirrored,
      characters: art.length + 1,
    });
  }
  const usable = [...pictures.values()].filter((picture) => picture.pieces.length > 0);
  if (usable.length === 0) {
    throw new UserError(
      "corpus",
      `the corpus has no ${split} pictures; build a larger one with "deno task data"`,
    );
  }
  return { pictures: usable, popularity: popularities(db) };
}
