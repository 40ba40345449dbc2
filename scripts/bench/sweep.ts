/** `deno task bench sweep`: a sweep that is killed ten times, and successive halving beside the grid of the same trials. */
import { join, resolve } from "node:path";
import { writeOut } from "../../src/cli/terminal.ts";
import { type Journal, readJournal } from "../../src/experiment/sweep/journal.ts";
import { rungOf } from "../../src/experiment/sweep/schedule.ts";
import { finish, start, survive } from "./sweep_kills.ts";

const ROOT = join(import.meta.dirname!, "..", "..");
const TINY = ["dim=16", "layers=1", "heads=2", "window=16", "tokenizer.type=char", "batchTokens=512"];
/** Learning rates half a decade apart or less, from far too low to far too high. */
const RATES = Array.from({ length: 16 }, (_, i) => Number((1e-5 * 2 ** i).toPrecision(3)));
const KILLS = 10;

/** What is measured. */
export interface SweepBench {
  /** Texts to learn; the documentation where none is named. */
  files: readonly string[];
  /** Of each run that is killed; those of asha and its grid have twice as many. */
  steps: number;
  /** "kills" or "asha", where only one is asked for. */
  only?: string | undefined;
}

/** Prints what was measured; throws where a killed sweep differs from an undisturbed one. */
export async function sweepBench({ files, steps, only }: SweepBench): Promise<void> {
  const folder = await Deno.makeTempDir({ prefix: "ascii-gen-sweep-" });
  const texts = (files.length > 0 ? files : [join(ROOT, "docs")]).map((path) => resolve(path));
  try {
    if (only !== "asha") await killed(folder, texts, steps);
    if (only !== "kills") await halved(folder, texts, steps);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

async function killed(folder: string, texts: readonly string[], steps: number): Promise<void> {
  const words = [...texts, "lr=1e-3,3e-3", "seed=range(4)", ...TINY, `steps=${steps}`, "saveInterval=10"];
  const { trials, kills, seconds, values } = await survive({ folder, words, kills: KILLS, seed: 1 });
  const told = Object.entries(kills).map(([what, times]) => `${what}: ${times}`).join("; ");
  writeOut(`${trials} runs of ${steps} steps, ${KILLS} kills (${told}), ${seconds.toFixed(0)} s\n`);
  writeOut(`weights and losses are those of the undisturbed sweep, to the bit: ${values.join(" ")}\n\n`);
}

async function halved(folder: string, texts: readonly string[], steps: number): Promise<void> {
  const words = [
    ...texts,
    `lr=${RATES.join()}`,
    ...TINY,
    `steps=${2 * steps}`,
    "evalInterval=100000",
  ];
  const sweeps: { name: string; journal: Journal; seconds: number }[] = [];
  for (const method of ["grid", "asha"]) {
    const out = join(folder, method), began = performance.now();
    await finish(start([...words, `sweep.method=${method}`, "--out", out], folder));
    sweeps.push({
      name: method,
      journal: await readJournal(out),
      seconds: (performance.now() - began) / 1000,
    });
  }
  const [grid, asha] = sweeps;
  const order = grid!.journal.trials.map(({ values: [rate], reached }) => ({
    rate: rate!,
    value: reached[0]!.value,
  }))
    .sort((a, b) => a.value - b.value);
  writeOut(
    `16 learning rates, runs of ${2 * steps} steps; asha in rungs of ${asha!.journal.rungs.join(", ")}\n`,
  );
  for (const { name, journal, seconds } of sweeps) {
    const top = journal.rungs.length - 1;
    const best = journal.trials.filter((trial) => rungOf(trial) === top)
      .sort((a, b) => a.reached.at(-1)!.value - b.reached.at(-1)!.value)[0]!;
    const taken = journal.trials.reduce((sum, { reached }) => sum + (reached.at(-1)?.steps ?? 0), 0);
    const minutes = journal.trials.reduce((sum, { reached }) => sum + (reached.at(-1)?.minutes ?? 0), 0);
    const rank = 1 + order.findIndex(({ rate }) => rate === best.values[0]);
    writeOut(
      `${name}: lr ${best.values[0]} (number ${rank} of the grid), ${best.reached.at(-1)!.value} bits; ` +
        `${taken} steps, ${(60 * minutes).toFixed(0)} s of training, ${seconds.toFixed(0)} s in all\n`,
    );
  }
  const told = order.map(({ rate, value }) => `${rate}: ${value}`).join(", ");
  writeOut(
    `the grid: ${told}\nasha takes ${
      (100 * asha!.seconds / grid!.seconds).toFixed(0)
    } % of the grid's time\n`,
  );
}
