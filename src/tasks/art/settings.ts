import type { Fields, InputOf } from "../../base/fields.ts";

/** What decides how drawings are learned, besides what every task has. */
export const ART_FIELDS = {
  data: { type: "text", value: "file", fallback: ".cache/corpus.db", text: "corpus" },
  promptDropout: {
    type: "number",
    least: 0,
    most: 1,
    fallback: 0.05,
    text: "share of examples without a prompt",
  },
  evenDrawings: {
    type: "number",
    least: 0,
    most: 1,
    fallback: 0.4,
    text: "share of drawings picked evenly over pictures",
  },
  maxTokens: {
    type: "integer",
    least: 32,
    most: 8192,
    fallback: 1500,
    text: "longest drawing trained on, in tokens",
  },
} as const satisfies Fields;
export type ArtSettings = InputOf<typeof ART_FIELDS>;
