/** Runs of a tiny text for the tests of several ranks: by the program itself, as a user starts it. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { type Checkpoint, loadCheckpoint } from "../../../src/training/checkpoint.ts";
import { CHECKPOINT_FILE } from "../../../src/training/loop.ts";
import { TEXT } from "../../tasks/text/tiny.ts";
import { type Ended, endOf, type Ranks, script } from "../../engine/mpi/launcher.ts";

/** A folder with a text in it, which is removed afterwards. */
export async function withText(work: (folder: string, text: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir(), text = join(folder, "cats.txt");
  try {
    await Deno.writeTextFile(text, TEXT);
    await work(folder, text);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** What every run of these is given; four batches a step. */
const USUAL = [
  ...["--dim", "16", "--layers", "2", "--heads", "2", "--hidden", "32", "--window", "16", "--context", "40"],
  ...["--batch-tokens", "640", "--accumulate", "2", "--precision", "fp32", "--learning-rate", "0.01"],
  ...["--eval-interval", "4", "--save-interval", "4", "--seed", "5"],
];

/** Arguments of Deno that train on a text. */
export const training = (text: string, out: string, ...flags: string[]): string[] =>
  script("main.ts", "train", text, "-o", out, ...USUAL, ...flags);

export const ranks = (count: number, args: readonly string[]): Ranks => ({ count, args });

/** Runs without mpirun. */
export const alone = (args: string[]): Promise<Ended> =>
  endOf(
    new Deno.Command(Deno.execPath(), {
      ...{ args, env: { NO_COLOR: "1" }, stdin: "null", stdout: "piped", stderr: "piped" },
    }).spawn(),
  );

export const checkpointIn = (out: string): Promise<Checkpoint> => loadCheckpoint(join(out, CHECKPOINT_FILE));

export async function succeeded(ended: Promise<Ended>): Promise<Ended> {
  const done = await ended;
  assert.equal(done.code, 0, done.stderr);
  return done;
}

/** Figures of a run's validations and steps, without its times. */
export async function metricsIn(out: string): Promise<Record<string, unknown>[]> {
  const lines = (await Deno.readTextFile(join(out, "metrics.jsonl"))).trim().split("\n");
  return lines.map((line) => {
    const { minutes: _m, positionsPerSecond: _p, tensors: _t, residentBytes: _r, ...rest } = JSON.parse(line);
    return rest;
  });
}

/** The largest difference of two vectors, relative to the largest element. */
function difference(a: Float32Array, b: Float32Array): number {
  let worst = 0, largest = 0;
  for (const [i, value] of a.entries()) {
    worst = Math.max(worst, Math.abs(value - b[i]!));
    largest = Math.max(largest, Math.abs(value));
  }
  return worst / Math.max(largest, Number.MIN_VALUE);
}

/** Asserts that two runs came to the same, to the order in which gradients are summed. */
export function assertSame(a: Checkpoint, b: Checkpoint, tolerance: number): void {
  const { step, tokens, configHash, corpusDigest, callbacks, options } = a;
  assert.deepEqual(
    { step, tokens, configHash, corpusDigest, callbacks, options },
    {
      ...{ step: b.step, tokens: b.tokens, configHash: b.configHash, corpusDigest: b.corpusDigest },
      ...{ callbacks: b.callbacks, options: b.options },
    },
  );
  assert.equal(a.moments.length, b.moments.length);
  const vectors = (of: Checkpoint) => [of.weights, ...of.moments, ...of.average ? [of.average] : []];
  for (const [i, vector] of vectors(a).entries()) {
    const worst = difference(vector, vectors(b)[i]!);
    assert.ok(worst <= tolerance, `vector ${i} differs by ${worst}`);
  }
}

/** Waits until a run has saved after a step; throws where it ends before. */
export async function untilSaved(out: string, child: Deno.ChildProcess): Promise<void> {
  let ended = false;
  child.status.then(() => ended = true);
  while (!await Deno.stat(join(out, CHECKPOINT_FILE)).then(() => true, () => false)) {
    assert.ok(!ended, "it ended before it saved");
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
