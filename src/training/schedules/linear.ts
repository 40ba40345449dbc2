import { linearFall, risen, type Schedule, wayFrom } from "./schedule.ts";

/** A linear warm-up, then a linear fall. */
export const linear: Schedule = {
  usual: { final: 0 },
  factor: (progress, { warmup, final }) =>
    progress < warmup ? risen(progress, warmup) : linearFall(wayFrom(warmup, progress), final),
};
