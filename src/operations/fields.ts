import type { Field } from "../base/fields.ts";

/** Folder of a model, for what does without the built-in one. */
export const MODEL_FIELD = {
  type: "text",
  value: "folder",
  short: "m",
  text: "a trained model other than the built-in one",
} as const satisfies Field;

/** Which language model is meant: `findModel` looks for it. */
export const TEXT_MODEL_FIELD = {
  ...MODEL_FIELD,
  text: "language model: a name, a folder or a file of it",
  usual: "the only one that is found",
} as const satisfies Field;

/** The largest seed. */
export const MAX_SEED = 2 ** 32 - 1;

/** What decides every random choice. */
export const SEED_FIELD = {
  type: "integer",
  least: 0,
  most: MAX_SEED,
  short: "s",
  text: "seed of every random choice",
} as const satisfies Field;

/** How many are made of each thing that is asked for. */
export const COUNT_FIELD = {
  type: "integer",
  least: 1,
  most: 1000,
  fallback: 1,
  short: "n",
  text: "how many, each with the next seed",
} as const satisfies Field;
