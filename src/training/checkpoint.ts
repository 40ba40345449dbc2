import { createHash } from "node:crypto";
import * as z from "zod";
import { type ModelConfig, modelConfigSchema } from "../network/config.ts";
import { portsOf } from "../tasks/art/sequence/features.ts";
import { namedViews, parameterCount, type Parameters, parameterSpecs } from "../network/parameters.ts";
import { gridTokenizer } from "../tokenizer/grid/grid.ts";
import { type TokenizerData, tokenizerSchema } from "../tokenizer/grid/schema.ts";
import { loadContainer, saveContainer } from "./container.ts";
import type { Moments } from "../engine/optimizers/optimizer.ts";
import { type TrainingOptions, trainingOptionsSchema } from "./options.ts";

/** Its arrays are the weights and the two moments of AdamW, flat. */
const KIND = "ASCIIGEN";

/** A run that weights went through. */
export const ancestorSchema = z.object({
  steps: z.int().min(0),
  minutes: z.number().min(0),
  tokens: z.number().min(0),
  corpusDigest: z.string(),
  configHash: z.string(),
});
export type Ancestor = z.infer<typeof ancestorSchema>;

const headerSchema = z.strictObject({
  format: z.literal(1),
  config: modelConfigSchema,
  tokenizer: tokenizerSchema,
  options: trainingOptionsSchema,
  corpusDigest: z.string(),
  configHash: z.string(),
  /** Steps done; with the options' seed it is the data cursor and the state of every random stream. */
  step: z.int().min(0),
  /** Minutes trained, tokens predicted, over all sessions. */
  minutes: z.number().min(0),
  tokens: z.number().min(0),
  /** Lowest validation loss so far, or null. */
  best: z.number().nullable(),
  /** Latest validation figures, by name. */
  losses: z.record(z.string(), z.number()),
  /** Runs before this one, each begun with the weights of the one before, the first run first. */
  ancestors: z.array(ancestorSchema).default([]),
});
export type CheckpointHeader = z.infer<typeof headerSchema>;

/** A whole training state. */
export interface Checkpoint extends CheckpointHeader {
  weights: Float32Array;
  moments: Moments;
}

/** A run as those that begin with its weights tell of it. */
export function ancestorOf({ step, minutes, tokens, corpusDigest, configHash }: CheckpointHeader): Ancestor {
  return { steps: step, minutes: Math.round(minutes), tokens, corpusDigest, configHash };
}

/** sha256 of what a resumed run must share with its checkpoint. */
export function configHash(config: ModelConfig, tokenizer: TokenizerData, options: TrainingOptions): string {
  const {
    steps: _steps,
    minutes: _minutes,
    evalInterval: _eval,
    saveInterval: _save,
    data: _data,
    ...fixed
  } = options;
  return createHash("sha256").update(JSON.stringify([config, tokenizer, fixed])).digest("hex");
}

/** Writes a checkpoint atomically. */
export function saveCheckpoint(path: string, { weights, moments, ...header }: Checkpoint): Promise<void> {
  return saveContainer(path, KIND, header, [weights, moments.first, moments.second]);
}

/** Reads and verifies a checkpoint; a UserError says what is wrong with it. */
export async function loadCheckpoint(path: string): Promise<Checkpoint> {
  const { header, arrays: [weights, first, second] } = await loadContainer(
    path,
    KIND,
    headerSchema,
    ({ tokenizer, config }) => {
      const count = parameterCount(parameterSpecs(portsOf(gridTokenizer(tokenizer), config), config));
      return [count, count, count];
    },
  );
  return { ...header, weights: weights!, moments: { first: first!, second: second! } };
}

/** A checkpoint's weights by name. */
export function checkpointParameters({ config, tokenizer, weights }: Checkpoint): Parameters {
  return namedViews(parameterSpecs(portsOf(gridTokenizer(tokenizer), config), config), weights);
}
