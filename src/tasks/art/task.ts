/** Drawings as something to learn: which there are, and what a model of them is connected to. */
import * as z from "zod";
import { parseAs, shapeOf } from "../../base/schema.ts";
import { openCorpus } from "../../data/store/store.ts";
import { openTrainingIndex } from "../../data/store/training_index.ts";
import { type GridTokenizer, gridTokenizer } from "../../tokenizer/grid/grid.ts";
import { type TokenizerData, tokenizerSchema } from "../../tokenizer/grid/schema.ts";
import type { Prepared, Task, Values } from "../../training/task.ts";
import type { NetworkConfig } from "../../network/config.ts";
import { type ModelConfig, PROMPT_FIELDS } from "./config.ts";
import { openPopulation, type Population } from "./drawings/population.ts";
import { openDrawings } from "./drawings/source.ts";
import { portsOf } from "./sequence/features.ts";
import type { ArtSettings } from "./settings.ts";

/** Which drawings of a corpus are learned, and what sequences of them are made with. */
export interface ArtPlan {
  settings: ArtSettings;
  tokenizer: TokenizerData;
  promptLength: number;
  train: Population;
  validation: Population;
}

export const artTask: Task<ArtPlan> = {
  name: "art",
  unit: "drawing",
  open({ settings, tokenizer, promptLength, train, validation }, part) {
    return openDrawings({
      options: { ...settings, ...part !== "train" && { promptDropout: 0 } },
      population: part === "unseen" ? validation : train,
      tokenizer: gridTokenizer(tokenizer),
      config: { promptLength },
    });
  },
};

/** What a checkpoint keeps of a model of drawings besides its network. */
const artModelSchema = z.strictObject({ tokenizer: tokenizerSchema, ...shapeOf(PROMPT_FIELDS) });

/** The tokenizer and config of a checkpoint. Throws a UserError of kind "model" where they are not those of drawings. */
export function artModelOf(
  { model, network: { architecture, ...sizes } }: { model: Values; network: NetworkConfig },
): { tokenizer: GridTokenizer; config: ModelConfig } {
  const { tokenizer, promptLength } = parseAs(artModelSchema, model, "model", "checkpoint");
  return { tokenizer: gridTokenizer(tokenizer), config: { ...sizes, promptLength, architecture } };
}

/**
 * Looks over the corpus. Its own tokenizer is taken unless one is given, which must know all its characters. Throws a
 * UserError of kind "corpus" where there is nothing to learn.
 */
export function prepareArt(
  settings: ArtSettings,
  { promptLength, ...network }: ModelConfig,
  given: GridTokenizer | undefined,
  log: (line: string) => void,
): Prepared<ArtPlan> {
  const index = (() => {
    using db = openCorpus(settings.data, { mustExist: true });
    return openTrainingIndex(db, log, given?.data.spaceRuns);
  })();
  const tokenizer = given ?? gridTokenizer(index.tokenizer);
  // Fails where the tokenizer lacks a character.
  tokenizer.encode(index.tokenizer.characters);
  const train = openPopulation(index, "train", tokenizer, settings.maxTokens);
  const validation = openPopulation(index, "validation", tokenizer, settings.maxTokens);
  return {
    task: artTask,
    plan: { settings, tokenizer: tokenizer.data, promptLength, train, validation },
    ports: portsOf(tokenizer, { promptLength }),
    network,
    model: { tokenizer: tokenizer.data, promptLength },
    settings,
    digest: index.digest,
    longest: settings.maxTokens,
    summary: `${train.pictures} pictures, ${train.drawings} drawings`,
  };
}
