import type * as z from "zod";
import { fallbacks, type Fields, type InputOf } from "../../../base/fields.ts";
import { schemaOf } from "../../../base/schema.ts";
import { checkBudget } from "../../../training/options.ts";
import { DEFAULT_CORPUS } from "../../../data/store/store.ts";

/** Minutes that sketches are learned for where no budget is given. */
export const USUAL_MINUTES = 20;

/** How codes and decoder are learned. */
const LEARNING_FIELDS = {
  batch: { type: "integer", least: 1, most: 65536, fallback: 256, text: "sketches in a step" },
  learningRate: {
    type: "number",
    above: 0,
    most: 1,
    fallback: 0.006,
    text: "highest learning rate of the decoder",
  },
  codeRate: {
    type: "number",
    above: 0,
    most: 1,
    fallback: 0.25,
    text: "highest learning rate of the codes",
  },
  noise: {
    type: "number",
    least: 0,
    most: 1,
    fallback: 0.15,
    text: "added to codes of unit variance, so that rounded ones are as good",
  },
  seed: { type: "integer", least: 0, fallback: 1, text: "seed of every random choice" },
} as const satisfies Fields;

/** All that decides how codes and decoder are trained, besides their shape (decoder.ts). */
export const SKETCH_FIELDS = {
  data: { type: "text", value: "file", fallback: DEFAULT_CORPUS, text: "corpus" },
  steps: { type: "integer", least: 1, text: "budget in steps" },
  minutes: {
    type: "number",
    above: 0,
    text: "budget in minutes of training",
    usual: `${USUAL_MINUTES} unless --steps is given`,
  },
  ...LEARNING_FIELDS,
} as const satisfies Fields;

/** How codes and decoder are learned unless told otherwise. */
export const SKETCH_DEFAULTS = fallbacks(LEARNING_FIELDS);

/** Options of a run, stored in its checkpoint. Exactly one budget is set. */
export type SketchOptions =
  & Omit<InputOf<typeof SKETCH_FIELDS>, "steps" | "minutes">
  & { steps?: number | undefined; minutes?: number | undefined };

const options: z.ZodType<SketchOptions> = schemaOf(SKETCH_FIELDS);

export const sketchOptionsSchema: z.ZodType<SketchOptions> = options.superRefine(checkBudget);
