import * as z from "zod";
import { UserError } from "../base/errors.ts";

/** Sizes of a network that a user may choose. */
export const networkShapeSchema = z.strictObject({
  /** Width of the residual stream. */
  dim: z.int().min(8).max(4096),
  layers: z.int().min(1).max(64),
  heads: z.int().min(1).max(64),
  /** Hidden units of the feed-forward layer. */
  hidden: z.int().min(8).max(16384),
  /** Each position attends to itself and the `window - 1` positions before it. */
  window: z.int().min(8).max(4096),
});
export type NetworkShape = z.infer<typeof networkShapeSchema>;

/** The kind of network; models of drawings call their transformer by its first name. */
export const architectureSchema = z.literal(["transformer", "grid-transformer"]);

/** Heads that share the width evenly, in numbers that kernels take. */
export function checkHeads({ dim, heads }: NetworkShape, context: z.core.$RefinementCtx): void {
  const message = dim % heads !== 0
    ? "dim must be a multiple of heads"
    : dim / heads % 8 !== 0
    ? "dim / heads must be a multiple of 8"
    : undefined;
  if (message !== undefined) context.addIssue({ code: "custom", message, path: ["heads"] });
}

/** All that fixes a network but for what it is connected to. */
export const networkConfigSchema = networkShapeSchema.extend({ architecture: architectureSchema })
  .superRefine(checkHeads);
export type NetworkConfig = z.infer<typeof networkConfigSchema>;

const HEAD_DIM = 32;

/** Sizes by one dial, the depth: width 48 a layer, heads of 32, four times as wide inside. */
export const PRESETS: Readonly<Record<string, { layers: number; dim: number }>> = {
  nano: { layers: 1, dim: 32 },
  tiny: { layers: 2, dim: 96 },
  small: { layers: 4, dim: 192 },
  medium: { layers: 6, dim: 288 },
  large: { layers: 8, dim: 384 },
};

/** A preset's sizes with some fields overridden; heads and hidden units follow the width unless they are given. */
export function presetShape(preset: string, overrides: Partial<NetworkShape> = {}): NetworkShape {
  const size = PRESETS[preset];
  if (!size) {
    throw new UserError("usage", `unknown preset "${preset}"; there are ${Object.keys(PRESETS).join(", ")}`);
  }
  const dim = overrides.dim ?? size.dim;
  return {
    ...size,
    heads: Math.max(1, Math.round(dim / HEAD_DIM)),
    hidden: 4 * dim,
    window: 128,
    ...overrides,
  };
}
