import { Command } from "commander";
import { LIST_FIELDS, type ListedRun, listRuns } from "../../operations/runs/list.ts";
import { addFields, readFields } from "../flags.ts";
import { JSON_FIELD, writeJson } from "../json.ts";
import { tableSpans } from "../table.ts";
import { writeErrorLine, writeSpans } from "../terminal.ts";
import { count, metric, minutes } from "./figures.ts";

const FLAGS = { ...LIST_FIELDS, ...JSON_FIELD } as const;

/** `ascii-gen runs list`. */
export function listCommand(): Command {
  const command = new Command("list")
    .description("print a table of runs, with how far they came and their losses on unseen data")
    .argument("[runs...]", "names in runs/ (* for anything), or folders; all of runs/ where none is named");
  return addFields(command, FLAGS).action(async (names: string[], flags: Record<string, unknown>) => {
    const { json, ...given } = readFields(FLAGS, flags);
    const runs = await listRuns({ ...given, names });
    for (const { problems } of runs) for (const problem of problems) writeErrorLine(problem, "warn");
    if (json) writeJson(runs);
    else {writeSpans(tableSpans({
        columns: columnsOf(runs, given.sort),
        rows: runs.map((run) => rowOf(run, runs)),
      }));}
  });
}

const isSorted = (runs: readonly ListedRun[]): boolean =>
  runs.some(({ sorted, unseen }) => sorted !== undefined && sorted !== unseen?.best);

function columnsOf(runs: readonly ListedRun[], sort = ""): string[] {
  return [
    ...["run", "state", "steps", "min", "positions", "weights", "unseen, best", "last"],
    ...isSorted(runs) ? [sort] : [],
  ];
}

function rowOf(run: ListedRun, runs: readonly ListedRun[]): string[] {
  const { name, state, steps, positions, parameters, unseen } = run;
  return [
    ...[name, state, String(steps), minutes(run.minutes), count(positions), count(parameters)],
    ...[metric(unseen?.best), metric(unseen?.last)],
    ...isSorted(runs) ? [metric(run.sorted)] : [],
  ];
}
