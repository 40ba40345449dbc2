/// <reference lib="deno.worker" />
import { drawCandidate } from "./draw.ts";
import type { Candidate, Drawn } from "./picture.ts";

/** A batch of candidates to draw. */
export interface DrawRequest {
  batch: number;
  seed: number;
  candidates: Candidate[];
}

/** The drawings of a batch, in its order; undefined where a candidate gave nothing usable. */
export interface DrawResponse {
  batch: number;
  drawn: (Drawn | undefined)[];
}

self.onmessage = async ({ data }: MessageEvent<DrawRequest>) => {
  const drawn: (Drawn | undefined)[] = [];
  for (const candidate of data.candidates) drawn.push(await drawCandidate(candidate, data.seed));
  self.postMessage({ batch: data.batch, drawn } satisfies DrawResponse);
};
