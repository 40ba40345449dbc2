/** Any other rank of a run: it does what rank 0 tells, and writes and says nothing. */
import { clipTo } from "../../engine/optimizers/optimizers.ts";
import { type Crew, startCrew } from "../crew.ts";
import { engineFacts, startEngine } from "../engine.ts";
import type { TrainingOptions } from "../options.ts";
import { seatsOf } from "../seats.ts";
import { sharedFloats } from "../shared.ts";
import type { Prepared } from "../task.ts";
import { gatherState, spreadState } from "./state.ts";
import { learnTogether, shareWeights } from "./step.ts";
import { hear, type Talk, together } from "./talk.ts";

/** What a rank that follows is given by its program. */
export interface FollowHooks {
  /** Whether this rank was told to stop; rank 0 is told of it. */
  stopped(): boolean;
  startWorker(): Worker;
}

/** Follows rank 0 until the run ends. Throws what every rank does where one of them fails. */
export async function follow(
  talk: Talk,
  options: TrainingOptions,
  prepared: Prepared,
  sharded: boolean,
  { stopped, startWorker }: FollowHooks,
): Promise<void> {
  const { name, step: resumed } = await hear(talk);
  if (name === "end") return;
  let started: Crew | undefined;
  try {
    const { crew, specs } = await together(talk, async () => {
      const engine = await startEngine(options, prepared, () => {});
      const { specs, count, kernels, recompute } = engine;
      const start = { ...prepared, options: { ...options, recompute }, weights: sharedFloats(count), specs };
      const seats = seatsOf(talk.ranks, options.workers, sharded);
      const crew = started = await startCrew({ ...start, kernels, startWorker }, seats);
      return { facts: engineFacts(engine), value: { crew, specs } };
    });
    const { optimizer, gradientClip } = options;
    await spreadState(crew, talk, specs, optimizer, { resumed: resumed > 0 });
    for (;;) {
      const { name, step, rate, norm } = await hear(talk);
      if (name === "end") return;
      if (name === "learn") await learnTogether(crew, talk, step, stopped());
      if (name === "update") {
        clipTo(crew.gradient, norm, gradientClip);
        await crew.update(step, rate);
        await shareWeights(crew, talk, specs, optimizer);
      }
      if (name === "gather") await gatherState(crew, talk, specs, optimizer);
    }
  } finally {
    started?.close();
  }
}
