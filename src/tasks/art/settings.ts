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

/** Epochs that sketches are learned for, and steps at least: the rest of the decoder's learning is not about pictures. */
export const SKETCH_EPOCHS = 150, LEAST_STEPS = 1000;

export const SKETCH_FIELDS = {
  sketches: {
    type: "text",
    value: "folder",
    text: "run folder of the sketches",
    usual: "the run folder, where they are learned first",
  },
  sketchSteps: {
    type: "integer",
    least: 1,
    text: "steps that sketches are learned for, unless they are there",
    usual: `${SKETCH_EPOCHS} epochs, ${LEAST_STEPS} steps at least`,
  },
} as const satisfies Fields;
