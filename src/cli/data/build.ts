import { Command } from "commander";
import { buildCorpus, listCandidates } from "../../data/drawn/build.ts";
import { missingPackages } from "../../data/sources/icons/packages.ts";
import { DEFAULT_CORPUS, withCorpus } from "../../data/store/store.ts";
import { updateTrainingIndex } from "../../data/store/training_index.ts";
import { writeErrorLine } from "../terminal.ts";
import { interruptible } from "../interrupt.ts";
import { positive, wholeNumber } from "./options.ts";
import { showProgress } from "../progress.ts";

interface Flags {
  data: string;
  seed: number;
  workers: number;
  limit?: number;
}

/** `ascii-gen data build`: draws the pictures of the icon sets. */
export function command(): Command {
  return new Command("build")
    .description("draw the pictures that the corpus lacks; Ctrl-C stops, a later run continues")
    .option("--data <file>", "the corpus file", DEFAULT_CORPUS)
    .option("--limit <n>", "only so many pictures, everyday ones first", positive)
    .option("-s, --seed <n>", "seed of views and splits", wholeNumber, 1)
    .option("--workers <n>", "drawing threads", positive, navigator.hardwareConcurrency)
    .action(build);
}

async function build({ data, seed, workers, limit }: Flags): Promise<void> {
  const missing = missingPackages();
  if (missing !== undefined) writeErrorLine(missing);
  const progress = showProgress("pictures");
  const report = await interruptible((signal) =>
    withCorpus(data, {}, async (db) => {
      try {
        const candidates = await listCandidates();
        const report = await buildCorpus(db, candidates, {
          seed,
          workers,
          signal,
          ...(limit === undefined ? {} : { limit }),
          onProgress: ({ done, total, pieces }) => progress.update(done, `${pieces} pieces`, total),
        });
        if (!report.interrupted) updateTrainingIndex(db, writeErrorLine);
        return report;
      } finally {
        progress.stop();
      }
    })
  );
  const added = `${report.pictures} pictures and ${report.pieces} pieces added, ${report.rejected} unusable`;
  writeErrorLine(`${data}: ${added}${report.interrupted ? "; interrupted, run again to continue" : ""}`);
}
