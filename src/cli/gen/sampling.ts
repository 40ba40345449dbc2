/** Sampling as it is written behind the flags of `eval`. */
import type { GridTokenizer } from "../../tokenizer/grid/grid.ts";
import { MAX_BEST_OF, type SAMPLING } from "../../tasks/art/draw/defaults.ts";
import {
  type DrawingSampling,
  freedomAt,
  samplingOf,
  type SamplingRequest,
} from "../../tasks/art/draw/sampling.ts";
import { decimalNumber, wholeNumber } from "../numbers.ts";

/** Options of sampling as commander hands them over. */
export type SamplingOptions = { [name in SamplingName]?: string };

/** What may be set, as it is written behind an option or in `eval --compare`. */
export type SamplingName = keyof typeof SAMPLING | "temperature";

const MAX_TEMPERATURE = 5;

/** Parses one value; `option` is what an error blames. Throws a UserError of kind "usage". */
export function parseSetting(
  name: SamplingName,
  option: string,
  text: string,
  tokenizer: Pick<GridTokenizer, "vocabularySize">,
): Partial<DrawingSampling> {
  const { temperature, ...rest } = parse(name, option, text, tokenizer);
  return { ...rest, ...(temperature === undefined ? {} : freedomAt(temperature)) };
}

/** Sampling: what the options say, else the defaults. Throws a UserError of kind "usage". */
export function parseSampling(
  options: SamplingOptions,
  tokenizer: Pick<GridTokenizer, "vocabularySize">,
): DrawingSampling {
  const value = (name: SamplingName, option: string) => {
    const text = options[name];
    return text === undefined ? {} : parse(name, option, text, tokenizer);
  };
  return samplingOf({
    ...value("temperature", "--temperature"),
    ...value("topK", "--top-k"),
    ...value("topP", "--top-p"),
    ...value("bestOf", "--best-of"),
  });
}

function parse(
  name: SamplingName,
  option: string,
  text: string,
  { vocabularySize }: Pick<GridTokenizer, "vocabularySize">,
): SamplingRequest {
  switch (name) {
    case "temperature":
      return { temperature: decimalNumber(option, text, 0, MAX_TEMPERATURE) };
    case "topK":
      return { topK: wholeNumber(option, text, 0, vocabularySize) };
    case "topP":
      return { topP: decimalNumber(option, text, 0, 1, true) };
    case "bestOf":
      return { bestOf: wholeNumber(option, text, 1, MAX_BEST_OF) };
  }
}
