/** What operations that train have in common. */
import { isThere } from "../base/files.ts";
import { UserError } from "../base/errors.ts";

/** Throws a UserError of kind "usage" where a run that is to be new has left a checkpoint at `path` before. */
export async function refuseCheckpoint(path: string): Promise<void> {
  if (await isThere(path)) {
    throw new UserError(
      "usage",
      `${path} is there already; add --resume to go on, or choose another --name or --out`,
    );
  }
}

/** How long a run may take: steps, or minutes. */
export interface Budget {
  steps?: number | undefined;
  minutes?: number | undefined;
}

/** The budget that was given, else the usual one. */
export function budgetOf(given: Budget, usual: Budget): Budget {
  const { steps, minutes } = given.steps === undefined && given.minutes === undefined ? usual : given;
  return { ...steps !== undefined && { steps }, ...minutes !== undefined && { minutes } };
}
