import * as z from "zod";
import { type ErrorKind } from "../../base/errors.ts";
import type { Fields } from "../../base/fields.ts";
import { parseAs, shapeOf } from "../../base/schema.ts";
import { architectureSchema, checkHeads, networkShapeSchema, presetShape } from "../../network/config.ts";

/** What else of a model's shape a user may choose. */
export const PROMPT_FIELDS = {
  promptLength: { type: "integer", least: 1, most: 256, text: "longest prompt, in characters", usual: "24" },
} as const satisfies Fields;

/** Sizes of a model of drawings that a user may choose. */
const modelShapeSchema = networkShapeSchema.extend(shapeOf(PROMPT_FIELDS));
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
