/** `deno task bench distributed`: two ranks beside one process of two workers, and what summing over ranks takes. */
import { join } from "node:path";
import { writeErrorLine, writeOut } from "../../src/cli/terminal.ts";
import { UserError } from "../../src/base/errors.ts";
import type { MpiName } from "../../src/engine/mpi/launch.ts";
import {
  type Ended,
  endOf,
  INSTALL,
  LIBRARIES,
  type Manner,
  script,
  startRanks,
} from "./distributed/launch.ts";
import { twoMachines } from "./distributed/namespaces.ts";
import { inTemporaryFolder } from "./peer.ts";

/** Settings of the benchmark. */
export interface DistributedBenchOptions {
  /** Texts to train on. */
  files: string[];
  preset: string;
  steps: number;
  /** How often every side trains, by turns. */
  rounds: number;
}

const TCP = ["--mca", "pml", "ob1", "--mca", "btl", "self,tcp"];
const SIZES = [3_000_000, 30_000_000];

/** Measures and prints both. */
export async function distributedBench(bench: DistributedBenchOptions): Promise<void> {
  if (LIBRARIES.length === 0) throw new UserError("environment", `there is no mpirun: ${INSTALL}`);
  await inTemporaryFolder(async (folder) => {
    if (bench.files.length > 0) await trainings(folder, bench);
    else writeOut("no text was named, so nothing is trained\n");
    await sums(folder);
  });
}

/** Positions a second of each side in each round, and processor time. */
async function trainings(folder: string, { files, preset, steps, rounds }: DistributedBenchOptions) {
  const usual = ["--preset", preset, "--steps", `${steps}`, "--workers", "2", "--batch-tokens", "4096"];
  const training = (out: string, ...more: string[]) =>
    script("main.ts", "train", ...files, "-o", out, ...usual, "--eval-interval", "1000000", ...more);
  const sides: [name: string, start: (out: string) => Deno.ChildProcess][] = [
    ["one process, two workers", (out) =>
      new Deno.Command("sh", {
        args: ["-c", 'exec "$0" "$@"', Deno.execPath(), ...training(out)],
        ...{ stdin: "null", stdout: "piped", stderr: "piped" },
      }).spawn()],
    ...LIBRARIES.flatMap((mpi): typeof sides => [
      [`two ranks, ${mpi}`, (out) => startRanks(mpi, [{ count: 2, args: training(out, "--distributed") }])],
      [
        `two ranks, shards, ${mpi}`,
        (out) => startRanks(mpi, [{ count: 2, args: training(out, "--distributed", "--shard-optimizer") }]),
      ],
    ]),
  ];
  const found = sides.map((): number[] => []), spent = sides.map((): number[] => []);
  for (let round = 0; round < rounds; round++) {
    for (const [i, [name, start]] of sides.entries()) {
      writeErrorLine(`bench: round ${round + 1}, ${name}`);
      const out = join(folder, `${round}-${i}`);
      const before = childrenTime();
      succeeded(await endOf(start(out)));
      spent[i]!.push(childrenTime() - before);
      found[i]!.push(await speedIn(out));
    }
  }
  await shares(folder, { files, preset, steps, rounds });
  writeOut(`\npreset ${preset}, ${steps} steps of 4096 positions; positions/s of each round, and the best\n`);
  const best = (values: readonly number[]) => Math.max(...values);
  for (const [i, [name]] of sides.entries()) {
    const share = best(found[i]!) / best(found[0]!);
    writeOut(
      `${name.padEnd(32)} ${found[i]!.join(" ")}  best ${best(found[i]!)}, ${(100 * share).toFixed(0)} %; ` +
        `processor time, starts included: ${Math.min(...spent[i]!).toFixed(1)} s at the least\n`,
    );
  }
}

/** What of a step's time goes into waiting for the other rank and into the sum of gradients, by medians, in each round. */
async function shares(
  folder: string,
  { files, preset, steps, rounds }: DistributedBenchOptions,
): Promise<void> {
  writeOut(
    "\nms of a step by medians, as rank 0 sees it: all, waiting for the other rank, sum of gradients\n",
  );
  const rows = async (name: string, mpi: MpiName, manner?: Manner) => {
    for (let round = 0; round < rounds; round++) {
      const input = { files, preset, steps, out: join(folder, `${mpi}-${name}-${round}`), batchTokens: 4096 };
      const args = script("scripts/bench/distributed/share.ts", JSON.stringify({ ...input, workers: 2 }));
      const { stdout } = succeeded(await endOf(startRanks(mpi, [{ count: 2, args }], manner)));
      const { step, waited, summed }: Record<string, number> = JSON.parse(stdout);
      const percent = (part = 0) => `${part.toFixed(1)} (${(100 * part / (step ?? 1)).toFixed(0)} %)`;
      writeOut(
        `${`${mpi}, ${name}`.padEnd(28)} ${step?.toFixed(1)}  ${percent(waited)}  ${percent(summed)}\n`,
      );
    }
  };
  for (const mpi of LIBRARIES) {
    await rows("shared memory", mpi);
    await using machines = await twoMachines(folder);
    if (machines === undefined) continue;
    await rows("two namespaces", mpi, { flags: machines.flags(mpi), prefix: machines.prefix });
  }
}

/** Seconds of processor time of all that this process started and that has ended; Linux counts in hundredths. */
function childrenTime(): number {
  const fields = Deno.readTextFileSync("/proc/self/stat").split(") ")[1]!.split(" ");
  return (Number(fields[13]) + Number(fields[14])) / 100;
}

/** The best of a run's lines: others that use the processor only make it slower. */
async function speedIn(out: string): Promise<number> {
  const lines = (await Deno.readTextFile(join(out, "metrics.jsonl"))).trim().split("\n");
  return Math.max(...lines.map((line): number => JSON.parse(line).positionsPerSecond ?? 0));
}

function succeeded(ended: Ended): Ended {
  if (ended.code === 0) return ended;
  throw new UserError("environment", `code ${ended.code}: ${ended.stderr}`);
}

async function sums(folder: string): Promise<void> {
  writeOut("\nms, shortest of 7 rounds: sum, product, one after the other, both at once\n");
  const row = async (name: string, mpi: MpiName, floats: number, manner?: Manner) => {
    const args = script("scripts/bench/distributed/rank.ts", `${floats}`, "7");
    const { stdout } = succeeded(await endOf(startRanks(mpi, [{ count: 2, args }], manner)));
    const times = Object.values(JSON.parse(stdout)).map((value) => Number(value).toFixed(1).padStart(8));
    writeOut(`${`${mpi}, ${name}, ${floats / 1e6} M`.padEnd(40)} ${times.join(" ")}\n`);
  };
  for (const mpi of LIBRARIES) {
    for (const floats of SIZES) await row("shared memory", mpi, floats);
    if (mpi === "openmpi") {
      for (const floats of SIZES) await row("loopback TCP", mpi, floats, { flags: TCP });
    }
    await using machines = await twoMachines(folder);
    if (machines === undefined) {
      writeOut("network namespaces are not allowed here\n");
      continue;
    }
    const manner = { flags: machines.flags(mpi), prefix: machines.prefix };
    for (const floats of SIZES) await row("two namespaces", mpi, floats, manner);
  }
}
