import type { DatabaseSync } from "node:sqlite";
import * as z from "zod";
import { STYLES } from "../art/styles.ts";
import { furtherLabels, type Split } from "../data/store/store.ts";
import { UserError } from "../base/errors.ts";
import { unpackSketch } from "../rasterise/sketch/sketch.ts";

/** A picture of the corpus as the judge sees it. */
export interface RealPicture {
  id: number;
  /** The main label first, then the tags. */
  labels: string[];
  style: string;
  split: Split;
  /** Pictures that show the same thing alike have the same number. */
  cluster: number;
  /** 36×36 of 0 and 1. */
  sketch: Uint8Array;
  /** Its drawings at several widths, some mirrored. */
  pieces: RealPiece[];
}

/** One drawing of a picture. */
export interface RealPiece {
  lines: string[];
  width: number;
  mirrored: boolean;
}

const pictureRow = z.object({
  id: z.number(),
  label: z.string(),
  style: z.enum(STYLES),
  split: z.enum(["train", "validation", "test"]),
  cluster: z.number().nullable(),
  sketch: z.instanceof(Uint8Array),
});
const pieceRow = z.object({
  picture_id: z.number(),
  art: z.string(),
  width: z.number(),
  mirrored: z.number(),
});

/** All pictures but banners, which spell their label, in the order of their ids. Throws a UserError if there is none. */
export function loadPictures(db: DatabaseSync): RealPicture[] {
  const pictures = new Map<number, RealPicture>();
  const query =
    "SELECT id, label, style, split, cluster, sketch FROM pictures WHERE style <> 'banner' ORDER BY id";
  for (const row of db.prepare(query).iterate()) {
    const { id, label, cluster, sketch, ...rest } = pictureRow.parse(row);
    // A picture that was never clustered is a cluster of its own.
    const own = { id, labels: [label], cluster: cluster ?? -id, sketch: unpackSketch(sketch), pieces: [] };
    pictures.set(id, { ...rest, ...own });
  }
  for (const { picture, label } of furtherLabels(db)) {
    const labels = pictures.get(picture)?.labels;
    if (labels && !labels.includes(label)) labels.push(label);
  }
  for (const row of db.prepare("SELECT picture_id, art, width, mirrored FROM pieces ORDER BY id").iterate()) {
    const { picture_id, art, width, mirrored } = pieceRow.parse(row);
    pictures.get(picture_id)?.pieces.push({ lines: art.split("\n"), width, mirrored: mirrored === 1 });
  }
  const usable = [...pictures.values()].filter(({ pieces }) => pieces.length > 0);
  if (usable.length === 0) {
    throw new UserError(
      "corpus",
      'the corpus has no pictures but banners; build a larger one with "deno task data"',
    );
  }
  return usable;
}

/**
 * The `count` labels that most clusters of pictures carry, main labels and tags alike, the best-populated first; none
 * are merged. Pictures of one cluster count once: where all show the same thing alike, one must not be judged by what
 * was learned from another.
 */
export function bestPopulated(pictures: readonly RealPicture[], count: number): string[] {
  const clusters = new Map<string, Set<number>>();
  for (const { labels, cluster } of pictures) {
    for (const label of labels) clusters.set(label, (clusters.get(label) ?? new Set()).add(cluster));
  }
  return [...clusters].sort(([a, m], [b, n]) => n.size - m.size || (a < b ? -1 : 1)).slice(0, count)
    .map(([label]) => label);
}
