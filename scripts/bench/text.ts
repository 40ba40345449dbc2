/** `deno task bench text`: a language model trained by this engine and the same one by PyTorch, on the same batches. */
import { writeErrorLine, writeOut } from "../../src/cli/terminal.ts";
import { quietly } from "../../src/base/context.ts";
import { UserError } from "../../src/base/errors.ts";
import type { NetworkShape } from "../../src/network/config.ts";
import { type FormInput, formOf } from "../../src/network/form.ts";
import { parameterCount } from "../../src/network/parameters.ts";
import { kindOf } from "../../src/tasks/registry.ts";
import { trainingOptionsSchema } from "../../src/training/options.ts";
import type { Values } from "../../src/training/task.ts";
import { type BenchJob, writeJob } from "./job.ts";
import { inTemporaryFolder, pythonWith } from "./peer.ts";
import { count, lastTenth, measureEngine, measurePyTorch, memoryOf, type Row } from "./sides.ts";

/** What is trained, on what, and for how long. */
export interface TextBenchOptions {
  files: string[];
  /** Sizes of a preset, some of them given. */
  preset: string;
  sizes: Partial<NetworkShape>;
  form: FormInput;
  /** The task's settings, such as its tokenizer. */
  settings: Values;
  /** Stretches in a step, and tokens of each. */
  batch: number;
  context: number;
  steps: number;
  /** Cores that each side may use. */
  workers: number;
  optimizer: "adamw" | "muon";
  /** A Python that has torch; without it one is made for this run. */
  python?: string | undefined;
}

/** nanoGPT's recipe for a CPU: of AdamW with β 0.9 and 0.99. */
const RECIPE = { learningRate: 1e-3, warmup: 0.05, weightDecay: 0.1, gradientClip: 1, dropout: 0 };
/** Its learning rate falls to a tenth. */
const FLOOR = 0.1;
/** Sizes of its network. */
export const RECIPE_SIZES = { layers: 4, heads: 4, dim: 128 };
export const RECIPE_STEPS = 2000;
/** Steps in which PyTorch finds its quickest arrangement; they count as steps, but in no rate. */
const WARM_UP = 8;
/** Predictions of unseen text that are measured at the end, at most; a short run measures as many as it trained on. */
const VALIDATION = 50_000;
/** The same weights on the same batches: the first losses may differ by so much, relative to their size. */
const TOLERANCE = 1e-4;

/** Measures and prints one table. Throws when the two sides did not begin with the same work. */
export async function textBench(bench: TextBenchOptions): Promise<void> {
  const { files, preset, workers, batch, context, steps, optimizer } = bench;
  if (files.length === 0) throw new UserError("usage", "bench text: name a text to train on");
  const options = trainingOptionsSchema.parse({
    ...{ steps, batchTokens: batch * context, workers, optimizer: "adamw", precision: "fp32" },
    ...{ ...RECIPE, evalInterval: 1e6, saveInterval: 1e6 },
  });
  const kind = await kindOf("text");
  const sizes = { window: context, ...bench.sizes };
  const prepared = await kind.prepare(
    { settings: { ...bench.settings, context }, files, preset, sizes, form: bench.form },
    quietly,
  );
  await inTemporaryFolder(async (folder) => {
    const python = await pythonWith(["torch"], bench.python, folder);
    if (python === undefined) throw new UserError("environment", "the text benchmark needs PyTorch");
    writeErrorLine("bench: planning the batches");
    const job = await writeJob(folder, prepared, options, {
      ...{ warmUp: Math.min(WARM_UP, steps - 1), floor: FLOOR },
      validation: Math.min(VALIDATION, steps * batch * context),
    });
    const place = { folder, job };
    const rows = [
      await measureEngine(place, { optimizer, precision: "fp32" }),
      await measurePyTorch(place, python, "fp32", workers),
    ];
    writeOut(`${prepared.summary}\n`);
    print(bench, job, rows);
    const losses = rows.map((row) => row.losses[0]!);
    if (!(Math.max(...losses) <= Math.min(...losses) * (1 + TOLERANCE))) {
      throw new Error("the first losses differ: this was not the same work");
    }
  });
}

function print({ workers, steps, batch, context }: TextBenchOptions, job: BenchJob, rows: Row[]): void {
  const { layers, heads, dim } = job.config;
  writeOut(
    `${parameterCount(job.parameters)} parameters: ${layers} layers, ${heads} heads, ${dim} wide, ${
      formWords(job)
    }, ` +
      `${job.vocabulary} tokens; ${steps} steps of ${batch}×${context}, ${workers} core(s); losses in nats a token\n\n`,
  );
  const line = (...cells: string[]) =>
    writeOut(cells.map((cell, i) => i === 0 ? cell.padEnd(24) : cell.padStart(13)).join("") + "\n");
  line("", "seconds", "positions/s", "peak memory", "first loss", "last tenth", "unseen");
  for (const row of rows) {
    const seconds = count(row.seconds, (value) => value);
    const values = [row.losses[0]!, lastTenth(row), row.validation ?? NaN].map((value) => value.toFixed(5));
    line(row.label, seconds.toFixed(1), row.positionsPerSecond.toFixed(0), memoryOf(row), ...values);
  }
  writeOut("\n");
  for (const { label, name, note } of rows) writeOut(`${label}: ${name}, ${note}\n`);
}

/** A form in words: "rms relu2 round", and what it has besides. */
function formWords({ config }: BenchJob): string {
  const { norm, activation, positions, biases, tied } = formOf(config);
  return [norm, activation, positions, ...biases ? ["biases"] : [], ...tied ? ["tied"] : []].join(" ");
}
