import { MAX_BEST_OF, MAX_GUIDANCE } from "../../inference/generate.ts";
import type { Sampling } from "../../inference/sampler.ts";
import type { CharacterTokenizer } from "../../tokenizer/character.ts";
import { decimalNumber, wholeNumber } from "../numbers.ts";
import { SAMPLING } from "./defaults.ts";

/** How a drawing is sampled. */
export type DrawingSampling = Sampling & { bestOf: number; guidance: number };

/** Options of sampling as commander hands them over. */
export type SamplingOptions = { [name in keyof DrawingSampling]?: string };

/** What may be set, as it is written behind an option or in `eval --compare`. */
export type SamplingName = keyof DrawingSampling | "drawingTemperature";

const MAX_TEMPERATURE = 5;

/** Parses one value; `option` is what an error blames. Throws a UserError of kind "usage". */
export function parseSetting(
  name: SamplingName,
  option: string,
  text: string,
  { vocabularySize }: Pick<CharacterTokenizer, "vocabularySize">,
): number {
  switch (name) {
    case "temperature":
    case "drawingTemperature":
      return decimalNumber(option, text, 0, MAX_TEMPERATURE);
    case "topK":
      return wholeNumber(option, text, 0, vocabularySize);
    case "topP":
      return decimalNumber(option, text, 0, 1, true);
    case "bestOf":
      return wholeNumber(option, text, 1, MAX_BEST_OF);
    case "guidance":
      return decimalNumber(option, text, 0, MAX_GUIDANCE);
  }
}

/** Sampling: what the options say, else the defaults. Throws a UserError of kind "usage". */
export function parseSampling(
  options: SamplingOptions,
  tokenizer: Pick<CharacterTokenizer, "vocabularySize">,
): DrawingSampling {
  const value = (name: keyof DrawingSampling, option: string) => {
    const text = options[name];
    return text === undefined ? SAMPLING[name] : parseSetting(name, option, text, tokenizer);
  };
  return {
    temperature: value("temperature", "--temperature"),
    topK: value("topK", "--top-k"),
    topP: value("topP", "--top-p"),
    bestOf: value("bestOf", "--best-of"),
    guidance: value("guidance", "--guidance"),
  };
}
