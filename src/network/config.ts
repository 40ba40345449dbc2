import * as z from "zod";
import { UserError } from "../base/errors.ts";
import type { Fields, Whole } from "../base/fields.ts";
import { shapeOf } from "../base/schema.ts";
import { FORM_FIELDS, type NetworkForm } from "./form.ts";

export type { NetworkForm } from "./form.ts";

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

/** Of a network that is not of our own form. */
export const formSchema = z.strictObject(shapeOf(FORM_FIELDS));

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

/** What a preset fixes; what it leaves out follows from the width, or is as usual. */
interface Preset {
  layers: number;
  dim: number;
  /** Width of a head. */
  head?: number;
  window?: number;
  /** Tokens of a tokenizer that is fitted for it. */
  vocabulary?: number;
}

const HEAD_DIM = 32, WINDOW = 128;

/**
 * Sizes by one dial, the depth: width 48 a layer, heads of 32, four times as wide inside; then by how many weights there are,
 * and two whose form is another.
 */
export const PRESETS: Readonly<Record<string, Preset>> = {
  nano: { layers: 1, dim: 32 },
  tiny: { layers: 2, dim: 96 },
  small: { layers: 4, dim: 192 },
  medium: { layers: 6, dim: 288 },
  large: { layers: 8, dim: 384 },
  "12M": { layers: 6, dim: 384, head: 64, window: 256, vocabulary: 4096 },
  "33M": { layers: 8, dim: 512, head: 64, window: 256, vocabulary: 8192 },
  "117M": { layers: 12, dim: 768, head: 64, window: 256, vocabulary: 50_257 },
  gpt2: { layers: 12, dim: 768, head: 64, window: 1024, vocabulary: 50_257 },
  llama: { layers: 6, dim: 384, head: 64, window: 256, vocabulary: 4096 },
};

function presetOf(name: string): Preset {
  const preset = PRESETS[name];
  if (preset) return preset;
  throw new UserError("usage", `unknown preset "${name}"; there are ${Object.keys(PRESETS).join(", ")}`);
}

/** Tokens of a tokenizer that is fitted for a preset, where it says so. */
export const presetVocabulary = (preset: string): number | undefined => presetOf(preset).vocabulary;

/** A gate takes a third of the weights: with it, two thirds as many hidden units make a layer as large as without. */
const hiddenOf = (dim: number, form: NetworkForm | undefined): number =>
  form?.activation === "swiglu" ? 32 * Math.ceil(8 * dim / 3 / 32) : 4 * dim;

/** A preset's sizes with some fields overridden; heads and hidden units follow the width unless they are given. */
export function presetShape(
  preset: string,
  overrides: Partial<NetworkShape> = {},
  form?: NetworkForm,
): NetworkShape {
  const { layers, dim: usual, head = HEAD_DIM, window = WINDOW } = presetOf(preset);
  const dim = overrides.dim ?? usual;
  return {
    ...{ layers, dim, heads: Math.max(1, Math.round(dim / head)), hidden: hiddenOf(dim, form), window },
    ...overrides,
  };
}
