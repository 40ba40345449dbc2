/** The streams of `deno task bench decode`: how many, how long, and what they hold. */
import type { ModelSession } from "../../src/tasks/art/draw/session.ts";
import { inputsOf, noiseStream } from "./decode_inputs.ts";

/** How many streams are decoded side by side, and the steps of one measurement. */
export const STEPS: ReadonlyMap<number, number> = new Map([[1, 512], [8, 128]]);
export const COUNTS: readonly number[] = [...STEPS.keys()];
/** Characters whose cost is taken, as the median of that many characters around each. */
export const [EARLY, LATE] = [100, 1000];
export const AROUND = 32;

/** As many streams as are ever decoded side by side, and their inputs. */
export function benchStreams(session: ModelSession) {
  const grid = { characters: LATE + AROUND, width: Math.min(60, session.tokenizer.data.maxWidth) };
  const seeds = Array.from({ length: Math.max(...COUNTS) }, (_, seed) => seed);
  const streams = seeds.map((seed) => noiseStream(session, grid, seed));
  return { streams, inputs: inputsOf(streams) };
}
