/** The corpus from its icon sets. */
import type { Context } from "../../base/context.ts";
import type { Fields, Given } from "../../base/fields.ts";
import { checked } from "../../base/check.ts";
import { buildCorpus, type BuildReport, listCandidates } from "../../data/drawn/build.ts";
import { missingPackages } from "../../data/sources/icons/packages.ts";
import { withCorpus } from "../../data/store/store.ts";
import { updateTrainingIndex } from "../../data/store/training_index.ts";
import { CORPUS_FIELDS, WORKERS } from "./fields.ts";

export const BUILD_FIELDS = {
  ...CORPUS_FIELDS,
  limit: { type: "integer", least: 1, text: "only so many pictures, everyday ones first" },
  seed: { type: "integer", least: 0, fallback: 1, short: "s", text: "seed of views and splits" },
  workers: WORKERS,
} as const satisfies Fields;
export type BuildInput = Given<typeof BUILD_FIELDS>;

/** Draws the pictures that the corpus lacks. Where the signal is aborted, what has been drawn is kept. */
export function build(input: BuildInput, { log, progress, signal }: Context): Promise<BuildReport> {
  const { data, limit, seed, workers = navigator.hardwareConcurrency } = checked(BUILD_FIELDS, input);
  const missing = missingPackages();
  if (missing !== undefined) log(missing);
  return withCorpus(data, {}, async (db) => {
    const report = await buildCorpus(db, await listCandidates(), {
      ...{ seed, workers, signal },
      ...limit !== undefined && { limit },
      onProgress: ({ done, total, pieces }) => progress("pictures", done, total, `${pieces} pieces`),
    });
    if (!report.interrupted) updateTrainingIndex(db, log);
    return report;
  });
}
