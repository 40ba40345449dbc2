/** A corpus that is only looked at, by who cannot see which file it is. */
import { searchPieces } from "../../data/browse/search.ts";
import type { PieceRow } from "../../data/browse/selection.ts";
import { findPiece } from "../../data/browse/show.ts";
import { corpusExists, openReader } from "../../data/store/store.ts";

export type { PieceRow };

/** Pieces whose labels, title or author have the words of a query; undefined where there is no corpus. */
export function lookFor(
  path: string,
  query: string,
  options: { style?: string; limit: number },
): PieceRow[] | undefined {
  if (!corpusExists(path)) return undefined;
  using db = openReader(path);
  return /[\p{L}\p{N}]/u.test(query) ? searchPieces(db, query, options) : [];
}

/** The piece whose characters have that SHA-256, in hex; undefined where there is none, or no corpus. */
export function lookAt(path: string, sha256: string): PieceRow | undefined {
  if (!corpusExists(path)) return undefined;
  using db = openReader(path);
  return findPiece(db, sha256);
}
