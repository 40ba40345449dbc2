import { cosineFall, risen, type Schedule, wayFrom } from "./schedule.ts";

const FINAL = 0.02;

/** A linear warm-up, then a fall by half a cosine (Loshchilov & Hutter 2017). */
export const cosine: Schedule = {
  usual: { final: FINAL },
  factor: (progress, { warmup, final }) =>
    progress < warmup ? risen(progress, warmup) : cosineFall(wayFrom(warmup, progress), final),
};

/** The same for what has its own settings; `progress` beyond the ends counts as there. */
export const usualCosine = (progress: number, warmup: number, final = FINAL): number =>
  cosine.factor(Math.min(1, Math.max(0, progress)), { warmup, final, decay: 0 });
