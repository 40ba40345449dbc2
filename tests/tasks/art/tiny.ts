import { openCorpus } from "../../../src/data/store/store.ts";
import { openTrainingIndex } from "../../../src/data/store/training_index.ts";
import { type ModelConfig, modelShape } from "../../../src/tasks/art/config.ts";
import { gridTokenizer } from "../../../src/tokenizer/grid/grid.ts";
import type { PlanOptions } from "../../../src/training/plan.ts";
import { openPopulation } from "../../../src/tasks/art/drawings/population.ts";
import { openDrawings } from "../../../src/tasks/art/drawings/source.ts";
import { exampleSampler, type SamplingOptions } from "../../../src/tasks/art/drawings/sampler.ts";
import { writeTinyCorpus } from "./corpus.ts";

const folder = await Deno.makeTempDir();
globalThis.addEventListener("unload", () => Deno.removeSync(folder, { recursive: true }));

/** The tiny corpus as a run sees it, in a file that stays until the tests of a module are done. */
export const path = `${folder}/corpus.db`;
writeTinyCorpus(path);
const db = openCorpus(path);
export const index = openTrainingIndex(db, () => {});
db.close();
export const tokenizer = gridTokenizer(index.tokenizer);
export const population = openPopulation(index, "train", tokenizer, 500);
export const config: ModelConfig = modelShape("nano");

export const sampling: SamplingOptions = { promptDropout: 0.1, evenDrawings: 0.5 };
export const planning: PlanOptions = { seed: 3, batchTokens: 600 };

/** A sampler of the tiny corpus' training pictures. */
export const sampler = (options: Partial<SamplingOptions> = {}) =>
  exampleSampler(population, tokenizer, config, { ...sampling, ...options });

/** The tiny corpus' training pictures. */
export const openTiny = () =>
  openDrawings({ options: { data: path, ...sampling }, population, tokenizer, config });
