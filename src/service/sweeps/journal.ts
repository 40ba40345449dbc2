/** How far the trials of a sweep are, as the events of its job tell: its memory, whoever carries it. */
import * as z from "zod";
import type { Reached, Turn } from "../../experiment/sweep/schedule.ts";
import type { JobEvent, Queue } from "../jobs/queue.ts";

const place = { trial: z.int().min(0), rung: z.int().min(0) };

/** What is told of trials, beside a line of a log. */
const stepSchema = z.discriminatedUnion("did", [
  /** It is to be done from now on. Written before its job is asked for, so that who comes later asks for the same. */
  z.object({ did: z.literal("begin"), ...place }),
  z.object({ did: z.literal("ask"), ...place, job: z.string() }),
  z.object({
    did: z.literal("reach"),
    ...place,
    ...{ steps: z.number(), minutes: z.number(), value: z.number() },
    ...{ checkpoint: z.string(), model: z.string().exactOptional() },
  }),
  z.object({ did: z.literal("fail"), ...place, why: z.string() }),
]);
export type Step = z.infer<typeof stepSchema>;

const eventSchema = z.object({ step: stepSchema });
const stateSchema = z.object({ state: z.string() });

/** A trial, as far as it is known. */
export interface TrialStanding extends Omit<Turn, "isRunning"> {
  reached: (Reached & { checkpoint: string; model?: string })[];
  target?: number;
  failed?: string;
  /** The last training that was asked for it. */
  job?: string;
  /** Whether it is in the queue, or at work. */
  isOpen: boolean;
  /** Whether its training was ended with the sweep and is to be tried again. */
  isAgain: boolean;
}

/** Takes up what was done with a trial; one that there is not is nobody's. */
export function noteStep(trials: readonly TrialStanding[], step: Step): void {
  const trial = trials[step.trial];
  if (trial === undefined) return;
  if (step.did === "begin") {
    trial.target = step.rung;
    trial.isOpen = true;
    delete trial.job;
  } else if (step.did === "ask") {
    trial.job = step.job;
    trial.isAgain = false;
  } else {
    trial.isOpen = trial.isAgain = false;
    if (step.did === "fail") trial.failed = step.why;
    else {
      const { did: _, trial: __, ...reached } = step;
      trial.reached.push(reached);
    }
  }
}

/** Takes up the states that the sweep went through: what ended with it goes on when a person has it tried again. */
function noteState(trials: readonly TrialStanding[], state: string, before: string | undefined): void {
  for (const trial of trials) {
    if (state === "cancelled" && trial.isOpen) trial.isAgain = true;
    if (state !== "queued" || before !== "failed" || trial.failed === undefined) continue;
    delete trial.failed;
    trial.isOpen = trial.isAgain = true;
  }
}

/** How trials stand after some events, from the first on. */
export function trialsAfter(
  count: number,
  events: Iterable<Pick<JobEvent, "type" | "data">>,
): TrialStanding[] {
  const trials = Array.from({ length: count }, (): TrialStanding => ({
    ...{ reached: [], isOpen: false, isAgain: false },
  }));
  let last: string | undefined;
  for (const { type, data } of events) {
    const state = type === "state" ? stateSchema.safeParse(data).data?.state : undefined;
    const step = type === "log" ? eventSchema.safeParse(data).data?.step : undefined;
    if (step !== undefined) noteStep(trials, step);
    if (state === undefined) continue;
    noteState(trials, state, last);
    last = state;
  }
  return trials;
}

/** Events that are asked for at a time. */
const PAGE = 1000;

/** How the trials of a sweep stand. */
export async function trialsOf(queue: Queue, sweep: string, count: number): Promise<TrialStanding[]> {
  const events: JobEvent[] = [];
  for (let after = 0;;) {
    const page = await queue.events(sweep, after, PAGE);
    events.push(...page);
    if (page.length < PAGE) return trialsAfter(count, events);
    after = page.at(-1)!.number;
  }
}
