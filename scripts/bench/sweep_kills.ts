/** A sweep that is killed again and again, beside one that is left alone. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { type Random, random } from "../../src/base/random.ts";
import { isFile } from "../../src/base/files.ts";
import { sleep } from "../../src/base/sleep.ts";
import { type Journal, JOURNAL_FILE, readJournal } from "../../src/experiment/sweep/journal.ts";
import { loadCheckpoint } from "../../src/tasks/registry.ts";
import { CHECKPOINT_FILE } from "../../src/training/loop.ts";

const MAIN = join(import.meta.dirname!, "..", "..", "main.ts");
/** Milliseconds after a start, or after a run has saved a checkpoint, within which there is a kill. */
const MAX_DELAY = 1500;

/** What is swept. */
export interface KilledSweep {
  /** A folder for all of it. */
  folder: string;
  /** Words of the command line. */
  words: readonly string[];
  kills: number;
  seed: number;
}

/** What it came to. */
export interface Survived {
  trials: number;
  /** Kills that hit a sweep at work, by what was killed. */
  kills: Record<Kind, number>;
  seconds: number;
  values: number[];
}

const KINDS = ["the sweep", "the sweep and its runs", "a run, then the sweep"] as const;
type Kind = typeof KINDS[number];

/**
 * Runs a sweep undisturbed, then another that is killed (SIGKILL) and begun again until all kills have hit; throws where a
 * trial of the one has not the weights and losses of the other, to the bit.
 */
export async function survive({ folder, words, kills, seed }: KilledSweep): Promise<Survived> {
  const [quiet, disturbed] = [join(folder, "quiet"), join(folder, "disturbed")];
  await finish(start([...words, "--out", quiet], folder));
  const rng = random(seed, 3), hits: Record<Kind, number> = { [KINDS[0]]: 0, [KINDS[1]]: 0, [KINDS[2]]: 0 };
  const began = performance.now();
  for (let kill = 0; kill < kills;) {
    const kind = KINDS[kill % KINDS.length]!;
    if (await killed(await begun(disturbed, words, folder), disturbed, kind, rng)) {
      hits[kind]++;
      kill++;
    } else if (isDone(await readJournal(disturbed))) {
      throw new Error(`the sweep was done after ${kill} kills: give it more steps`);
    }
  }
  await finish(await begun(disturbed, words, folder));
  const [one, other] = [await readJournal(quiet), await readJournal(disturbed)];
  assert.deepEqual(outcome(other), outcome(one));
  for (const { name } of one.trials) await compareRuns(join(quiet, name), join(disturbed, name));
  return {
    trials: one.trials.length,
    kills: hits,
    seconds: (performance.now() - began) / 1000,
    values: outcome(other).flatMap(({ reached }) => reached.map(({ value }) => value)),
  };
}

/** Starts a sweep, or goes on with it. */
async function begun(out: string, words: readonly string[], cwd: string): Promise<Deno.ChildProcess> {
  const isBegun = await isFile(join(out, JOURNAL_FILE));
  return start(isBegun ? ["--resume", "--out", out] : [...words, "--out", out], cwd);
}

/** Starts a sweep with some words. */
export const start = (words: readonly string[], cwd: string): Deno.ChildProcess =>
  new Deno.Command(Deno.execPath(), {
    args: ["run", "-q", "-A", "--no-check", MAIN, "train", "-m", ...words],
    ...{ cwd, stdin: "null", stdout: "null", stderr: "piped" },
  }).spawn();

/** Waits until a sweep has ended well. */
export async function finish(process: Deno.ChildProcess): Promise<void> {
  const { code, stderr } = await process.output();
  assert.equal(code, 0, new TextDecoder().decode(stderr));
}

const outcome = ({ trials }: Journal) =>
  trials.map(({ name, values, reached, failed }) => ({
    ...{ name, values, failed },
    reached: reached.map(({ rung, steps, value }) => ({ rung, steps, value })),
  }));

const isDone = ({ trials }: Journal): boolean => trials.every(({ reached }) => reached.length > 0);

async function compareRuns(quiet: string, disturbed: string): Promise<void> {
  const [one, other] = [quiet, disturbed].map((folder) => loadCheckpoint(join(folder, CHECKPOINT_FILE)));
  const [a, b] = [await one!, await other!];
  assert.equal(b.step, a.step);
  assert.deepEqual(b.losses, a.losses);
  assert.equal(b.best, a.best);
  assert.deepEqual(b.weights, a.weights);
}

/** Kills a sweep at some point; false where it had ended before. */
async function killed(
  parent: Deno.ChildProcess,
  folder: string,
  kind: Kind,
  { int }: Random,
): Promise<boolean> {
  let hasEnded = false;
  const ended = parent.output().then(() => hasEnded = true);
  const before = await saved(folder);
  // Most kills hit runs that have come a little farther.
  for (const wanted = int(4) > 0; wanted && !hasEnded && await saved(folder) === before;) await sleep(10);
  await sleep(int(MAX_DELAY));
  const runs = await childrenOf(parent.pid);
  if (kind === "a run, then the sweep" && runs.length > 0) {
    kill(runs[int(runs.length)]!);
    await sleep(int(MAX_DELAY));
  }
  const hits = !hasEnded;
  if (hits) kill(parent.pid);
  if (kind === "the sweep and its runs") runs.forEach(kill);
  await ended;
  return hits;
}

function kill(pid: number): void {
  try {
    Deno.kill(pid, "SIGKILL");
  } catch {
    // It has ended by itself.
  }
}

/** When checkpoints were written, all together. */
async function saved(folder: string): Promise<string> {
  const entries = await Array.fromAsync(Deno.readDir(folder)).catch(() => []);
  const times = entries.filter(({ isDirectory }) => isDirectory).map(async ({ name }) => {
    const there = await Deno.stat(join(folder, name, CHECKPOINT_FILE)).catch(() => undefined);
    return there?.mtime?.getTime() ?? 0;
  });
  return (await Promise.all(times)).join();
}

/** Processes that a process has started, as `ps` knows them. */
async function childrenOf(pid: number): Promise<number[]> {
  const { stdout } = await new Deno.Command("ps", { args: ["-A", "-o", "pid=,ppid="] }).output();
  return new TextDecoder().decode(stdout).trim().split("\n").map((line) =>
    line.trim().split(/\s+/).map(Number)
  )
    .filter(([, parent]) => parent === pid).map(([child]) => child!);
}
