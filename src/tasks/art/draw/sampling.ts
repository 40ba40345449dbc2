import type { Sampling } from "../../../inference/sampler.ts";
import { USUAL_VARIATION } from "../album/book.ts";
import { SAMPLING } from "./defaults.ts";
import type { GenerateRequest } from "./generate.ts";

/** How a drawing is sampled. */
export type DrawingSampling = Sampling & Pick<GenerateRequest, "variation"> & { bestOf: number };

/** What can be asked for; the temperature is that of pictures and of characters alike. */
export interface SamplingRequest {
  temperature?: number;
  topK?: number;
  topP?: number;
  bestOf?: number;
}

/** Characters are chosen with a steadier hand than pictures are varied with: this share of the temperature. */
const HAND = 0.7;

/** How freely pictures are varied and characters chosen at a temperature. */
export const freedomAt = (temperature: number): Pick<DrawingSampling, "variation" | "temperature"> => ({
  variation: temperature,
  temperature: HAND * temperature,
});

/** Sampling as it is asked for, and else as usual. */
export function samplingOf(
  { temperature, topK = SAMPLING.topK, topP = SAMPLING.topP, bestOf = SAMPLING.bestOf }: SamplingRequest,
): DrawingSampling {
  const freedom = temperature === undefined
    ? { temperature: HAND * USUAL_VARIATION }
    : freedomAt(temperature);
  return { topK, topP, bestOf, ...freedom };
}
