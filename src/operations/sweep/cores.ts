/** How many runs there are side by side, and of how many workers each. */
import { UserError } from "../../base/errors.ts";

/** What was asked for. */
export interface Sharing {
  workers?: number | undefined;
  parallel?: number | undefined;
}

/**
 * Shares the cores: runs of one worker each, unless told otherwise, as many as there are cores for. Throws a UserError of kind
 * "usage" for more than the cores carry.
 */
export function shareCores(
  cores: number,
  { workers, parallel }: Sharing,
): { workers: number; parallel: number } {
  if (parallel !== undefined && parallel > cores) {
    throw new UserError("usage", `--parallel ${parallel} runs are more than the ${cores} cores carry`);
  }
  if (parallel === undefined) {
    const each = workers ?? 1;
    return { workers: each, parallel: Math.max(1, Math.floor(cores / each)) };
  }
  const each = workers ?? Math.floor(cores / parallel);
  if (parallel > 1 && each * parallel > cores) {
    throw new UserError(
      "usage",
      `--parallel ${parallel} runs of ${each} workers are more than the ${cores} cores carry; ` +
        `--parallel ${Math.max(1, Math.floor(cores / each))} would fit`,
    );
  }
  return { workers: each, parallel };
}
