/** The schedules of the learning rate by name. A new one is a file and a line here. */
import { constant } from "./constant.ts";
import { cosine } from "./cosine.ts";
import { linear } from "./linear.ts";
import { oneCycle } from "./one_cycle.ts";
import type { Schedule } from "./schedule.ts";
import { wsd } from "./wsd.ts";

const SCHEDULES = {
  cosine,
  linear,
  wsd,
  "one-cycle": oneCycle,
  constant,
} as const satisfies Record<string, Schedule>;

/** Name of a schedule. */
export type ScheduleName = keyof typeof SCHEDULES;
// cast: Object.keys forgets which names there are.
export const SCHEDULE_NAMES = Object.keys(SCHEDULES) as readonly ScheduleName[];
/** That of runs that name none. */
export const USUAL_SCHEDULE = "cosine" satisfies ScheduleName;

export const scheduleOf = (name: ScheduleName = USUAL_SCHEDULE): Schedule => SCHEDULES[name];

/** The learning rate of a run, and the settings of its curve. */
export interface RateOptions {
  learningRate: number;
  warmup: number;
  schedule?: ScheduleName | undefined;
  decay?: number | undefined;
  finalRate?: number | undefined;
}

/** The learning rate where `progress` of the budget is used; beyond 0 and 1 counts as there. */
export function learningRateAt(options: RateOptions, progress: number): number {
  const { learningRate, warmup, schedule } = options, { usual, factor } = scheduleOf(schedule);
  const { decay = usual.decay ?? 0, finalRate: final = usual.final ?? 0 } = options;
  return learningRate * factor(Math.min(1, Math.max(0, progress)), { warmup, decay, final });
}
