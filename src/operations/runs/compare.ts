/** Which of some runs is better: what they differ in, their metrics, and their models on the same unseen bytes. */
import { checked } from "../../base/check.ts";
import type { Context } from "../../base/context.ts";
import { UserError } from "../../base/errors.ts";
import type { Fields, Given } from "../../base/fields.ts";
import { mean, standardError } from "../../evaluation/statistics.ts";
import { findRuns } from "./find.ts";
import { differences, type Group, groupsOf } from "./groups.ts";
import { isLoss, metricIn, metricNames, UNSEEN } from "./metrics.ts";
import { bitsOf, groundOf } from "./pair.ts";
import { type PairedGroup, pairedGroups } from "./paired.ts";
import { requireWhole, type RunRecord } from "./read.ts";

export const COMPARE_RUNS_FIELDS = {
  texts: {
    type: "list",
    value: "path",
    whole: true,
    text:
      "judge by these texts, which none learned from, instead of what all kept for validation (repeatable)",
  },
  maxCharacters: {
    type: "integer",
    least: 1000,
    fallback: 65_536,
    text: "judge by so many characters of them at most, the beginning of each document",
  },
  metricsOnly: { type: "switch", text: "only what the folders tell: no model is run" },
} as const satisfies Fields;
/** Which runs are compared. */
export type CompareRunsInput = Given<typeof COMPARE_RUNS_FIELDS> & {
  names: readonly string[];
  /** Folder of runs, "runs" unless told otherwise. */
  folder?: string;
};

/** A figure of a group: its mean, and its standard error over seeds, where there are several. */
export interface GroupFigure {
  name: string;
  values: { value: number | null; error: number | null }[];
}

/** What came of it; groups are in the order in which runs were named. */
export interface RunComparison {
  groups: { name: string; runs: string[] }[];
  settings: { name: string; values: string[] }[];
  figures: GroupFigure[];
  /** Judged by the same bytes: undefined where nothing was, and then why. */
  paired?: { what: string; blocks: number; groups: PairedGroup[] };
  unpaired?: string;
}

/** Compares runs. Throws a UserError for fewer than two, for broken metrics, and the reason of a signal that is aborted. */
export async function compareRuns(
  { names, folder, ...input }: CompareRunsInput,
  context: Context,
): Promise<RunComparison & { runs: RunRecord[] }> {
  const { texts, maxCharacters, metricsOnly } = checked(COMPARE_RUNS_FIELDS, input);
  const runs = await findRuns(names, folder);
  if (names.length === 0 || runs.length < 2) {
    throw new UserError(
      "usage",
      `compare takes two runs or more, not ${names.length === 0 ? 0 : runs.length}`,
    );
  }
  requireWhole(runs);
  const groups = groupsOf(runs);
  const told = {
    groups: groups.map(({ name, runs }) => ({ name, runs: runs.map((run) => run.name) })),
    settings: differences(groups),
    figures: figuresOf(groups),
  };
  if (metricsOnly) return { ...told, runs };
  try {
    const ground = await groundOf(runs, texts, maxCharacters, context);
    const judged: { name: string; runs: { name: string; seed: number | undefined; bits: number[] }[] }[] = [];
    for (const group of groups) {
      const own = [];
      for (const run of group.runs) {
        own.push({ name: run.name, seed: run.seed, bits: await bitsOf(run, ground, context) });
      }
      judged.push({ name: group.name, runs: own });
    }
    const { what, sizes } = ground;
    return { ...told, paired: { what, blocks: sizes.length, groups: pairedGroups(judged, sizes) }, runs };
  } catch (error) {
    // What was asked for by name is an error; else the folders tell all the same.
    if (!(error instanceof UserError) || texts !== undefined) throw error;
    return { ...told, unpaired: error.message, runs };
  }
}

/** What tells of the machine, or follows from the settings. */
const UNTOLD = ["tensors", "learningRate"];

/** Figures of all groups: losses on unseen data, other metrics at the end, and what they took. */
function figuresOf(groups: readonly Group[]): GroupFigure[] {
  const figure = (name: string, of: (run: RunRecord) => number | undefined): GroupFigure => ({
    name,
    values: groups.map(({ runs }) => {
      const values = runs.map(of).filter((value) => value !== undefined);
      const error = values.length > 1 ? standardError(values) : null;
      return { value: values.length > 0 ? mean(values) : null, error };
    }),
  });
  const lines = groups.flatMap(({ runs }) => runs.flatMap((run) => run.lines));
  const losses = [
    ...new Set(groups.flatMap(({ runs }) => runs.flatMap((run) => metricIn(run.lines, UNSEEN) ?? []))),
  ];
  const others = metricNames(lines).filter((name) => !losses.includes(name) && !UNTOLD.includes(name))
    .sort((a, b) => Number(isLoss(b, lines)) - Number(isLoss(a, lines)));
  return [
    ...losses.map((name) => figure(`${name}, lowest`, ({ best }) => best[name])),
    ...[...losses, ...others].map((name) => figure(name, ({ last }) => last[name])),
    figure("steps", ({ steps }) => steps),
    figure("minutes", ({ minutes }) => minutes),
    figure("positions", ({ positions }) => positions),
    figure("parameters", ({ parameters }) => parameters),
  ];
}
