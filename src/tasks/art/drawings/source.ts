/** Drawings of a corpus as data to learn from. */
import type { ModelConfig } from "../config.ts";
import { featureLayout } from "../sequence/features.ts";
import { wholeDrawing } from "../sequence/sequence.ts";
import { random } from "../../../base/random.ts";
import { mirrorSketch } from "../../../rasterise/sketch/mirror.ts";
import { roughened } from "../../../rasterise/sketch/roughen.ts";
import type { GridTokenizer } from "../../../tokenizer/grid/grid.ts";
import type { ArtSettings } from "../settings.ts";
import type { Population } from "./population.ts";
import { openExamples } from "./reader.ts";
import { type Example, exampleSampler, type SamplingOptions } from "./sampler.ts";
import type { Source } from "../../../training/source.ts";

/** Which drawings there are, and what sequences of them are made with. */
export interface DrawingsOptions {
  options: SamplingOptions & Pick<ArtSettings, "data">;
  population: Population;
  tokenizer: GridTokenizer;
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
