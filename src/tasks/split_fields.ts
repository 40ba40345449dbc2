/** How data are parted into those that are learned and those that are kept for validation: settings of several tasks. */
import type { Fields } from "../base/fields.ts";

export const SPLIT_FIELDS = {
  validation: {
    type: "number",
    least: 0.001,
    most: 0.5,
    text: "share of the texts or pictures that is kept for validation, the same whatever is made of them",
    usual: "0.1",
  },
  splitSeed: {
    type: "integer",
    least: 0,
    most: 2 ** 32 - 1,
    text:
      "seed by which the pictures or documents that are kept are drawn, or of few documents the stretch of each",
    usual: "every tenth text, or the end of each; 0 for pictures",
  },
} as const satisfies Fields;
