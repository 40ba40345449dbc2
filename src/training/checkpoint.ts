import { createHash } from "node:crypto";
import * as z from "zod";
import { parameterSpecs } from "../network/architectures.ts";
import { networkConfigSchema } from "../network/config.ts";
import { namedViews, parameterCount, type Parameters } from "../network/parameters.ts";
import { loadContainer, saveContainer } from "./container.ts";
import { keptLengths } from "../engine/optimizers/optimizers.ts";
import { trainingOptionsSchema } from "./options.ts";
import { type Prepared, valuesSchema } from "./task.ts";

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

/** What checkpoints of every version tell of how far a run has come. */
export const progressFields = {
  corpusDigest: z.string(),
  configHash: z.string(),
  /** SHA-256 of the weights of the network that it is taught by, if any. */
  teacher: z.string().optional(),
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
};

/** What is kept of a callback: its settings, as far as they were given, and what it goes on with. */
const callbackSchema = z.strictObject({ settings: valuesSchema, state: valuesSchema.optional() });
export type StoredCallbacks = Readonly<Record<string, z.infer<typeof callbackSchema>>>;

const size = z.int().min(0);
const headerSchema = z.strictObject({
  format: z.literal(2),
  task: z.string(),
  network: networkConfigSchema,
  ports: z.strictObject({ rows: size, features: size, field: size, vocabulary: size }),
  /** See `Prepared`. */
  model: valuesSchema,
  settings: valuesSchema,
  options: trainingOptionsSchema,
  /** Callbacks besides the usual ones, by name. */
  callbacks: z.record(z.string(), callbackSchema).optional(),
  /** Whether there is an average of the weights. */
  averaged: z.literal(true).optional(),
  ...progressFields,
});
export type CheckpointHeader = z.infer<typeof headerSchema>;

/** A whole training state. */
export interface Checkpoint extends CheckpointHeader {
  weights: Float32Array;
  /** What the optimizer keeps, flat like the weights. */
  moments: readonly Float32Array[];
  /** An average of the weights, which models are made of in their place. */
  average?: Float32Array;
}

/** A run as those that begin with its weights tell of it. */
export function ancestorOf({ step, minutes, tokens, corpusDigest, configHash }: CheckpointHeader): Ancestor {
  return { steps: step, minutes: Math.round(minutes), tokens, corpusDigest, configHash };
}

/** sha256 of what a resumed run must share with its checkpoint. */
export function configHash(
  { network, ports, model, settings, options }:
    & Pick<Prepared, "network" | "ports" | "model" | "settings">
    & Pick<CheckpointHeader, "options">,
): string {
  const { steps: _s, minutes: _m, evalInterval: _e, saveInterval: _i, ...fixed } = options;
  const { data: _data, ...own } = settings;
  const parts = [network, ports, model, own, fixed];
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex");
}

/** Names of sections: of the average, and of moment `i`. */
const AVERAGE = "average";
const nameOf = (i: number): string => `moment ${i + 1}`;

/** Writes a checkpoint atomically. */
export function saveCheckpoint(
  path: string,
  { weights, moments, average, averaged: _, ...header }: Checkpoint,
): Promise<void> {
  const kept = moments.map((values, i) => [nameOf(i), values] as const);
  const sections = { weights, ...Object.fromEntries(kept), ...average && { [AVERAGE]: average } };
  return saveContainer(path, KIND, { ...header, ...average && { averaged: true } }, sections);
}

/**
 * Reads and verifies a checkpoint; a UserError says what is wrong with it. `lift` makes a header of an older format one of
 * today; it returns undefined for what it does not know.
 */
export async function loadCheckpoint(
  path: string,
  lift: (header: unknown) => CheckpointHeader | undefined = () => undefined,
): Promise<Checkpoint> {
  const { header, arrays: [weights, ...kept] } = await loadContainer(
    path,
    KIND,
    (value) => lift(value) ?? headerSchema.parse(value),
    ({ ports, network, options, averaged }) => {
      const specs = parameterSpecs(ports, network), count = parameterCount(specs);
      const kept = keptLengths(options.optimizer, specs).map((length, i) => [nameOf(i), length] as const);
      return [["weights", count], ...kept, ...averaged ? [[AVERAGE, count] as const] : []];
    },
  );
  const moments = header.averaged ? kept.slice(0, -1) : kept;
  return { ...header, weights: weights!, moments, ...header.averaged && { average: kept.at(-1)! } };
}

/** The weights by name that a model is made of: their average where there is one. */
export function checkpointParameters({ ports, network, weights, average }: Checkpoint): Parameters {
  return namedViews(parameterSpecs(ports, network), average ?? weights);
}
