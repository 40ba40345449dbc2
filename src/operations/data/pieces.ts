/** Pieces of the corpus, to be looked at. */
import { STYLES } from "../../art/styles.ts";
import { UserError } from "../../base/errors.ts";
import type { Fields, Given } from "../../base/fields.ts";
import { checked } from "../../base/check.ts";
import { searchPieces } from "../../data/browse/search.ts";
import type { PieceRow } from "../../data/browse/selection.ts";
import { findPieces } from "../../data/browse/show.ts";
import { withCorpus } from "../../data/store/store.ts";
import { CORPUS_FIELDS } from "./fields.ts";

export const SHOW_FIELDS = {
  ...CORPUS_FIELDS,
  style: { type: "choice", choices: STYLES, text: "only pieces of this style" },
  width: { type: "integer", least: 1, short: "w", text: "show the views nearest to this width" },
  limit: { type: "integer", least: 1, fallback: 4, text: "how many pieces" },
} as const satisfies Fields;
export const SEARCH_FIELDS = {
  ...SHOW_FIELDS,
  limit: { ...SHOW_FIELDS.limit, fallback: 8 },
} as const satisfies Fields;

/** What pieces are to show. */
export type ShowInput = Given<typeof SHOW_FIELDS> & { label: string };
/** Words that labels, title and author of pieces are to have, or how these begin. */
export type SearchInput = Given<typeof SEARCH_FIELDS> & { query: string };

/** A few pieces of a label. Throws a UserError of kind "input" where there is none. */
export async function show({ label, ...given }: ShowInput): Promise<PieceRow[]> {
  const { data, ...wanted } = checked(SHOW_FIELDS, given);
  const pieces = await withCorpus(
    data,
    { mustExist: true },
    (db) => findPieces(db, label.toLowerCase(), wanted),
  );
  return some(pieces, wanted.style, label, data);
}

/** Pieces by words that all must occur. Throws a UserError of kind "input" where there is none. */
export async function search({ query, ...given }: SearchInput): Promise<PieceRow[]> {
  const { data, ...wanted } = checked(SEARCH_FIELDS, given);
  const pieces = await withCorpus(data, { mustExist: true }, (db) => searchPieces(db, query, wanted));
  return some(pieces, wanted.style, query, data);
}

function some(pieces: PieceRow[], style: string | undefined, words: string, data: string): PieceRow[] {
  if (pieces.length > 0) return pieces;
  const what = `no ${style ?? "piece"} for ${JSON.stringify(words)} in ${data}`;
  throw new UserError("input", `${what}; "data stats" lists labels`);
}
