/** Inputs of what judges a model. */
import type { Fields } from "../../base/fields.ts";
import { DEFAULT_CORPUS } from "../../data/store/store.ts";
import { DEFAULT_LINES, DEFAULT_WIDTH, MAX_BEST_OF, SAMPLING } from "../../tasks/art/draw/defaults.ts";
import { SEED_FIELD } from "../fields.ts";

const MAX_LABELS = 5000;

const OBJECT_FIELDS = {
  model: {
    type: "text",
    value: "folder",
    short: "m",
    text: "model: a name, a folder or a file of it",
    usual: "the built-in one; with texts the only language model that is found",
  },
  data: {
    type: "text",
    value: "file",
    fallback: DEFAULT_CORPUS,
    text: "corpus that a model of drawings was trained on",
  },
} as const satisfies Fields;

const JURY_FIELDS = {
  labels: {
    type: "integer",
    least: 0,
    most: MAX_LABELS,
    fallback: 300,
    text: "best-populated labels to draw and tell apart; 0 for none",
  },
  perLabel: { type: "integer", least: 1, most: 1000, fallback: 1, text: "drawings of each label" },
  folds: {
    type: "integer",
    least: 2,
    most: 20,
    fallback: 4,
    text: "classifiers, each trained without one part of the corpus",
  },
  steps: {
    type: "integer",
    least: 1,
    most: 100_000,
    fallback: 1600,
    text: "training steps of each classifier",
  },
} as const satisfies Fields;

const MEASURE_FIELDS = {
  pictures: {
    type: "integer",
    least: 0,
    most: 1_000_000,
    fallback: 200,
    text: "unseen and seen pictures whose likelihood is measured; 0 for none",
  },
  memory: {
    type: "integer",
    least: 0,
    most: 1_000_000,
    fallback: 2000,
    text: "sketches that are compared with their pictures; 0 for none",
  },
  words: {
    type: "integer",
    least: 0,
    most: 100_000,
    fallback: 20,
    text: "words whose diversity is measured; 0 for none",
  },
  seeds: { type: "integer", least: 2, most: 1000, fallback: 10, text: "seeds of each of these words" },
  limits: {
    type: "integer",
    least: 0,
    most: 1_000_000,
    fallback: 100,
    text: "drawings under random limits; 0 for none",
  },
} as const satisfies Fields;

/** How a drawing may be sampled. */
export const SAMPLING_FIELDS = {
  temperature: {
    type: "number",
    value: "t",
    least: 0,
    most: 5,
    text: "how freely pictures are drawn",
    usual: "as they are, and once all were drawn, varied",
  },
  topK: { type: "integer", value: "k", least: 0, text: "choose among the k likeliest characters" },
  topP: { type: "number", value: "p", above: 0, most: 1, text: "choose among characters of this share" },
  bestOf: {
    type: "integer",
    least: 1,
    most: MAX_BEST_OF,
    fallback: SAMPLING.bestOf,
    text: "drawings made of each sketch at most",
  },
} as const satisfies Fields;

const DRAWING_FIELDS = {
  style: { type: "text", value: "name", fallback: "line", text: "style of the drawings" },
  width: {
    type: "integer",
    least: 1,
    fallback: DEFAULT_WIDTH,
    short: "w",
    text: "columns of the drawings at most",
  },
  maxLines: {
    type: "integer",
    least: 1,
    fallback: DEFAULT_LINES,
    short: "l",
    text: "lines of the drawings at most",
  },
  temperature: SAMPLING_FIELDS.temperature,
  bestOf: SAMPLING_FIELDS.bestOf,
  seed: { ...SEED_FIELD, fallback: 1 },
} as const satisfies Fields;

export const EVALUATE_FIELDS = {
  ...OBJECT_FIELDS,
  ...JURY_FIELDS,
  ...MEASURE_FIELDS,
  ...DRAWING_FIELDS,
  metrics: {
    type: "text",
    value: "file",
    text: "metrics.jsonl of the training run, for its learning curve in the report",
  },
} as const satisfies Fields;

export const COMPARE_FIELDS = {
  ...OBJECT_FIELDS,
  ...JURY_FIELDS,
  labels: { ...JURY_FIELDS.labels, least: 2 },
  ...DRAWING_FIELDS,
  style: { ...DRAWING_FIELDS.style, value: "names", text: "styles of the drawings, with commas between" },
  compare: {
    type: "list",
    value: "settings",
    whole: true,
    text:
      'instead, draw the same with other settings, such as "temperature=0.3,0.9" (repeatable); --style may then list several',
  },
} as const satisfies Fields;
