/** Runs the program on a hostile input and tells what is wrong with what it does. */
import { join } from "node:path";

/** Something to try: files that were made for it, and the arguments that name them. */
export interface Case {
  /** What was done, for the report. */
  name: string;
  args: string[];
}

/** A kind of cases. */
export interface Kind {
  /** How many are tried unless told otherwise. */
  count: number;
  /** Exit codes that its inputs may give. */
  codes: readonly number[];
  /** Makes the files of one case in an empty folder. The same seed makes the same case. */
  make(seed: number, folder: string): Promise<Case>;
}

/** What a run did. */
export interface Outcome {
  code: number;
  signal: string | null;
  stdout: string;
  stderr: string;
  /** From its start to its end. */
  milliseconds: number;
  /** For so long it kept a core busy; 0 where the system does not tell. */
  busy: number;
  /** Most memory that it had, in bytes; 0 where the system does not tell. */
  memory: number;
}

/** Milliseconds that a run may keep a core busy; for three times as long it may take on a busy machine. */
const MAX_BUSY = 10_000;
const MAX_MEMORY = 1e9;
/** Milliseconds of the unit in which Linux counts time. */
const TICK = 10;
/** How often the memory of a run is looked at, in milliseconds. */
const INTERVAL = 10;
/** The command line that runs the program from source. */
export const SOURCE: readonly [string, ...string[]] = [
  Deno.execPath(),
  ...["run", "-q", "-A", "--no-check", join(import.meta.dirname!, "..", "..", "main.ts")],
];
/** What a terminal obeys, but for line breaks. */
// deno-lint-ignore no-control-regex -- these are what must not be there
export const CONTROL = /[\x00-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]/;

/** Runs a command in a folder, for no longer than `limit` milliseconds. */
export async function runCase(
  command: readonly string[],
  { args }: Case,
  cwd: string,
  limit = 3 * MAX_BUSY,
): Promise<Outcome> {
  const start = performance.now();
  const [program, ...first] = command;
  const child = new Deno.Command(program!, {
    args: [...first, ...args],
    cwd,
    env: { NO_COLOR: "1" },
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  let [memory, busy] = [0, 0];
  const look = setInterval(() => {
    memory = Math.max(memory, peakMemory(child.pid));
    busy = Math.max(busy, busyTime(child.pid));
  }, INTERVAL);
  const tooLong = setTimeout(() => child.kill("SIGKILL"), limit);
  const { code, signal, stdout, stderr } = await child.output();
  clearInterval(look);
  clearTimeout(tooLong);
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  const milliseconds = performance.now() - start;
  return { code, signal, stdout: text(stdout), stderr: text(stderr), milliseconds, busy, memory };
}

/** The most memory that a process has had so far, in bytes; 0 where the system does not tell. */
export function peakMemory(pid: number): number {
  try {
    const status = Deno.readTextFileSync(`/proc/${pid}/status`);
    return 1024 * Number(/^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1] ?? 0);
  } catch {
    return 0; // it has ended, or this is not Linux
  }
}

/** For how long a process has kept a core busy, in milliseconds. */
function busyTime(pid: number): number {
  try {
    // The name of the program, in brackets, may hold anything.
    const fields = Deno.readTextFileSync(`/proc/${pid}/stat`).replace(/^.*\) /s, "").split(" ");
    return TICK * (Number(fields[11]) + Number(fields[12]));
  } catch {
    return 0;
  }
}

/** What is wrong with an outcome; empty if nothing is. */
export function faultsOf(outcome: Outcome, codes: readonly number[]): string[] {
  const { code, signal, stdout, stderr, busy, memory } = outcome;
  const failed = code !== 0;
  return [
    ...signal === null ? [] : [`ended by ${signal}`],
    ...codes.includes(code) ? [] : [`exit code ${code}`],
    ...CONTROL.test(stdout) ? ["a control character on standard output"] : [],
    ...CONTROL.test(stderr) ? ["a control character on standard error"] : [],
    ...failed && !/^[^\n]+\n$/.test(stderr) ? [`${stderr.split("\n").length - 1} lines of error`] : [],
    ...stderr.length > 20_000 ? [`${stderr.length} characters of error`] : [],
    ...failed && stdout !== "" ? ["a result beside an error"] : [],
    ...busy > MAX_BUSY ? [`busy for ${Math.round(busy)} ms`] : [],
    ...memory > MAX_MEMORY ? [`${Math.round(memory / 1e6)} MB`] : [],
  ];
}
