/** What a run wrote while it went on: the numbers of its metrics.jsonl. */
import { join } from "node:path";
import * as z from "zod";
import { UserError } from "../../base/errors.ts";
import { isFile, readPlainText } from "../../base/files.ts";
import { insteadOf } from "../../words/nearest_name.ts";
import { METRICS_FILE } from "../../training/loop.ts";

/** A line: numbers by name. */
export interface MetricLine {
  /** What it tells of, such as "train" or "validation". */
  type: string;
  step: number;
  values: Readonly<Record<string, number>>;
}

/** The lines of a run. Of steps that a resumed run took again the last ones count. */
export interface Metrics {
  lines: MetricLine[];
  /** The first line that is none, by its number. */
  problem?: string;
}

/** What a curve may stand over, and the name of its numbers. */
export const X_NAMES = { steps: "step", minutes: "minutes", positions: "tokens" } as const;
export type XName = keyof typeof X_NAMES;

/** Stands for the loss on unseen data of whatever a run learns. */
export const UNSEEN = "unseen";

const schema = z.looseObject({ type: z.string().default(""), step: z.number() });
/** Bytes of the metrics of a run at most. */
const MOST = 1 << 28;

/** Reads the metrics of a run's folder; none where it has none yet. */
export async function readMetrics(folder: string): Promise<Metrics> {
  const path = join(folder, METRICS_FILE);
  return await isFile(path) ? metricsOf(await readPlainText(path, MOST), path) : { lines: [] };
}

/** The metrics that a text holds; `name` is what it is called. */
export function metricsOf(text: string, name: string): Metrics {
  const lines: MetricLine[] = [];
  let problem: string | undefined;
  const all = text.split("\n");
  for (const [i, json] of all.entries()) {
    if (json.trim() === "") continue;
    const parsed = schema.safeParse(parse(json));
    if (!parsed.success) {
      // The last one may be in the making.
      if (i < all.length - 1) problem ??= `${name}, line ${i + 1}: not a line of a run's metrics`;
      continue;
    }
    const { type, step, ...rest } = parsed.data;
    const values: Record<string, number> = { step };
    for (const [key, value] of Object.entries(rest)) if (typeof value === "number") values[key] = value;
    lines.push({ type, step, values });
  }
  return { lines: withoutRetaken(lines), ...problem !== undefined && { problem } };
}

/** Without those that a run wrote before it went on from an earlier step. */
function withoutRetaken(lines: readonly MetricLine[]): MetricLine[] {
  const first = new Map<string, number>();
  return lines.toReversed().filter(({ type, step }) => {
    const later = first.get(type) ?? Infinity;
    if (step >= later) return false;
    first.set(type, step);
    return true;
  }).reverse();
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

/** Names of the metrics that there are, in order of their first line. */
export function metricNames(lines: readonly MetricLine[]): string[] {
  const names = new Set(lines.flatMap(({ values }) => Object.keys(values)));
  return [...names].filter((name) => !Object.values(X_NAMES).some((x) => x === name));
}

/** The name of a metric in some lines, where "unseen" may stand for the loss on unseen data; undefined where it has none. */
export function metricIn(lines: readonly MetricLine[], name: string): string | undefined {
  const names = metricNames(lines);
  if (names.includes(name)) return name;
  return name === UNSEEN ? names.find((each) => each.endsWith("Unseen")) : undefined;
}

/** Throws a UserError of kind "usage" for a metric that none of some runs has, which names the nearest. */
export function requireMetric(name: string, runs: readonly { lines: readonly MetricLine[] }[]): void {
  if (runs.some(({ lines }) => metricIn(lines, name) !== undefined)) return;
  const names = [...new Set(runs.flatMap(({ lines }) => metricNames(lines)))];
  throw new UserError("usage", `there is no metric ${JSON.stringify(name)}; ${insteadOf(name, names)}`);
}

/** Whether a metric is a loss, of which the lowest counts: that on unseen data, on seen data, or of training. */
export function isLoss(name: string, lines: readonly MetricLine[]): boolean {
  const unit = /^(.*)Unseen$/.exec(metricIn(lines, UNSEEN) ?? "")?.[1];
  return /Unseen$|Seen$/.test(name) || name === unit;
}

/** A metric over steps, minutes or positions. */
export function curveOf(lines: readonly MetricLine[], name: string, x: XName): { x: number; y: number }[] {
  const own = metricIn(lines, name);
  return lines.flatMap(({ values }) => {
    const at = values[X_NAMES[x]], value = own === undefined ? undefined : values[own];
    return at === undefined || value === undefined ? [] : [{ x: at, y: value }];
  });
}

/** The lowest and the last value of each metric. */
export function extremesOf(lines: readonly MetricLine[]) {
  const best: Record<string, number> = {}, last: Record<string, number> = {};
  for (const name of metricNames(lines)) {
    for (const { y } of curveOf(lines, name, "steps")) {
      best[name] = Math.min(best[name] ?? Infinity, y);
      last[name] = y;
    }
  }
  return { best, last };
}
