import { Command, Option } from "commander";
import { join } from "node:path";
import { writeBundle } from "../bundle/write.ts";
import { attributions } from "../data/store/attributions.ts";
import { corpusDigest, DEFAULT_CORPUS, openCorpus } from "../data/store/store.ts";
import { ownCounts, pictureCounts } from "../data/words/thesaurus/counts.ts";
import { buildThesaurus } from "../data/words/thesaurus/thesaurus.ts";
import { UserError } from "../base/errors.ts";
import { checkpointParameters, loadCheckpoint } from "../training/checkpoint.ts";
import { BEST_FILE, CHECKPOINT_FILE } from "../training/loop.ts";
import { gridTokenizer } from "../tokenizer/grid/grid.ts";
import { loadSketchCheckpoint } from "../tasks/art/album/checkpoint.ts";
import { SKETCH_CHECKPOINT } from "../tasks/art/album/loop.ts";
import { readAlbum } from "../tasks/art/album/pictures.ts";
import { bundledSketches } from "./bundled_sketches.ts";
import { writeErrorLine } from "./terminal.ts";
import { trainingSummary } from "./training_summary.ts";

interface Flags {
  out: string;
  sketches?: string;
  best?: boolean;
  weights: "float32" | "float16";
  data: string;
}

/** `ascii-gen export`. */
export function command(): Command {
  return new Command("export")
    .description(
      "write a trained run as a model folder: networks, album of pictures, tokenizer, config, thesaurus, manifest",
    )
    .argument("[run]", "run folder", "runs/default")
    .option("-o, --out <folder>", "model folder to write", "weights/default")
    .option("--sketches <folder>", "run folder of the sketches, if another")
    .option("--best", "take the checkpoint of the best validation, not the newest")
    .addOption(
      new Option("--weights <type>", "number format of the weights").choices(["float32", "float16"]).default(
        "float32",
      ),
    )
    .option(
      "--data <file>",
      "corpus it was trained on, for the attributions and the thesaurus",
      DEFAULT_CORPUS,
    )
    .action(run);
}

async function run(folder: string, flags: Flags): Promise<void> {
  const checkpoint = await loadCheckpoint(join(folder, flags.best ? BEST_FILE : CHECKPOINT_FILE));
  using db = openCorpus(flags.data, { mustExist: true });
  if (corpusDigest(db) !== checkpoint.corpusDigest) {
    throw new UserError(
      "corpus",
      `${flags.data} is not the corpus that ${folder} was trained on; name that one by --data`,
    );
  }
  const album = readAlbum(db, writeErrorLine);
  const manifest = await writeBundle(flags.out, {
    tokenizer: gridTokenizer(checkpoint.tokenizer),
    config: checkpoint.config,
    parameters: checkpointParameters(checkpoint),
    ...bundledSketches(
      await loadSketchCheckpoint(join(flags.sketches ?? folder, SKETCH_CHECKPOINT)),
      album,
    ),
    thesaurus: buildThesaurus(album.labels, pictureCounts(db), ownCounts(db)),
    corpus: checkpoint.corpusDigest,
    training: trainingSummary(checkpoint),
    attributions: attributions(db),
    weightType: flags.weights,
  });
  writeErrorLine(
    `wrote ${flags.out}: model.onnx, ${manifest.files["model.onnx"].size} bytes, step ${checkpoint.step}`,
  );
}
