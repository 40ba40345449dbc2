import * as z from "zod";

const share = z.number().min(0).max(1);

/** All that decides how a run trains, besides the model's config. Stored in the run folder and in checkpoints. */
export const trainingOptionsSchema = z.strictObject({
  /** SQLite corpus. */
  data: z.string(),
  /** Budget: optimizer steps, or minutes of training time. Exactly one is set. */
  steps: z.int().min(1).optional(),
  minutes: z.number().positive().optional(),
  /** Positions in one optimizer step, padding included, over all workers and accumulated batches. */
  batchTokens: z.int().min(256).max(1 << 22),
  /** AdamW for all weights, or Muon for the layers' matrices. */
  optimizer: z.enum(["adamw", "muon"]).default("adamw"),
  learningRate: z.number().positive().max(1),
  /** Share of the budget over which the learning rate rises. */
  warmup: share,
  weightDecay: z.number().min(0).max(10),
  gradientClip: z.number().positive(),
  /** Batches that each worker adds up before an optimizer step. */
  accumulate: z.int().min(1).max(1024),
  dropout: z.number().min(0).max(0.9),
  /** Share of examples without any prompt, as where a given picture is drawn. */
  promptDropout: share,
  /** Share of examples drawn evenly over pictures, not by popularity of their words. */
  evenDrawings: share,
  /** Longest drawing trained on, in tokens. */
  maxTokens: z.int().min(32).max(8192),
  /** Steps between validations, and between checkpoints. */
  evalInterval: z.int().min(1),
  saveInterval: z.int().min(1),
  seed: z.int().min(0),
  backend: z.enum(["auto", "wasm", "webgpu", "cpu"]),
  /** What linear layers multiply in: float32, bfloat16, or bfloat16 where the machine has it. */
  precision: z.enum(["auto", "fp32", "bf16"]).default("fp32"),
  /** Data-parallel replicas, one core each. */
  workers: z.int().min(1).max(256),
}).refine((options) => (options.steps === undefined) !== (options.minutes === undefined), {
  error: "give either steps or minutes",
  path: ["steps"],
});
export type TrainingOptions = z.infer<typeof trainingOptionsSchema>;
