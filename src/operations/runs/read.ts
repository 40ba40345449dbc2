/** Run folders as they stand: what a run is to do, how far it came, and what came of it. */
import { join } from "node:path";
import * as z from "zod";
import { UserError } from "../../base/errors.ts";
import { isFile, readPlainText } from "../../base/files.ts";
import { CHECKPOINT_FILE, METRICS_FILE } from "../../training/loop.ts";
import { readRunHeader, type RunHeader, weightsOf } from "./header.ts";
import { extremesOf, type MetricLine, readMetrics } from "./metrics.ts";

/** Whether a run has used its budget up, was stopped before, seems to go on, or has saved nothing yet. */
export type RunState = "finished" | "stopped" | "running?" | "begun";

/** A run, as far as its folder tells. */
export interface RunSummary {
  name: string;
  path: string;
  task: string;
  state: RunState;
  steps: number;
  minutes: number;
  /** Positions that were learned from. */
  positions: number;
  /** Weights; undefined where nothing tells. */
  parameters?: number;
  seed?: number;
  /** Everything that was set, by dotted names. */
  settings: Readonly<Record<string, unknown>>;
  /** Lowest and last values, by metric. */
  best: Readonly<Record<string, number>>;
  last: Readonly<Record<string, number>>;
  /** When its folder was last written to: ISO 8601, UTC. */
  changed: string;
  /** Digests of its data and its configuration. */
  corpus?: string;
  configHash?: string;
  /** Runs that its weights went through before. */
  ancestors: number;
  /** What was noted when it was begun, the run that it repeats, and what computed it last. */
  notes?: string;
  like?: string;
  engine?: Readonly<Record<string, unknown>>;
  /** What in its folder cannot be read. */
  problems: string[];
}

/** A run with its metrics. */
export interface RunRecord extends RunSummary {
  lines: MetricLine[];
}

const OPTIONS_FILE = "options.json";
/** What a run was made of, where its folder tells. */
const RECORD_FILE = "run.json";
const FILES = [METRICS_FILE, CHECKPOINT_FILE, OPTIONS_FILE];

/** Minutes after which a run that has written nothing is taken for stopped, and how many times its usual pause is waited. */
const SILENCE = 2, PAUSES = 4;
/** Bytes of a description at most. */
const MOST = 1 << 24;

/** Whether a folder is one of a run. */
export async function isRun(path: string): Promise<boolean> {
  for (const name of FILES) if (await isFile(join(path, name))) return true;
  return false;
}

/** Reads the folder of a run; what in it cannot be read is told in `problems`. */
export async function readRun(path: string, name: string): Promise<RunRecord> {
  const problems: string[] = [];
  const tell = (error: unknown) => {
    if (!(error instanceof UserError)) throw error;
    problems.push(error.message);
    return undefined;
  };
  const header = await readRunHeader(path).catch(tell);
  const told = await readValues(join(path, OPTIONS_FILE)).catch(tell) ?? {};
  const record = await readValues(join(path, RECORD_FILE)).catch(tell) ?? {};
  const { lines, problem } = await readMetrics(path);
  if (problem !== undefined) problems.push(problem);
  const settings = settingsOf(header, told);
  const { values = {} } = lines.at(-1) ?? {}, changed = await changeOf(path);
  const progress = {
    steps: Math.max(header?.step ?? 0, values["step"] ?? 0),
    minutes: Math.max(header?.minutes ?? 0, values["minutes"] ?? 0),
    positions: Math.max(header?.tokens ?? 0, values["tokens"] ?? 0),
  };
  const parameters = header && weightsOf(header), seed = numberOf(settings["seed"] ?? record["seed"]);
  const corpus = header?.corpusDigest ?? record["corpus"],
    configHash = header?.configHash ?? record["configHash"];
  return {
    ...{ name, path, task: String(header?.task ?? told["task"] ?? "art") },
    ...{
      state: stateOf({ ...progress, lines, settings, changed, saved: header !== undefined }),
      ...progress,
    },
    ...parameters !== undefined && { parameters },
    ...seed !== undefined && { seed },
    ...{ settings, ...extremesOf(lines), changed: new Date(changed).toISOString() },
    ...typeof corpus === "string" && { corpus },
    ...typeof configHash === "string" && { configHash },
    ...recorded(record),
    ...{ ancestors: header?.ancestors.length ?? 0, problems, lines },
  };
}

/** A run without its metrics. */
export function summaryOf({ lines: _, ...summary }: RunRecord): RunSummary {
  return summary;
}

/** Throws a UserError of kind "input" for runs that cannot be read whole. */
export function requireWhole(runs: readonly RunSummary[]): void {
  const [problem] = runs.flatMap(({ problems }) => problems);
  if (problem !== undefined) throw new UserError("input", problem);
}

/** The object that a JSON file holds; undefined where there is no such file. */
async function readValues(path: string): Promise<Record<string, unknown> | undefined> {
  if (!await isFile(path)) return undefined;
  try {
    return z.record(z.string(), z.unknown()).parse(JSON.parse(await readPlainText(path, MOST)));
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw new UserError("input", `${path} is not a description of a run`, { cause: error });
  }
}

/** What a run's record tells besides. */
function recorded({ notes, like, sessions }: Record<string, unknown>) {
  const last: unknown = Array.isArray(sessions) ? sessions.at(-1) : undefined;
  const engine = isValues(last) ? last["engine"] : undefined;
  return {
    ...typeof notes === "string" && { notes },
    ...typeof like === "string" && { like },
    ...isValues(engine) && { engine },
  };
}

/** All that was set, by dotted names. */
function settingsOf(
  header: RunHeader | undefined,
  told: Record<string, unknown>,
): Record<string, unknown> {
  const network = header?.network ?? header?.config;
  const own = { ...header?.settings, ...header?.options, ...told };
  const { task: _, ...rest } = flattened(own);
  return { ...rest, ...network && flattened({ network }) };
}

const isValues = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function flattened(values: Record<string, unknown>, before = ""): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) =>
      isValues(value) ? Object.entries(flattened(value, `${before}${name}.`)) : [[`${before}${name}`, value]]
    ),
  );
}

const numberOf = (value: unknown): number | undefined => typeof value === "number" ? value : undefined;

/** When the newest of a run's files was written, in milliseconds. */
async function changeOf(path: string): Promise<number> {
  const times = await Promise.all(FILES.map(async (name) => {
    const { mtime } = await Deno.stat(join(path, name)).catch(() => ({ mtime: null }));
    return mtime?.getTime() ?? 0;
  }));
  return Math.max(...times);
}

function stateOf(
  { steps, minutes, lines, settings, changed, saved }:
    & Pick<RunRecord, "steps" | "minutes" | "lines" | "settings">
    & {
      changed: number;
      saved: boolean;
    },
): RunState {
  const [most, longest] = [numberOf(settings["steps"]), numberOf(settings["minutes"])];
  if (saved && (steps >= (most ?? Infinity) || minutes >= (longest ?? Infinity))) return "finished";
  const pause = lines.length > 1 ? minutes / lines.length : 0;
  const silent = (Date.now() - changed) / 60_000;
  if (silent < Math.max(SILENCE, PAUSES * pause)) return "running?";
  return saved ? "stopped" : "begun";
}
