/** More art for the corpus, from a source. */
import type { Context } from "../../base/context.ts";
import { UserError } from "../../base/errors.ts";
import type { Fields, Given, InputOf } from "../../base/fields.ts";
import { checked } from "../../base/check.ts";
import { buildCorpus, missingFrom } from "../../data/drawn/build.ts";
import type { Candidate } from "../../data/drawn/picture.ts";
import type { Source } from "../../data/found/finding.ts";
import { ingest, type IngestReport, noReport, sum } from "../../data/found/ingest.ts";
import { qualityOptions } from "../../data/quality/options.ts";
import { described } from "../../data/sources/described.ts";
import { corpusExists, withCorpus } from "../../data/store/store.ts";
import { updateTrainingIndex } from "../../data/store/training_index.ts";
import { readDescription, readYaml } from "./description.ts";
import { CORPUS_FIELDS, WORKERS } from "./fields.ts";
import { openSource, SOURCE_FIELDS } from "./sources.ts";

export const ADD_FIELDS = {
  ...CORPUS_FIELDS,
  maxItems: { type: "integer", least: 1, text: "look at the source's first so many pieces only" },
  dryRun: { type: "switch", text: "say what would be added, and write nothing" },
  label: { type: "list", value: "word", whole: true, text: "what all pieces show; may be repeated" },
  labels: {
    type: "text",
    value: "file",
    text: "JSON or YAML: labels by the title, label or id of a piece",
  },
  attribution: { type: "text", value: "text", text: "whom to name for all pieces" },
  quality: {
    type: "text",
    value: "file",
    text: "JSON or YAML: what to repair and to refuse, see docs/quality.md",
  },
  ...SOURCE_FIELDS,
  workers: { ...WORKERS, text: "figlet, iconify: drawing threads" },
} as const satisfies Fields;

/** What is to be added. */
export type AddInput = Given<typeof ADD_FIELDS> & {
  /** One of `SOURCES`. */
  source: string;
  /** Paths, words or names, as the source needs. */
  names?: readonly string[];
};
type Settings = InputOf<typeof ADD_FIELDS>;

/**
 * Adds art from a source; what is there already is not added again. Where the signal is aborted, what has been added is
 * kept.
 */
export async function add(
  { source, names = [], ...given }: AddInput,
  context: Context,
): Promise<IngestReport> {
  const settings = checked(ADD_FIELDS, given);
  const opened = await openSource(source, names, settings);
  if ("drawn" in opened) return await addDrawn(await opened.drawn(), settings, context);
  const description = await readDescription(settings);
  return await addFound(opened.found.map((found) => described(found, description)), settings, context);
}

async function addFound(
  sources: readonly Source[],
  { data, maxItems = Infinity, dryRun, quality }: Settings,
  { log, progress, signal }: Context,
): Promise<IngestReport> {
  const options = quality === undefined ? undefined : qualityOptions(await readYaml(quality));
  // A dry run must not make the file either.
  const path = dryRun && !corpusExists(data) ? ":memory:" : data;
  return await withCorpus(path, {}, async (db) => {
    let total = noReport();
    for (const source of sources) {
      if (signal.aborted || total.found >= maxItems) break;
      const before = total;
      const report = await ingest(db, source, {
        ...{ signal, dryRun },
        ...maxItems !== Infinity && { maxItems: maxItems - total.found },
        ...options !== undefined && { quality: options },
        onProgress: (report) => {
          const { found, added, nearDuplicates } = sum(before, report);
          progress("pieces", found, undefined, `${added + nearDuplicates} new`);
        },
        onProblem: (sourceId, problem) => log(`${sourceId}: ${problem}`),
      });
      total = sum(before, report);
    }
    if (!dryRun && !total.interrupted) updateTrainingIndex(db, log);
    return total;
  });
}

async function addDrawn(
  candidates: readonly Candidate[],
  settings: Settings,
  { log, progress, signal }: Context,
): Promise<IngestReport> {
  const { data, seed, workers = navigator.hardwareConcurrency, maxItems = Infinity, dryRun } = settings;
  if (settings.label !== undefined || settings.labels !== undefined || settings.licence !== undefined) {
    throw new UserError(
      "usage",
      "--label, --labels and --licence are for found art; drawn art knows its own",
    );
  }
  const wanted = candidates.slice(0, maxItems);
  const counts = (added: number, rejected: number, seen: number, interrupted: boolean): IngestReport => ({
    ...{ found: added + rejected + seen, added, nearDuplicates: 0, seen, problems: 0, interrupted },
    rejected: rejected > 0 ? { drawing: rejected } : {},
  });
  if (dryRun) {
    const path = corpusExists(data) ? data : ":memory:";
    const missing = (await withCorpus(path, {}, (db) => missingFrom(db, wanted))).length;
    return counts(missing, 0, wanted.length - missing, false);
  }
  return await withCorpus(data, {}, async (db) => {
    const seen = wanted.length - missingFrom(db, wanted).length;
    // With a limit, earlier pictures of these sources stay.
    const { pictures, rejected, interrupted } = await buildCorpus(db, wanted, {
      ...{ seed, workers, signal, limit: wanted.length },
      onProgress: ({ done, total, pieces }) => progress("pictures", done, total, `${pieces} pieces`),
    });
    if (!interrupted) updateTrainingIndex(db, log);
    return counts(pictures, rejected, seen, interrupted);
  });
}
