import { type GenerateRequest, MAX_BEST_OF } from "../../tasks/art/draw/generate.ts";
import type { Sampling } from "../../inference/sampler.ts";
import { USUAL_VARIATION } from "../../tasks/art/album/book.ts";
import type { GridTokenizer } from "../../tokenizer/grid/grid.ts";
import { decimalNumber, wholeNumber } from "../numbers.ts";
import { SAMPLING } from "./defaults.ts";

/** How a drawing is sampled. */
export type DrawingSampling = Sampling & Pick<GenerateRequest, "variation"> & { bestOf: number };

/** Options of sampling as commander hands them over. */
export type SamplingOptions = { [name in SamplingName]?: string };

/** What may be set, as it is written behind an option or in `eval --compare`. */
export type SamplingName = keyof typeof SAMPLING | "temperature";

const MAX_TEMPERATURE = 5;
/** Characters are chosen with a steadier hand than pictures are varied with: this share of the temperature. */
const HAND = 0.7;

/** Parses one value; `option` is what an error blames. Throws a UserError of kind "usage". */
export function parseSetting(
  name: SamplingName,
  option: string,
  text: string,
  { vocabularySize }: Pick<GridTokenizer, "vocabularySize">,
): Partial<DrawingSampling> {
  switch (name) {
    case "temperature": {
      const variation = decimalNumber(option, text, 0, MAX_TEMPERATURE);
      return { variation, temperature: HAND * variation };
    }
    case "topK":
      return { topK: wholeNumber(option, text, 0, vocabularySize) };
    case "topP":
      return { topP: decimalNumber(option, text, 0, 1, true) };
    case "bestOf":
      return { bestOf: wholeNumber(option, text, 1, MAX_BEST_OF) };
  }
}

/** Sampling: what the options say, else the defaults. Throws a UserError of kind "usage". */
export function parseSampling(
  options: SamplingOptions,
  tokenizer: Pick<GridTokenizer, "vocabularySize">,
): DrawingSampling {
  const value = (name: SamplingName, option: string) => {
    const text = options[name];
    return text === undefined ? {} : parseSetting(name, option, text, tokenizer);
  };
  return {
    ...SAMPLING,
    temperature: HAND * USUAL_VARIATION,
    ...value("temperature", "--temperature"),
    ...value("topK", "--top-k"),
    ...value("topP", "--top-p"),
    ...value("bestOf", "--best-of"),
  };
}
