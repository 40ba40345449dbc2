import type { DatabaseSync } from "node:sqlite";
import { parsePiece, PIECE_COLUMNS, PIECE_TABLES, type PieceRow } from "./selection.ts";

/**
 * Some pieces of a label, one a picture first, the main label before further ones, banners last, nearest to a width if one
 * is given.
 */
export function findPieces(
  db: DatabaseSync,
  label: string,
  options: { style?: string; width?: number; limit: number },
): PieceRow[] {
  const rows = db.prepare(
    `SELECT ${PIECE_COLUMNS}, corpus.label = $wanted AS main,
            row_number() OVER (PARTITION BY picture_id ORDER BY mirrored, abs(width - $width), corpus.id) AS turn
     FROM ${PIECE_TABLES}
     WHERE (corpus.label = $wanted
            OR picture_id IN (SELECT picture_id FROM picture_labels WHERE picture_labels.label = $wanted))
       AND ($style IS NULL OR style = $style)
     ORDER BY turn, style = 'banner', main DESC, style, corpus.id LIMIT $limit`,
  ).all({
    $wanted: label,
    $width: options.width ?? 30,
    $style: options.style ?? null,
    $limit: options.limit,
  });
  return rows.map(parsePiece);
}

/** The piece with these characters, by their SHA-256 in hex. */
export function findPiece(db: DatabaseSync, sha256: string): PieceRow | undefined {
  const row = db.prepare(
    `SELECT ${PIECE_COLUMNS} FROM ${PIECE_TABLES}
     WHERE corpus.id = (SELECT id FROM pieces WHERE sha256 = unhex($sha256))`,
  ).get({ $sha256: sha256 });
  return row === undefined ? undefined : parsePiece(row);
}
