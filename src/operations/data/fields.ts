/** Inputs that several operations of the corpus have. */
import { STYLES } from "../../art/styles.ts";
import type { Fields, Given } from "../../base/fields.ts";
import { DEFAULT_CORPUS } from "../../data/store/store.ts";

export const CORPUS_FIELDS = {
  data: { type: "text", value: "file", fallback: DEFAULT_CORPUS, text: "the corpus file" },
} as const satisfies Fields;
/** Which corpus. */
export type CorpusInput = Given<typeof CORPUS_FIELDS>;

/** Which pieces; what is not given does not matter. */
export const FILTER_FIELDS = {
  style: { type: "choice", choices: STYLES, text: "only pieces of this style" },
  source: { type: "text", value: "name", text: "only pieces of this source" },
  split: { type: "choice", choices: ["train", "validation", "test"], text: "only this split" },
  label: { type: "text", value: "word", text: "only pieces with this label" },
} as const satisfies Fields;

/** The seed of a sample. */
export const SAMPLE_SEED = {
  type: "integer",
  least: 0,
  fallback: 1,
  short: "s",
  text: "seed of the sample",
} as const;

/** Threads that draw. */
export const WORKERS = {
  type: "integer",
  least: 1,
  text: "drawing threads",
  usual: "one for each core",
} as const;
