import type { DatabaseSync } from "node:sqlite";
import { UserError } from "../../base/errors.ts";
import { parsePiece, PIECE_COLUMNS, PIECE_TABLES, type PieceRow } from "./selection.ts";

/** How much a hit in the labels, the title and the author counts. */
const WEIGHTS = "10, 5, 2";

/**
 * Pieces whose labels, title or author hold all words of a query, or words that begin with them; best first, banners last, one of each
 * picture: the one nearest to `width`. Throws a UserError of kind "input" for a query without a letter or digit.
 */
export function searchPieces(
  db: DatabaseSync,
  query: string,
  options: { style?: string; width?: number; limit: number },
): PieceRow[] {
  const words = query.toLowerCase().match(/[\p{L}\p{N}]+/gu);
  if (!words) {
    throw new UserError(
      "input",
      `nothing to search for in ${JSON.stringify(query)}; give a word such as cat`,
    );
  }
  const rows = db.prepare(
    `WITH hits AS (
       SELECT rowid AS picture, bm25(search, ${WEIGHTS}) AS rank FROM search WHERE search MATCH $query
     )
     SELECT ${PIECE_COLUMNS} FROM hits, ${PIECE_TABLES}
     WHERE corpus.id = (SELECT id FROM pieces WHERE picture_id = hits.picture
                        ORDER BY mirrored, abs(width - $width), id LIMIT 1)
       AND ($style IS NULL OR style = $style)
     ORDER BY style = 'banner', rank, corpus.id LIMIT $limit`,
  ).all({
    $query: words.map((word) => `"${word}"*`).join(" "),
    $style: options.style ?? null,
    $width: options.width ?? 30,
    $limit: options.limit,
  });
  return rows.map(parsePiece);
}
