/** Runs stages one after the other, each with a log and a folder of its own, and keeps what came of them. */
import { join, relative, resolve } from "node:path";
import { quoted } from "../../src/base/check.ts";
import { isThere } from "../../src/base/files.ts";
import { type Ended, type Program, type Running, start, type Stop, typed } from "./child.ts";
import type { Place } from "./choose.ts";
import { openLog, type StageLog } from "./log.ts";
import { processorSeconds } from "./processor.ts";
import { StageError } from "./error.ts";
import type { Finding, Stage, Work } from "./stage.ts";
import { type Attempt, productsOf, type Summary, writeSummary } from "./summary.ts";

const ROOT = join(import.meta.dirname!, "..", "..");

export interface LineOptions {
  all: readonly Stage[];
  chosen: readonly Stage[];
  place: Place;
  /** Go on where a stage failed. */
  keepGoing: boolean;
  /** Ends the line and what it started; `hurry` at once. */
  signal: AbortSignal;
  hurry: AbortSignal;
  /** A line for whoever waits. */
  told(line: string): void;
}

/** Runs the chosen stages; whether all of them passed. */
export async function runLine(options: LineOptions): Promise<boolean> {
  const { all, chosen, place: { folder, summary }, keepGoing, signal, told } = options;
  const names = all.map(({ name }) => name);
  let good = true;
  for (const stage of chosen) {
    told(`${stage.name}: ${stage.about}`);
    const { attempt, last } = await attemptAt(stage, names.indexOf(stage.name) + 1, options);
    summary.attempts.push(attempt);
    await writeSummary(folder, summary, names);
    told(`${stage.name} ${attempt.verdict} after ${attempt.seconds.toFixed(1)} s`);
    if (attempt.verdict === "passed") continue;
    good = false;
    if (attempt.verdict === "failed") {
      told(`${stage.name}: ${attempt.error}`);
      last.forEach((line) => told(`    ${line}`));
    }
    told(`${stage.name}: its log is ${join(folder, attempt.log)}`);
    if (!keepGoing || signal.aborted) break;
  }
  return good;
}

/** Names of a log and a folder that are not there yet: "03-export", and from the second time on "03-export.2". */
async function freshName(folder: string, stage: string, number: number): Promise<string> {
  const name = `${String(number).padStart(2, "0")}-${stage}`;
  for (let attempt = 1;; attempt++) {
    const tried = attempt === 1 ? name : `${name}.${attempt}`;
    if (!await isThere(join(folder, `${tried}.log`)) && !await isThere(join(folder, tried))) return tried;
  }
}

async function attemptAt(stage: Stage, number: number, { place, signal, hurry }: LineOptions) {
  const name = await freshName(place.folder, stage.name, number);
  using log = openLog(join(place.folder, `${name}.log`));
  await Deno.mkdir(join(place.folder, name));
  const began = new Date(), start = performance.now(), processor = processorSeconds();
  const made = makeWork(join(place.folder, name), place, log, { signal, hurry });
  let verdict: Attempt["verdict"] = "passed", error: string | undefined;
  log.line(`${stage.name}: ${stage.about}`);
  try {
    signal.throwIfAborted();
    await stage.run(made.work);
  } catch (reason) {
    verdict = signal.aborted ? "stopped" : "failed";
    error = reason instanceof Error ? reason.message : String(reason);
    log.line(reason instanceof Error && !(reason instanceof StageError) ? reason.stack ?? error : error);
  } finally {
    await made.end();
  }
  const seconds = (performance.now() - start) / 1000, spent = processorSeconds();
  log.line(`${verdict} after ${seconds.toFixed(1)} s`);
  const attempt: Attempt = {
    ...{ stage: stage.name, began: began.toISOString(), seconds, verdict, log: `${name}.log`, folder: name },
    processorSeconds: spent === undefined || processor === undefined ? null : spent - processor,
    ...{ findings: made.findings, products: made.products },
    ...error !== undefined && { error: error.replaceAll(/\s*\n\s*/g, " ") },
  };
  return { attempt, last: log.last() };
}

function makeWork(folder: string, { summary, folder: home }: Place, log: StageLog, { signal, hurry }: Stop) {
  const findings: Finding[] = [], products: Record<string, string> = {}, children: Running[] = [];
  // Ends what a stage left running.
  const over = new AbortController();
  const begin = (program: Program): Running => {
    log.line(`$ ${typed(program)}`);
    const told = (stream: string, line: string) => log.line(`${stream} ${line}`);
    const running = start(program, told, { signal: AbortSignal.any([signal, over.signal]), hurry });
    children.push(running);
    return running;
  };
  const found = (finding: Finding) => {
    findings.push(finding);
    const { what, measured, must, holds } = finding;
    const asked = must === undefined ? "" : `; must be ${must}: ${holds ? "it is" : "IT IS NOT"}`;
    log.line(`${what}: ${measured}${asked}`);
  };
  const run = async (program: Program, expected = 0): Promise<Ended> => {
    const ended = await begin(program).ended;
    signal.throwIfAborted();
    if (ended.code === expected && !ended.late) return ended;
    throw new StageError(`${typed(program)} ${howEnded(ended, expected)}`);
  };
  const work: Work = {
    ...{ quick: summary.quick, folder: resolve(folder), signal, run, start: begin },
    log: (line) => log.line(line),
    note: (what, measured) => found({ what, measured: String(measured) }),
    check(what, measured, must, holds) {
      found({ what, measured: String(measured), must, holds });
      if (!holds) throw new StageError(`${what} is ${measured}, not ${must}`);
    },
    task: (name, ...args) =>
      run({ command: Deno.execPath(), args: ["task", "--quiet", name, ...args], cwd: ROOT }),
    give: (name, path) => products[name] = relative(home, resolve(path)),
    take: (stage, name) => taken(summary, home, stage, name),
  };
  const end = async () => {
    over.abort();
    await Promise.allSettled(children.map(({ ended }) => ended));
  };
  return { work, findings, products, end };
}

function taken(summary: Summary, home: string, stage: string, name: string): string {
  const path = productsOf(summary, stage)[name];
  if (path !== undefined) return resolve(home, path);
  throw new StageError(
    `the stage ${stage} has not passed yet, which makes the ${quoted(name)} that this one needs`,
  );
}

function howEnded({ code, signal, late, seconds, stderr }: Ended, expected: number): string {
  const said = stderr.trimEnd().split("\n").at(-1) ?? "";
  if (late) return `was not done after ${seconds.toFixed(0)} s`;
  if (signal !== null) return `was ended by ${signal}`;
  return `ended with exit code ${code}, not ${expected}${said === "" ? "" : `: ${said}`}`;
}
