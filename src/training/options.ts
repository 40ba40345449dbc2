import * as z from "zod";
import type { Fields, InputOf } from "../base/fields.ts";
import { OPTIMIZER_NAMES } from "../engine/optimizers/optimizers.ts";
import { schemaOf } from "../base/schema.ts";

/** Minutes that a run takes where no budget is given. */
export const USUAL_MINUTES = 120;

/** All that decides how a run trains, whatever it learns. */
export const TRAINING_FIELDS = {
  steps: { type: "integer", least: 1, text: "budget in optimizer steps" },
  minutes: {
    type: "number",
    above: 0,
    text: "budget in minutes of training",
    usual: `${USUAL_MINUTES} unless --steps is given; for texts 10, or less where that is enough`,
  },
  batchTokens: {
    type: "integer",
    least: 256,
    most: 1 << 22,
    fallback: 8192,
    text: "positions in one optimizer step, padding included",
    usual: "8192; for texts 2048",
  },
  optimizer: {
    type: "choice",
    choices: OPTIMIZER_NAMES,
    fallback: "muon",
    text: "for the layers' matrices; tables and head take AdamW",
  },
  learningRate: { type: "number", above: 0, most: 1, fallback: 0.0025, text: "highest learning rate" },
  warmup: {
    type: "number",
    least: 0,
    most: 1,
    fallback: 0.02,
    text: "share of the budget over which the learning rate rises",
  },
  weightDecay: {
    type: "number",
    least: 0,
    most: 10,
    fallback: 0.01,
    text: "AdamW's decoupled weight decay",
  },
  gradientClip: {
    type: "number",
    above: 0,
    most: 1e9,
    fallback: 1,
    flag: "grad-clip",
    text: "largest L2 norm of the gradient",
  },
  accumulate: {
    type: "integer",
    least: 1,
    most: 1024,
    fallback: 1,
    text: "batches per worker in one optimizer step",
  },
  dropout: {
    type: "number",
    least: 0,
    most: 0.9,
    fallback: 0,
    text: "dropout on what each sub-layer adds",
  },
  labelSmoothing: {
    type: "number",
    least: 0,
    most: 0.9,
    text: "share of each target's probability that is spread evenly over all tokens",
    usual: "0",
  },
  zLoss: {
    type: "number",
    least: 0,
    most: 1,
    text: "weight of log²Z in the loss, which keeps logits from drifting; 1e-4 is common",
    usual: "0",
  },
  recompute: {
    type: "choice",
    choices: ["auto", "yes", "no"],
    text: "compute layers again in the backward pass instead of keeping them; auto: where memory is short",
    usual: "auto",
  },
  memory: {
    type: "text",
    value: "size",
    text:
      "limit of the process, such as 1GB: chooses workers, accumulation and recomputation, as far as not given",
    usual: "none",
  },
  evalInterval: { type: "integer", least: 1, fallback: 500, text: "steps between validations" },
  saveInterval: { type: "integer", least: 1, fallback: 250, text: "steps between checkpoints" },
  seed: { type: "integer", least: 0, fallback: 1, short: "s", text: "seed of every random choice" },
  backend: {
    type: "choice",
    choices: ["auto", "wasm", "webgpu", "cpu"],
    fallback: "auto",
    text: "TensorFlow.js backend",
  },
  precision: {
    type: "choice",
    choices: ["auto", "fp32", "bf16"],
    fallback: "auto",
    text: "of linear layers; auto is bf16 where the machine has it, else fp32",
  },
  workers: {
    type: "integer",
    least: 1,
    most: 256,
    text: "data-parallel replicas, one core each",
    usual: "one for each core",
  },
} as const satisfies Fields;

/** Options of a run, stored in its folder and in checkpoints. Exactly one budget is set. */
export type TrainingOptions =
  & Omit<InputOf<typeof TRAINING_FIELDS>, "workers" | "steps" | "minutes">
  & { workers: number; steps?: number | undefined; minutes?: number | undefined };

/** Exactly one budget is set. */
export function checkBudget(
  { steps, minutes }: { steps?: number | undefined; minutes?: number | undefined },
  context: z.core.$RefinementCtx,
): void {
  if ((steps === undefined) !== (minutes === undefined)) return;
  context.addIssue({ code: "custom", message: "give either steps or minutes", path: ["steps"] });
}

const options = schemaOf(TRAINING_FIELDS);

/** Checks options; those of a run name their workers and one budget. */
export const trainingOptionsSchema: z.ZodType<TrainingOptions> = options.transform((given, context) => {
  const { workers, steps, minutes, ...rest } = given;
  checkBudget({ steps, minutes }, context);
  const budget = steps === undefined ? { minutes } : { steps };
  return { ...budget, ...rest, workers: workers ?? 1 };
});
