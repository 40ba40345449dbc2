import { cosineFall, type Schedule, wayFrom } from "./schedule.ts";

/** What it rises from, relative to the highest. */
const FIRST = 1 / 25;

/** One cycle (Smith & Topin 2018): a long rise and a longer fall to almost nothing, each half a cosine. */
export const oneCycle: Schedule = {
  usual: { warmup: 0.3, final: 1e-4 },
  factor: (progress, { warmup, final }) =>
    progress < warmup
      ? cosineFall(1 - progress / warmup, FIRST)
      : cosineFall(wayFrom(warmup, progress), final),
};
