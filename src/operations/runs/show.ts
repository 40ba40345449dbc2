/** One run, as whole as its folder tells. */
import { findRuns } from "./find.ts";
import { type ListedRun, unseenOf } from "./list.ts";
import { metricNames } from "./metrics.ts";
import { requireWhole, type RunRecord, summaryOf } from "./read.ts";
import { UserError } from "../../base/errors.ts";

/** Which run. */
export interface ShowInput {
  name: string;
  /** Folder of runs, "runs" unless told otherwise. */
  folder?: string;
}

/** A run, its metrics, and their names. */
export interface ShownRun extends ListedRun, Pick<RunRecord, "lines"> {
  metrics: string[];
}

/** Tells of one run. Throws a UserError where the name is that of none or of several, or its metrics are broken. */
export async function showRun({ name, folder }: ShowInput): Promise<ShownRun> {
  const runs = await findRuns([name], folder);
  const [run] = runs;
  if (run === undefined || runs.length > 1) {
    throw new UserError(
      "usage",
      `${name} is ${runs.length} runs: ${runs.map((each) => each.name).join(", ")}`,
    );
  }
  requireWhole(runs);
  return { ...summaryOf(run), ...unseenOf(run), metrics: metricNames(run.lines), lines: run.lines };
}
