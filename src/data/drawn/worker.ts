import { answerQuestions } from "../../base/workers.ts";
import type { Candidate, Drawn } from "./picture.ts";

/** Some candidates to draw. */
export interface DrawRequest {
  seed: number;
  candidates: Candidate[];
}

/** What came out of each; undefined where a candidate gave nothing usable. */
export type DrawResponse = (Drawn | undefined)[];

answerQuestions(async ({ seed, candidates }: DrawRequest): Promise<DrawResponse> => {
  // Its renderer takes a while to start: a question that came before would be lost.
  const { drawCandidate } = await import("./draw.ts");
  const drawn: DrawResponse = [];
  for (const candidate of candidates) drawn.push(await drawCandidate(candidate, seed));
  return drawn;
});
