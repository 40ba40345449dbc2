/** Pieces of the corpus for other programs. */
import type { Context } from "../../base/context.ts";
import type { Fields, Given } from "../../base/fields.ts";
import { checked } from "../../base/check.ts";
import { exportPieces, FORMATS, jsonLines } from "../../data/browse/export.ts";
import { withCorpus } from "../../data/store/store.ts";
import { CORPUS_FIELDS, FILTER_FIELDS } from "./fields.ts";

const SELECTION_FIELDS = { ...CORPUS_FIELDS, ...FILTER_FIELDS } as const satisfies Fields;
export const DATA_EXPORT_FIELDS = {
  ...CORPUS_FIELDS,
  format: { type: "choice", choices: FORMATS, fallback: "jsonl", text: "format of the file" },
  ...FILTER_FIELDS,
} as const satisfies Fields;
export type DataExportInput = Given<typeof DATA_EXPORT_FIELDS> & {
  /** File to write. */
  output: string;
};

/**
 * Writes pieces with all that is known of them to a file; returns how many. Throws the reason of a signal that is aborted,
 * and leaves no file then.
 */
export function exportData({ output, ...given }: DataExportInput, { signal }: Context): Promise<number> {
  const { data, format, ...filter } = checked(DATA_EXPORT_FIELDS, given);
  return withCorpus(data, { mustExist: true }, (db) => exportPieces(db, output, format, filter, signal));
}

/** Hands the same on as JSON, one piece a line, some lines at a time. */
export function dataLines(
  given: Given<typeof SELECTION_FIELDS>,
  write: (lines: string) => void,
): Promise<void> {
  const { data, ...filter } = checked(SELECTION_FIELDS, given);
  return withCorpus(data, { mustExist: true }, (db) => {
    for (const lines of jsonLines(db, filter)) write(lines);
  });
}
