import { linearFall, risen, type Schedule, wayFrom } from "./schedule.ts";

/** Warm-up, stable, decay (Hu et al. 2024): the highest rate until the last share of the budget, then a linear fall. */
export const wsd: Schedule = {
  usual: { decay: 0.2, final: 0 },
  factor(progress, { warmup, decay, final }) {
    if (progress < warmup) return risen(progress, warmup);
    const begin = Math.max(warmup, 1 - decay);
    return progress < begin ? 1 : linearFall(wayFrom(begin, progress), final);
  },
};
