/** `deno task bench train`: this engine and PyTorch on the same batches from the same weights. */
import { writeErrorLine, writeOut } from "../../src/cli/terminal.ts";
import { UserError } from "../../src/base/errors.ts";
import { parameterCount } from "../../src/network/parameters.ts";
import { openBf16 } from "../../src/engine/bf16.ts";
import { quietly } from "../../src/base/context.ts";
import { kindOf } from "../../src/tasks/registry.ts";
import { trainingOptionsSchema } from "../../src/training/options.ts";
import { type BenchJob, writeJob } from "./job.ts";
import { inTemporaryFolder, pythonWith } from "./peer.ts";
import { count, lastTenth, measureEngine, measurePyTorch, memoryOf, type Row } from "./sides.ts";

/** Settings of the training benchmark. */
export interface TrainBenchOptions {
  data: string;
  /** Texts to train on instead. */
  files: string[];
  preset: string;
  /** Steps that are measured. */
  steps: number;
  /** Cores that each side may use. */
  workers: number;
  /** "muon" measures this engine with Muon as well; PyTorch has AdamW alone. */
  optimizer: "adamw" | "muon";
  /** A Python that has torch; without it one is made for this run. */
  python?: string | undefined;
}

/** Steps of both sides that are not measured: memory is touched, PyTorch finds its quickest arrangement. */
const WARM_UP = 8;
/** The first losses in fp32 may differ by so much, relative to their size; more means other work. */
const TOLERANCE = 1e-4;
/** Measures and prints one table. Throws when the two sides did not do the same work. */
export async function trainBench(bench: TrainBenchOptions): Promise<void> {
  const { workers } = bench;
  const options = trainingOptionsSchema.parse({
    ...{ steps: WARM_UP + bench.steps, batchTokens: 4096 * workers, workers, optimizer: "adamw" },
    ...{ evalInterval: 1e6, saveInterval: 1e6 },
  });
  const { files, preset } = bench;
  const settings = files.length > 0 ? {} : { data: bench.data };
  const kind = await kindOf(files.length > 0 ? "text" : "art");
  const prepared = await kind.prepare({ settings, files, preset, sizes: {}, form: {} }, quietly);
  await inTemporaryFolder(async (folder) => {
    const python = await pythonWith(["torch"], bench.python, folder);
    if (python === undefined) throw new UserError("environment", "the training benchmark needs PyTorch");
    writeErrorLine("bench: planning the batches");
    // Nothing starts at zero here: the first loss then depends on every weight.
    const job = await writeJob(folder, prepared, options, { warmUp: WARM_UP, zeros: 0.02 });
    const rows: Row[] = [];
    // Without the instructions bf16 is emulated, which nobody would train with.
    const precisions = openBf16() ? ["fp32", "bf16"] : ["fp32"];
    for (const optimizer of bench.optimizer === "muon" ? ["adamw", "muon"] : ["adamw"]) {
      for (const precision of precisions) {
        rows.push(await measureEngine({ folder, job }, { optimizer, precision }));
      }
    }
    for (const precision of precisions) {
      rows.push(await measurePyTorch({ folder, job }, python, precision, workers));
    }
    print(bench, job, rows);
    const losses = rows.filter(({ label }) => label.includes("fp32")).map((row) => row.losses[0]!);
    if (!(Math.max(...losses) <= Math.min(...losses) * (1 + TOLERANCE))) {
      throw new Error("the first losses in fp32 differ: this was not the same work");
    }
  });
}

function print({ preset, steps, workers }: TrainBenchOptions, job: BenchJob, rows: Row[]): void {
  const all = job.steps.flat();
  const positions = count(all, ({ batch, time }) => batch * time);
  const predictions = count(all, (batch) => batch.predictions);
  writeOut(
    `preset ${preset}, ${
      parameterCount(job.parameters)
    } parameters, ${workers} core(s); ${steps} steps after ${job.warmUp} of ` +
      `warm-up, ${Math.round(positions / job.steps.length)} positions each, ` +
      `of which ${Math.round(100 * predictions / positions)} % predict a token\n\n`,
  );
  const line = (...cells: string[]) =>
    writeOut(cells.map((cell, i) => i === 0 ? cell.padEnd(24) : cell.padStart(13)).join("") + "\n");
  line("", "positions/s", "peak memory", "first loss", "last tenth", "1st gradient");
  for (const row of rows) {
    const values = [row.losses[0]!, lastTenth(row), row.norms[0]!].map((value) => value.toFixed(5));
    line(row.label, row.positionsPerSecond.toFixed(0), memoryOf(row), ...values);
  }
  writeOut("\n");
  const ours = rows.filter(({ name }) => name === "ascii-gen");
  const peers = rows.filter(({ name }) => name !== "ascii-gen");
  for (const { label, positionsPerSecond } of ours) {
    for (const peer of peers) {
      writeOut(`${label} / ${peer.label}: ${(positionsPerSecond / peer.positionsPerSecond).toFixed(2)}\n`);
    }
  }
  for (const { label, name, note } of rows) writeOut(`${label}: ${name}, ${note}\n`);
}
