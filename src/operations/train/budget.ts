/** How long a run trains: steps, minutes, or times through its data. */
import { type Fields, flagOf } from "../../base/fields.ts";
import { checkField } from "../../base/check.ts";
import { UserError } from "../../base/errors.ts";
import { parameterSpecs } from "../../network/architectures.ts";
import { TRAINING_FIELDS, type TrainingOptions, USUAL_MINUTES } from "../../training/options.ts";
import { measuredSpeed, multiplied, positionsPerSecond } from "../../training/speed.ts";
import type { Prepared } from "../../training/task.ts";
import { type Budget, budgetOf } from "../runs.ts";

export const BUDGET_FIELDS = {
  epochs: {
    type: "number",
    above: 0,
    text:
      "budget in times through a text, or pictures: as many positions as there are to learn from, taken anywhere",
  },
} as const satisfies Fields;

/** A budget as it is given. */
export interface GivenBudget extends Budget {
  epochs?: number | undefined;
}

/** Minutes that texts are trained for at most where no budget is given, and times through them and steps that are enough. */
const TEXT_MINUTES = 10, ENOUGH_EPOCHS = 20, LEAST_STEPS = 500;

/** Throws a UserError of kind "usage" for more than one budget, and for one that is out of range. */
export function checkGiven(given: GivenBudget): void {
  const fields = { ...TRAINING_FIELDS, ...BUDGET_FIELDS };
  const names = (["steps", "minutes", "epochs"] as const).filter((name) => given[name] !== undefined);
  for (const name of names) checkField(name, fields[name], given[name]);
  if (names.length < 2) return;
  const flags = names.map((name) => `--${flagOf(name, fields[name])}`).join(" and ");
  throw new UserError("usage", `${flags} are two budgets; give one of --steps, --minutes and --epochs`);
}

/** Minutes that a run may count on before it is prepared. */
export const minutesOf = ({ minutes }: GivenBudget): number => minutes ?? TEXT_MINUTES;

/** Positions of a step, of sequences of one length. */
export function positionsOfStep(
  { batchTokens, workers, accumulate }: Pick<TrainingOptions, "batchTokens" | "workers" | "accumulate">,
  length: number,
): number {
  const batches = workers * accumulate;
  return batches * length * Math.max(1, Math.floor(Math.floor(batchTokens / batches) / length));
}

type Batching = Parameters<typeof positionsOfStep>[0];

/** Steps that go through the data so often. Throws a UserError of kind "usage" for a task without epochs. */
export function stepsOfEpochs(epochs: number, { task, epoch }: Prepared, batching: Batching): number {
  if (epoch === undefined) {
    throw new UserError(
      "usage",
      `--epochs is for texts and pictures; for the task ${task.name} give --steps or --minutes`,
    );
  }
  return Math.max(1, Math.round(epochs * epoch.positions / positionsOfStep(batching, epoch.length)));
}

/**
 * The budget of a run where none is given, and what to say of it: `usualMinutes`, or for texts some minutes, or less where
 * the text is enough gone through before. `speed` is in positions a second.
 */
export function usualBudget(
  prepared: Prepared,
  batching: Batching,
  speed: number,
  usualMinutes: number,
): { budget: Budget; why: string } {
  const { epoch } = prepared;
  if (epoch === undefined) return { budget: { minutes: usualMinutes }, why: "as usual" };
  const steps = Math.max(LEAST_STEPS, stepsOfEpochs(ENOUGH_EPOCHS, prepared, batching));
  const minutes = steps * positionsOfStep(batching, epoch.length) / speed / 60;
  if (minutes >= TEXT_MINUTES) {
    return { budget: { minutes: TEXT_MINUTES }, why: `as usual for ${epoch.of ?? "texts"}` };
  }
  return { budget: { steps }, why: epoch.of ? `enough for so few ${epoch.of}` : "enough for so little text" };
}

/** The budget that was given, or the usual one, and the speed to be expected of a task that knows its epochs. */
export async function budgetFor(
  given: GivenBudget,
  prepared: Prepared,
  options: Omit<TrainingOptions, "steps" | "minutes">,
  usual?: { budget: Budget; why?: string },
): Promise<{ budget: Budget; why?: string; speed: number | undefined }> {
  const weights = multiplied(parameterSpecs(prepared.ports, prepared.network));
  const speed = prepared.epoch === undefined
    ? undefined
    : positionsPerSecond(await measuredSpeed(options.backend), weights, options.workers);
  const { steps, minutes, epochs } = given;
  if (epochs !== undefined) return { budget: { steps: stepsOfEpochs(epochs, prepared, options) }, speed };
  if (steps !== undefined || minutes !== undefined) return { budget: budgetOf(given, {}), speed };
  return { ...usual ?? usualBudget(prepared, options, speed ?? Infinity, USUAL_MINUTES), speed };
}
