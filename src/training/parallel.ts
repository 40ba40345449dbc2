/** Starts the replicas of a run: those of this process, and of other ranks where there are some. */
import { clipGradient } from "../engine/optimizers/optimizers.ts";
import { type CrewOptions, startCrew } from "./crew.ts";
import { type Lead, startLed } from "./distributed/lead.ts";
import type { Facts } from "./distributed/talk.ts";
import { allSeats } from "./seats.ts";
import type { Team } from "./team.ts";

/** What a team starts from: the replicas of this process, and other ranks that this one leads. */
export interface TeamOptions extends CrewOptions {
  lead?: Lead | undefined;
  /** What the other ranks' engines must have in common with this one's. */
  facts?: Facts;
}

/** Starts the replicas of `options.workers` cores. Throws where a worker fails to start. */
export async function startTeam({ lead, facts = {}, ...start }: TeamOptions): Promise<Team> {
  if (lead !== undefined) return await startLed(start, lead, facts);
  const { gradientClip, workers } = start.options;
  const crew = await startCrew(start, allSeats(workers));
  return {
    ...{ weights: crew.weights, moments: crew.moments, gradient: crew.gradient },
    async step(step, learningRate, looked) {
      const stats = await crew.learn(step);
      const norm = clipGradient(crew.gradient, gradientClip);
      await looked?.({ stats, norm });
      if (Number.isFinite(norm)) await crew.update(step, learningRate);
      return { stats, norm };
    },
    evaluate: crew.evaluate,
    gather: () => Promise.resolve(),
    close: crew.close,
  };
}
