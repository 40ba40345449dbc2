import * as z from "zod";
import { type ErrorKind } from "../../base/errors.ts";
import { parseAs } from "../../base/schema.ts";
import { architectureSchema, checkHeads, networkShapeSchema, presetShape } from "../../network/config.ts";

/** Sizes of a model of drawings that a user may choose. */
export const modelShapeSchema = networkShapeSchema.extend({
  /** Longest prompt, in characters. */
  promptLength: z.int().min(1).max(256),
});
export type ModelShape = z.infer<typeof modelShapeSchema>;

/** What a word looks like that a model knows. */
export const LABEL = /^[a-z][a-z ]{0,39}$/;

/** Everything that fixes a model's shape, besides the tokenizer. Saved in `config.json`. */
export const modelConfigSchema = modelShapeSchema.extend({ architecture: architectureSchema })
  .superRefine(checkHeads);
export type ModelConfig = z.infer<typeof modelConfigSchema>;

/** A preset's config with some fields overridden, see `presetShape`. */
export function modelShape(preset: string, overrides: Partial<ModelShape> = {}): ModelConfig {
  const { promptLength = 24, ...sizes } = overrides;
  return parseModelConfig({
    ...{ architecture: "grid-transformer", promptLength },
    ...presetShape(preset, sizes),
  }, "usage");
}

/** Checks a config from outside; the error, of the given kind, names the field. */
export function parseModelConfig(value: unknown, kind: ErrorKind = "model"): ModelConfig {
  return parseAs(modelConfigSchema, value, kind, "config");
}
