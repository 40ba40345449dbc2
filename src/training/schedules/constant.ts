import { risen, type Schedule } from "./schedule.ts";

/** A linear warm-up, then the highest rate. */
export const constant: Schedule = {
  usual: {},
  factor: (progress, { warmup }) => progress < warmup ? risen(progress, warmup) : 1,
};
