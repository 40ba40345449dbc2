/** Runs beside each other: filtered, sorted, with their losses. */
import { checked } from "../../base/check.ts";
import { UserError } from "../../base/errors.ts";
import type { Fields, Given } from "../../base/fields.ts";
import { insteadOf } from "../../words/nearest_name.ts";
import { findRuns } from "./find.ts";
import { isLoss, metricIn, metricNames, UNSEEN } from "./metrics.ts";
import { type RunRecord, type RunSummary, summaryOf } from "./read.ts";

export const LIST_FIELDS = {
  sort: {
    type: "text",
    value: "name",
    fallback: "name",
    text:
      "name, state, changed, steps, minutes, positions, parameters, or any metric: losses by their lowest value, others by their last",
  },
  descending: { type: "switch", text: "the largest, or the latest, first" },
  filter: {
    type: "list",
    value: "key=value",
    whole: true,
    text: "only runs of which this holds, such as state=finished or layers=4 (repeatable)",
  },
} as const satisfies Fields;
/** Which runs, and in which order. */
export type ListInput = Given<typeof LIST_FIELDS> & {
  names?: readonly string[];
  /** Folder of runs, "runs" unless told otherwise. */
  folder?: string;
};

/** Facts of a run that runs are sorted and filtered by. */
const FACTS = [
  "name",
  "task",
  "state",
  "changed",
  "steps",
  "minutes",
  "positions",
  "parameters",
  "seed",
] as const;

/** A run, and the losses on unseen data that stand in a table. */
export interface ListedRun extends RunSummary {
  /** Name of that loss, and its lowest and last value; undefined where nothing was measured yet. */
  unseen?: { name: string; best: number; last: number };
  /** Value of the metric that was sorted by, where it is one. */
  sorted?: number;
}

/** Lists runs. Throws a UserError of kind "usage" for a filter or a metric that no run has. */
export async function listRuns({ names, folder, ...input }: ListInput = {}): Promise<ListedRun[]> {
  const { sort, descending, filter = [] } = checked(LIST_FIELDS, input);
  const all = await findRuns(names, folder);
  const tests = filter.map((text) => testOf(text, all));
  const kept = all.filter((run) => tests.every((test) => test(run)));
  const keyed = kept.map((run) => ({ run, key: keyOf(run, sort, all) }));
  // What has no such value stands last either way.
  const sorted = keyed.sort((a, b) => compare(a.key, b.key, descending));
  return sorted.map(({ run, key }) => ({
    ...summaryOf(run),
    ...unseenOf(run),
    ...!isFact(sort) && typeof key === "number" && { sorted: key },
  }));
}

/** The loss on unseen data of a run. */
export function unseenOf({ lines, best, last }: RunRecord): Pick<ListedRun, "unseen"> {
  const name = metricIn(lines, UNSEEN);
  return name === undefined ? {} : { unseen: { name, best: best[name]!, last: last[name]! } };
}

const isFact = (name: string): name is typeof FACTS[number] => FACTS.some((fact) => fact === name);

type Key = string | number | undefined;

function keyOf(run: RunRecord, sort: string, all: readonly RunRecord[]): Key {
  if (isFact(sort)) return run[sort];
  const name = metricIn(run.lines, sort);
  if (name !== undefined) return (isLoss(name, run.lines) ? run.best : run.last)[name];
  if (all.some(({ lines }) => metricIn(lines, sort) !== undefined)) return undefined;
  const known = [...FACTS, ...new Set(all.flatMap(({ lines }) => metricNames(lines)))];
  throw new UserError(
    "usage",
    `--sort ${JSON.stringify(sort)}: there is no such metric; ${insteadOf(sort, known)}`,
  );
}

function compare(a: Key, b: Key, descending: boolean): number {
  if (a === undefined || b === undefined) return Number(a === undefined) - Number(b === undefined);
  const order = a < b ? -1 : a > b ? 1 : 0;
  return descending ? -order : order;
}

/** What a filter asks of a run. A setting goes by its whole name, or the last part of it. */
function testOf(text: string, all: readonly RunRecord[]): (run: RunRecord) => boolean {
  const [, key = "", value = ""] = /^([^=]+)=(.*)$/s.exec(text) ?? [];
  if (key === "") {
    throw new UserError("usage", `--filter ${JSON.stringify(text)} is not such as state=finished`);
  }
  const valuesOf = (run: RunRecord): unknown[] =>
    isFact(key) ? [run[key]] : Object.entries(run.settings)
      .filter(([name]) => name === key || name.endsWith(`.${key}`)).map(([, value]) => value);
  if (all.every((run) => valuesOf(run).length === 0)) {
    const known = [...FACTS, ...new Set(all.flatMap(({ settings }) => Object.keys(settings)))];
    const short = known.map((name) => name.slice(name.lastIndexOf(".") + 1));
    throw new UserError("usage", `--filter ${key}: no run has such a setting; ${insteadOf(key, short)}`);
  }
  return (run) => valuesOf(run).some((each) => isSame(each, value));
}

const isSame = (value: unknown, text: string): boolean =>
  typeof value === "number"
    ? text !== "" && value === Number(text)
    : Array.isArray(value)
    ? value.join(",") === text
    : String(value) === text;
