/** Curves of a metric of several runs. */
import { checked } from "../../base/check.ts";
import type { Fields, Given } from "../../base/fields.ts";
import type { Plot } from "../../evaluation/report/curves.ts";
import { findRuns } from "./find.ts";
import { curveOf, metricIn, requireMetric, UNSEEN, type XName } from "./metrics.ts";
import { requireWhole, type RunRecord } from "./read.ts";

export const PLOT_FIELDS = {
  metric: {
    type: "text",
    value: "name",
    fallback: UNSEEN,
    text: "metric to plot; unseen is the loss on unseen data, whatever is learned",
  },
  over: {
    type: "choice",
    choices: ["steps", "minutes", "positions"],
    fallback: "steps",
    text: "what the curves stand over",
  },
  from: { type: "number", least: 0, fallback: 0, text: "leave out what comes before so many of these" },
  log: { type: "switch", text: "both axes logarithmic" },
} as const satisfies Fields;
/** What is plotted of which runs. */
export type PlotInput = Given<typeof PLOT_FIELDS> & {
  names?: readonly string[];
  /** Folder of runs, "runs" unless told otherwise. */
  folder?: string;
};

/** Curves of runs, one each. Throws a UserError for broken metrics, and for a metric that no run has. */
export async function plotRuns({ names, folder, ...input }: PlotInput): Promise<Plot> {
  const { metric, over, from, log } = checked(PLOT_FIELDS, input);
  const runs = await findRuns(names, folder);
  requireWhole(runs);
  requireMetric(metric, runs);
  return plotOf(runs, metric, over, { from, log });
}

/** A metric of runs that have it. */
export function plotOf(
  runs: readonly Pick<RunRecord, "name" | "lines">[],
  metric: string,
  over: XName,
  { from = 0, log = false }: { from?: number; log?: boolean } = {},
): Plot {
  const series = runs.map(({ name, lines }) => ({
    name,
    points: curveOf(lines, metric, over).filter(({ x }) => x >= from).sort((a, b) => a.x - b.x),
  })).filter(({ points }) => points.length > 0);
  const names = new Set(runs.flatMap(({ lines }) => metricIn(lines, metric) ?? []));
  const yName = names.size === 1 ? [...names][0]! : metric;
  return { title: `${yName} over ${over}`, xName: over, yName, series, logX: log, logY: log };
}
