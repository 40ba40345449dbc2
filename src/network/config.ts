import * as z from "zod";
import { type ErrorKind, UserError } from "../base/errors.ts";

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
export type ModelShape = z.infer<typeof modelShapeSchema>;

/** What a word looks like that a model knows. */
export const LABEL = /^[a-z][a-z ]{0,39}$/;

/** Everything that fixes the network's shape, besides the tokenizer. Saved in `config.json`. */
export const modelConfigSchema = modelShapeSchema.extend({
  architecture: z.literal("grid-transformer"),
}).refine((config) => config.dim % config.heads === 0, {
  error: "dim must be a multiple of heads",
  path: ["heads"],
})
  .refine((config) => (config.dim / config.heads) % 8 === 0, {
    error: "dim / heads must be a multiple of 8",
    path: ["heads"],
  });
export type ModelConfig = z.infer<typeof modelConfigSchema>;
/** What of it the network itself depends on. */
export type NetworkConfig = Omit<ModelConfig, "promptLength">;

const HEAD_DIM = 32;

/** Sizes by one dial, the depth: width 48 a layer, heads of 32, four times as wide inside. */
export const PRESETS: Readonly<Record<string, { layers: number; dim: number }>> = {
  nano: { layers: 1, dim: 32 },
  tiny: { layers: 2, dim: 96 },
  small: { layers: 4, dim: 192 },
  medium: { layers: 6, dim: 288 },
  large: { layers: 8, dim: 384 },
};

/** A preset's shape with some fields overridden; heads and hidden units follow the width unless they are given. */
export function modelShape(preset: string, overrides: Partial<ModelShape> = {}): ModelConfig {
  const size = PRESETS[preset];
  if (!size) {
    throw new UserError("usage", `unknown preset "${preset}"; there are ${Object.keys(PRESETS).join(", ")}`);
  }
  const dim = overrides.dim ?? size.dim;
  return parseModelConfig({
    architecture: "grid-transformer",
    ...size,
    heads: Math.max(1, Math.round(dim / HEAD_DIM)),
    hidden: 4 * dim,
    window: 128,
    promptLength: 24,
    ...overrides,
  }, "usage");
}

/** Checks a config from outside; the error, of the given kind, names the field. */
export function parseModelConfig(value: unknown, kind: ErrorKind = "model"): ModelConfig {
  const result = modelConfigSchema.safeParse(value);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  throw new UserError(kind, `config: ${issue?.path.join(".") || "root"}: ${issue?.message}`);
}
