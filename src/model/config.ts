import { z } from "zod";
import { type ErrorKind, UserError } from "../errors.ts";

/** Sizes of the network that a user may choose. */
export const modelShapeSchema = z.strictObject({
  /** Width of the residual stream. */
  dim: z.int().min(8).max(4096),
  layers: z.int().min(1).max(64),
  heads: z.int().min(1).max(64),
  /** Hidden units of the feed-forward layer. */
  hidden: z.int().min(8).max(16384),
  /** Each position attends to itself and the `window - 1` positions before it. */
  window: z.int().min(8).max(4096),
  /** Longest prompt, in characters. */
  promptLength: z.int().min(1).max(256),
});

/** Everything that fixes the network's shape, besides the tokenizer. Saved in `config.json`. */
export const modelConfigSchema = modelShapeSchema.extend({
  architecture: z.literal("grid-transformer"),
  /** Words with an embedding of their own; row 0 of that table is for all others. */
  labels: z.array(z.string().regex(/^[a-z][a-z ]{0,39}$/)).max(65536),
}).refine((config) => config.dim % config.heads === 0, {
  error: "dim must be a multiple of heads",
  path: ["heads"],
})
  .refine((config) => new Set(config.labels).size === config.labels.length, {
    error: "a label is listed twice",
    path: ["labels"],
  });
export type ModelConfig = z.infer<typeof modelConfigSchema>;

const HEAD_DIM = 32;

/** Sizes by one dial, the depth: width 48 a layer, heads of 32, four times as wide inside. */
export const PRESETS = {
  nano: preset(1, 32),
  tiny: preset(2, 96),
  small: preset(4, 192),
  medium: preset(6, 288),
  large: preset(8, 384),
} as const;
export type PresetName = keyof typeof PRESETS;

function preset(layers: number, dim: number): Omit<ModelConfig, "labels"> {
  return {
    architecture: "grid-transformer",
    dim,
    layers,
    heads: Math.max(1, dim / HEAD_DIM),
    hidden: 4 * dim,
    window: 128,
    promptLength: 24,
  };
}

/** Checks a config from outside; the error, of the given kind, names the field. */
export function parseModelConfig(value: unknown, kind: ErrorKind = "model"): ModelConfig {
  const result = modelConfigSchema.safeParse(value);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  throw new UserError(kind, `config: ${issue?.path.join(".") || "root"}: ${issue?.message}`);
}
