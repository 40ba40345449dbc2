import { answerQuestions } from "../workers.ts";
import { drawCandidate } from "./draw.ts";
import type { Candidate, Drawn } from "./picture.ts";

/** Some candidates to draw. */
export interface DrawRequest {
  seed: number;
  candidates: Candidate[];
}

/** What came out of each; undefined where a candidate gave nothing usable. */
export type DrawResponse = (Drawn | undefined)[];

answerQuestions(async ({ seed, candidates }: DrawRequest): Promise<DrawResponse> => {
  const drawn: DrawResponse = [];
  for (const candidate of candidates) drawn.push(await drawCandidate(candidate, seed));
  return drawn;
});
