/** Drawings of a corpus as data to learn from. */
import type { ModelConfig } from "../model/config.ts";
import { featureLayout } from "../model/features.ts";
import { wholeDrawing } from "../model/sequence.ts";
import { random } from "../base/random.ts";
import { mirrorSketch } from "../rasterise/mirror.ts";
import { roughened } from "../rasterise/roughen.ts";
import type { CharacterTokenizer } from "../tokenizer/character.ts";
import type { TrainingOptions } from "./options.ts";
import type { Population } from "./population.ts";
import { openExamples } from "./reader.ts";
import { type Example, exampleSampler, type SamplingOptions } from "./sampler.ts";
import type { Source } from "./source.ts";

/** Which drawings there are, and what sequences of them are made with. */
export interface DrawingsOptions {
  options: SamplingOptions & Pick<TrainingOptions, "data">;
  population: Population;
  tokenizer: CharacterTokenizer;
  config: Pick<ModelConfig, "promptLength">;
}

/** Opens the corpus file once more. A drawing's units are its characters, line ends included. */
export function openDrawings(
  { options, population, tokenizer, config }: DrawingsOptions,
): Source<Example> {
  const reader = openExamples(options.data, tokenizer);
  const maker = { tokenizer, layout: featureLayout(tokenizer, config) };
  return {
    sample: exampleSampler(population, tokenizer, config, options),
    read(example) {
      const { prompt, aspect, hand, mirrored, sketch, characters, ...drawn } = reader.read(example);
      const seen = roughened(mirrored ? mirrorSketch(sketch) : sketch, random(hand));
      return { ...wholeDrawing(maker, { prompt, sketch: seen, aspect }, drawn), units: characters };
    },
    [Symbol.dispose]: () => reader[Symbol.dispose](),
  };
}
