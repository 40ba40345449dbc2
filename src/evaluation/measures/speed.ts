import type { ModelSession } from "../../tasks/art/draw/session.ts";
import { median } from "../statistics.ts";

const WARM_UP = 20;

/**
 * Tokens a second that each session decodes with `rows` sequences side by side, by the median of `rounds` · `steps`
 * steps. Sessions take turns, so that what else the machine does slows all alike.
 */
export async function decodeSpeeds(
  sessions: readonly ModelSession[],
  rows: number,
  { rounds, steps, onRound }: { rounds: number; steps: number; onRound?: () => void | Promise<void> },
): Promise<number[]> {
  const runs = sessions.map((session) => {
    const times: number[] = [];
    return { decoder: session.start(rows), embeddings: session.layout.rows, times };
  });
  for (let round = 0; round < rounds; round++) {
    for (const { decoder, embeddings, times } of runs) {
      for (let step = -WARM_UP; step < steps; step++) {
        // Any features will do: the cost of a step does not depend on what they say.
        decoder.inputs(1).indices.fill((step + WARM_UP) % embeddings);
        const start = performance.now();
        await decoder.step(1);
        if (step >= 0) times.push(performance.now() - start);
      }
    }
    await onRound?.();
  }
  return runs.map(({ times }) => 1000 * rows / median(times));
}
