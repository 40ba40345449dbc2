/** Rank 0 of a run: its loop runs here, and what a step takes is done on all ranks. */
import { clipGradient } from "../../engine/optimizers/optimizers.ts";
import { type CrewOptions, startCrew } from "../crew.ts";
import { seatsOf } from "../seats.ts";
import type { Team } from "../team.ts";
import { gatherState, ownMoments, spreadState } from "./state.ts";
import { learnTogether, shareWeights } from "./step.ts";
import { type Facts, type Talk, tell, together } from "./talk.ts";

/** Other ranks, as the loop of a run knows them. */
export interface Lead {
  talk: Talk;
  /** Whether each rank keeps a share of the optimizer's state. */
  sharded: boolean;
  /** Called where another rank was told to stop. */
  stop(): void;
}

/** Starts the replicas of all ranks. Throws where one of them fails to start, or computes otherwise than this one. */
export async function startLed(
  start: CrewOptions,
  { talk, sharded, stop }: Lead,
  facts: Facts,
): Promise<Team> {
  const { specs, options: { optimizer, gradientClip, workers } } = start;
  const seats = seatsOf(talk.ranks, workers, sharded);
  let all = start.moments;
  await tell(talk, { name: "start", step: all === undefined ? 0 : 1 });
  const moments = all && ownMoments(all, specs, optimizer, seats);
  let started: Awaited<ReturnType<typeof startCrew>> | undefined;
  try {
    const crew = started = await together(talk, async () => {
      const value = started = await startCrew({ ...start, ...moments && { moments } }, seats);
      return { facts, value };
    });
    await spreadState(crew, talk, specs, optimizer, { resumed: all !== undefined, all });
    talk.busy = false;
    if (sharded) all = undefined;
    return {
      ...{ weights: crew.weights, gradient: crew.gradient },
      get moments() {
        return all ?? crew.moments;
      },
      async step(step, learningRate, looked) {
        await tell(talk, { name: "learn", step });
        const { stats, stopped } = await learnTogether(crew, talk, step, false);
        talk.busy = false;
        if (stopped) stop();
        const norm = clipGradient(crew.gradient, gradientClip);
        await looked?.({ stats, norm });
        if (Number.isFinite(norm)) {
          await tell(talk, { name: "update", step, rate: learningRate, norm });
          await crew.update(step, learningRate);
          await shareWeights(crew, talk, specs, optimizer);
          talk.busy = false;
        }
        return { stats, norm };
      },
      evaluate: crew.evaluate,
      async gather() {
        await tell(talk, { name: "gather" });
        all = await gatherState(crew, talk, specs, optimizer, all);
        talk.busy = false;
      },
      close: crew.close,
    };
  } catch (error) {
    started?.close();
    throw error;
  }
}
