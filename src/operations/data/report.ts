/** A page of the corpus to look at. */
import type { Context } from "../../base/context.ts";
import type { Fields, Given } from "../../base/fields.ts";
import { atomicWrite } from "../../base/files.ts";
import { rest } from "../../base/pace.ts";
import { checked } from "../../base/check.ts";
import { renderGallery } from "../../data/browse/gallery.ts";
import { samplePieces } from "../../data/browse/selection.ts";
import { corpusStats } from "../../data/store/report.ts";
import { withCorpus } from "../../data/store/store.ts";
import { CORPUS_FIELDS, FILTER_FIELDS, SAMPLE_SEED } from "./fields.ts";

export const REPORT_FIELDS = {
  ...CORPUS_FIELDS,
  output: {
    type: "text",
    value: "file",
    short: "o",
    fallback: "report.html",
    text: "the page, one HTML file with everything in it",
  },
  sample: { type: "integer", least: 1, fallback: 1000, text: "how many pieces" },
  seed: SAMPLE_SEED,
  ...FILTER_FIELDS,
} as const satisfies Fields;
export type ReportInput = Given<typeof REPORT_FIELDS>;

/**
 * Writes counts and a sample of the pieces as a page; returns its path and how many pieces it has. Throws the reason of a signal that is
 * aborted.
 */
export function report(
  input: ReportInput,
  { log, signal }: Context,
): Promise<{ output: string; pieces: number }> {
  const { data, output, sample, seed, ...filter } = checked(REPORT_FIELDS, input);
  return withCorpus(data, { mustExist: true }, async (db) => {
    log(`counting what ${data} has`);
    const stats = corpusStats(db);
    await rest(signal);
    log(`choosing among ${stats.pieces} pieces`);
    const pieces = samplePieces(db, filter, sample, seed);
    await rest(signal);
    await atomicWrite(output, renderGallery("Corpus of ASCII art", stats, pieces));
    return { output, pieces: pieces.length };
  });
}
