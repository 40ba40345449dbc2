/** Runs that differ by their seed alone, and what settings runs differ in. */
import type { RunRecord } from "./read.ts";

/** Runs with the same settings but for the seed. */
export interface Group {
  name: string;
  runs: RunRecord[];
}

/** What says how a run is watched, where its data lie, and which one of several it is: not what it is. */
const APART = /(^|\.)(seed|data|files|name|out|evalInterval|saveInterval)$/;

/** A value as it stands in a table; runs that were not told have none. */
export const told = (value: unknown): string =>
  value === undefined ? "–" : typeof value === "string" ? value : JSON.stringify(value);

/** Groups in order of their first runs; where all are of one group, each run by itself. */
export function groupsOf(runs: readonly RunRecord[]): Group[] {
  const groups = Map.groupBy(runs, ({ settings, corpus, task }) => {
    const own = Object.entries(settings).filter(([name]) => !APART.test(name));
    return JSON.stringify([task, corpus, own.sort(([a], [b]) => a < b ? -1 : 1)]);
  });
  const apart = groups.size > 1 ? [...groups.values()] : runs.map((run) => [run]);
  const named = apart.map((runs) => ({ name: nameOf(runs.map(({ name }) => name)), runs }));
  return named.map(({ name, runs }) => {
    const alike = named.filter((other) => other.name === name);
    if (alike.length === 1) return { name: counted(name, runs), runs };
    const i = alike.findIndex((other) => other.runs === runs);
    const settings = differences(alike).map(({ name, values }) => `${name.split(".").at(-1)}=${values[i]}`);
    // Data of the same name may differ, too.
    const what = settings.length > 0 ? settings : runs.map((run) => run.name);
    return { name: counted(`${name} ${what.join(" ")}`, runs), runs };
  });
}

const counted = (name: string, { length }: readonly RunRecord[]): string =>
  length === 1 ? name : `${name} (${length} seeds)`;

/** A group's name: what its runs' names begin and end with. Groups that it is the same of are named by what they differ in, too. */
function nameOf(names: readonly string[]): string {
  const [first = "", ...others] = names;
  if (others.length === 0) return first;
  let start = 0, end = 0;
  const shortest = Math.min(...names.map(({ length }) => length));
  while (start < shortest && others.every((name) => name[start] === first[start])) start++;
  while (end < shortest - start && others.every((name) => name.at(-1 - end) === first.at(-1 - end))) end++;
  return `${first.slice(0, start)}*${end > 0 ? first.slice(-end) : ""}`;
}

/** Settings that some groups differ in, with each one's value. */
export function differences(groups: readonly Group[]): { name: string; values: string[] }[] {
  const settings = groups.map(({ runs }) => ({ ...runs[0]!.settings, task: runs[0]!.task }));
  const names = [...new Set(settings.flatMap((each) => Object.keys(each)))];
  return names.filter((name) => !/(^|\.)(name|out|files)$/.test(name))
    .filter((name) => groups.every(({ runs }) => runs.length === 1) || !/(^|\.)seed$/.test(name))
    .map((name) => ({
      name,
      values: settings.map((each) => told(Object.entries(each).find(([key]) => key === name)?.[1])),
    }))
    .filter(({ values }) => new Set(values).size > 1);
}
