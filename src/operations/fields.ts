import type { Field } from "../base/fields.ts";

/** Folder of a model, for what does without the built-in one. */
export const MODEL_FIELD = {
  type: "text",
  value: "folder",
  short: "m",
  text: "a trained model other than the built-in one",
} as const satisfies Field;
