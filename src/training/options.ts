import * as z from "zod";
import type { Fields, InputOf } from "../base/fields.ts";
import { MOMENTUM_KINDS } from "../engine/optimizers/optimizer.ts";
import { OPTIMIZER_NAMES, optimizerOf } from "../engine/optimizers/optimizers.ts";
import { schemaOf } from "../base/schema.ts";
import { SCHEDULE_NAMES, scheduleOf, USUAL_SCHEDULE } from "./schedules/schedules.ts";

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
    text: "what moves the weights; muon: the layers' matrices, while tables and head take AdamW",
  },
  momentum: {
    type: "number",
    least: 0,
    most: 0.9999,
    text: "how much of the last update goes on, for sgd",
    usual: "0.9",
  },
  momentumKind: {
    type: "choice",
    choices: MOMENTUM_KINDS,
    text: "where the gradient counts, for sgd: where the momentum leads to, or where the weights are",
    usual: "nesterov",
  },
  learningRate: {
    type: "number",
    above: 0,
    most: 1,
    fallback: 0.0025,
    text: "highest learning rate",
    usual: OPTIMIZER_NAMES.map((name) => `${name} ${optimizerOf(name).usualRate}`).join(", "),
  },
  schedule: {
    type: "choice",
    choices: SCHEDULE_NAMES,
    text: "how the learning rate changes over the budget",
    usual: USUAL_SCHEDULE,
  },
  warmup: {
    type: "number",
    least: 0,
    most: 1,
    fallback: 0.02,
    text: "share of the budget over which the learning rate rises",
    usual: "0.02; for one-cycle 0.3",
  },
  decay: {
    type: "number",
    least: 0,
    most: 1,
    text: "share of the budget over which the learning rate falls at the end, for wsd",
    usual: "0.2",
  },
  finalRate: {
    type: "number",
    least: 0,
    most: 1,
    text: "what the learning rate ends at, relative to the highest",
    usual: SCHEDULE_NAMES.flatMap((name) => {
      const { final } = scheduleOf(name).usual;
      return final === undefined ? [] : [`${name} ${final}`];
    }).join(", "),
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
  teacher: {
    type: "text",
    value: "path",
    text:
      "model folder or checkpoint file, of the same tokenizer, whose predictions are learned from besides (distillation)",
    usual: "none",
  },
  distilWeight: {
    type: "number",
    above: 0,
    most: 1,
    text: "--teacher: what its predictions count; what comes in the data counts the rest",
    usual: "0.5",
  },
  distilTemperature: {
    type: "number",
    above: 0,
    most: 100,
    text: "--teacher: what logits of both are divided by before they are compared",
    usual: "2",
  },
  zeros: {
    type: "choice",
    choices: ["learn", "keep"],
    text: "keep: weights of the layers' matrices that are zero stay so, to fine-tune what `prune` made",
    usual: "learn",
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

/** Settings must be of use to the optimizer and the schedule. */
function checkUse(
  { optimizer, schedule, ...given }: Partial<TrainingOptions>,
  context: z.core.$RefinementCtx,
): void {
  const { takes = [] } = optimizerOf(optimizer ?? TRAINING_FIELDS.optimizer.fallback);
  const { usual } = scheduleOf(schedule);
  const useless = [
    ...(["momentum", "momentumKind"] as const).filter((name) => !takes.includes(name)),
    ...usual.decay === undefined ? ["decay"] as const : [],
    ...usual.final === undefined ? ["finalRate"] as const : [],
  ];
  for (const name of useless.filter((name) => given[name] !== undefined)) {
    const user = name.startsWith("momentum")
      ? `optimizer ${optimizer}`
      : `schedule ${schedule ?? USUAL_SCHEDULE}`;
    context.addIssue({ code: "custom", message: `the ${user} has no use for it`, path: [name] });
  }
}

/** Settings of a distillation need a teacher. */
function checkTaught(
  { teacher, ...given }: Partial<TrainingOptions>,
  context: z.core.$RefinementCtx,
): void {
  if (teacher !== undefined) return;
  for (const name of ["distilWeight", "distilTemperature"] as const) {
    if (given[name] === undefined) continue;
    context.addIssue({ code: "custom", message: "is of use with --teacher only", path: [name] });
  }
}

/** What suits an optimizer and a schedule where nothing was given. */
export function usualOf(
  { optimizer = TRAINING_FIELDS.optimizer.fallback, schedule }: Partial<TrainingOptions>,
): Pick<TrainingOptions, "learningRate" | "warmup"> {
  return {
    learningRate: optimizerOf(optimizer).usualRate,
    warmup: scheduleOf(schedule).usual.warmup ?? TRAINING_FIELDS.warmup.fallback,
  };
}

const options = schemaOf(TRAINING_FIELDS);

/** Checks options; those of a run name their workers and one budget. */
export const trainingOptionsSchema: z.ZodType<TrainingOptions> = options.transform((given, context) => {
  const { workers, steps, minutes, ...rest } = given;
  checkBudget({ steps, minutes }, context);
  checkUse(rest, context);
  checkTaught(rest, context);
  const budget = steps === undefined ? { minutes } : { steps };
  return { ...budget, ...rest, workers: workers ?? 1 };
});
