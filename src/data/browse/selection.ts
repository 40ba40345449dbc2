import type { DatabaseSync } from "node:sqlite";
import * as z from "zod";
import { hash01 } from "../../base/hash.ts";

/** Which pieces; what is not given does not matter. */
export interface Filter {
  style?: string;
  source?: string;
  split?: string;
  /** A main or further label. */
  label?: string;
}

const row = z.object({
  sha256: z.string(),
  art: z.string(),
  width: z.number(),
  height: z.number(),
  mirrored: z.number().transform(Boolean),
  style: z.string(),
  label: z.string(),
  labels: z.string().transform((text) => text === "" ? [] : text.split("\n")),
  split: z.string(),
  source: z.string(),
  source_id: z.string(),
  title: z.string(),
  author: z.string(),
  url: z.string(),
  licence: z.string(),
  attribution: z.string(),
});
/** A piece with all that is known of it; `labels` are the further ones, `title`, `author` and `url` of found art only. */
export type PieceRow = z.infer<typeof row>;

/** Columns of `PieceRow`, of a query over the view `corpus` and its sighting, if any. */
export const PIECE_COLUMNS = `
  corpus.sha256, art, width, height, mirrored, style, corpus.label, split, corpus.source, corpus.source_id,
  coalesce(title, '') AS title, coalesce(author, '') AS author, coalesce(url, '') AS url,
  corpus.licence, corpus.attribution,
  coalesce((SELECT group_concat(label, char(10) ORDER BY label) FROM picture_labels
            WHERE picture_labels.picture_id = corpus.picture_id), '') AS labels`;
export const PIECE_TABLES = `
  corpus LEFT JOIN sightings ON sightings.source = corpus.source AND sightings.source_id = corpus.source_id`;

const WHERE = `
  ($style IS NULL OR style = $style) AND ($source IS NULL OR corpus.source = $source)
  AND ($split IS NULL OR split = $split)
  AND ($label IS NULL OR corpus.label = $label
       OR picture_id IN (SELECT picture_id FROM picture_labels WHERE label = $label))`;

/** Rows of the database as pieces. */
export const parsePiece = (found: unknown): PieceRow => row.parse(found);

const parameters = ({ style, source, split, label }: Filter) => ({
  $style: style ?? null,
  $source: source ?? null,
  $split: split ?? null,
  $label: label ?? null,
});

/** Pieces that pass the filter, in the order in which they were stored, one at a time. */
export function* selectPieces(db: DatabaseSync, filter: Filter = {}): Generator<PieceRow> {
  const query = db.prepare(`SELECT ${PIECE_COLUMNS} FROM ${PIECE_TABLES} WHERE ${WHERE} ORDER BY corpus.id`);
  for (const found of query.iterate(parameters(filter))) yield parsePiece(found);
}

/** At most `count` keys, drawn by the seed: the same keys give the same sample, in whatever order they come. */
export function sampleKeys<K>(keys: Iterable<K>, name: (key: K) => string, count: number, seed: number): K[] {
  let drawn: { key: K; rank: number }[] = [];
  const keep = () => drawn = drawn.sort((a, b) => a.rank - b.rank).slice(0, count);
  for (const key of keys) {
    drawn.push({ key, rank: hash01(name(key), seed) });
    if (drawn.length > 4 * count + 1000) keep();
  }
  return keep().map(({ key }) => key);
}

/** A sample of the pieces that pass the filter, at most one of each picture that is no mirrored view. */
export function samplePieces(db: DatabaseSync, filter: Filter, count: number, seed: number): PieceRow[] {
  const keys = db.prepare(
    `SELECT corpus.id AS id, corpus.sha256 AS sha256, picture_id FROM corpus WHERE mirrored = 0 AND ${WHERE}`,
  ).iterate(parameters(filter));
  const pieces = new Map<number, { id: number; sha256: string }>();
  for (const key of keys) {
    const [picture, id, sha256] = [Number(key["picture_id"]), Number(key["id"]), String(key["sha256"])];
    const other = pieces.get(picture);
    if (!other || sha256 < other.sha256) pieces.set(picture, { id, sha256 });
  }
  const one = db.prepare(`SELECT ${PIECE_COLUMNS} FROM ${PIECE_TABLES} WHERE corpus.id = ?`);
  return sampleKeys(pieces.values(), ({ sha256 }) => sha256, count, seed).map(({ id }) =>
    parsePiece(one.get(id))
  );
}
