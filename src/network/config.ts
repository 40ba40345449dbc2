import * as z from "zod";
import { UserError } from "../base/errors.ts";
import type { Fields, Whole } from "../base/fields.ts";
import { shapeOf } from "../base/schema.ts";

/** Sizes of a network that a user may choose. */
export const NETWORK_FIELDS = {
  dim: { type: "integer", least: 8, most: 4096, text: "width of the residual stream" },
  layers: { type: "integer", least: 1, most: 64, text: "layers" },
  heads: { type: "integer", least: 1, most: 64, text: "attention heads" },
  hidden: { type: "integer", least: 8, most: 16384, text: "hidden units of the feed-forward layer" },
  window: { type: "integer", least: 8, most: 4096, text: "positions that attention looks back" },
} as const satisfies Fields;
export const networkShapeSchema = z.strictObject(shapeOf(NETWORK_FIELDS));
export type NetworkShape = Whole<typeof NETWORK_FIELDS>;

/** How a transformer is built, where it is not ours (squared ReLU, norms without gains, no biases, a head of its own). */
export const FORM_FIELDS = {
  norm: {
    type: "choice",
    choices: ["rms", "rms-gain", "layer"],
    text:
      "rms: RMSNorm without gains, also of the input; rms-gain: with gains (eps 1e-6); layer: LayerNorm (eps 1e-5)",
  },
  activation: { type: "choice", choices: ["relu2", "gelu", "swiglu"], text: "of the feed-forward layer" },
  positions: {
    type: "choice",
    choices: ["round", "learned", "rotary"],
    text:
      "round: rows counted round and round the window, and the token before; learned: a row for each place; rotary",
  },
  biases: { type: "switch", text: "biases of the layers' linear maps" },
  tied: { type: "switch", text: "logits by the token embedding instead of a head" },
} as const satisfies Fields;
export const formSchema = z.strictObject(shapeOf(FORM_FIELDS));
export type NetworkForm = Whole<typeof FORM_FIELDS>;

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
export const networkConfigSchema = networkShapeSchema.extend({
  architecture: architectureSchema,
  form: formSchema.optional(),
})
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
