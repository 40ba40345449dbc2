/**
 * This engine's side of `deno task bench train` and `text`, in a process of its own: engine.ts FOLDER OPTIONS, the latter JSON of
 * training options. It trains as src/training/loop.ts does: batches are built in the steps. Prints one line of JSON.
 */
import { join } from "node:path";
import { quietly } from "../../src/base/context.ts";
import { writeOut } from "../../src/cli/terminal.ts";
import { compileKernels, initBackend } from "../../src/engine/backend.ts";
import { kindOf } from "../../src/tasks/registry.ts";
import { startWorker } from "../../src/tasks/start_worker.ts";
import { trainingOptionsSchema } from "../../src/training/options.ts";
import { startTeam } from "../../src/training/parallel.ts";
import { type BenchJob, type BenchResult, DATA_FILE, JOB_FILE, unseenBatches } from "./job.ts";

async function run(folder: string, choice: Record<string, string>): Promise<BenchResult> {
  const job: BenchJob = JSON.parse(await Deno.readTextFile(join(folder, JOB_FILE)));
  const { config, model, settings, parameters: specs, learningRates } = job;
  const options = trainingOptionsSchema.parse({ ...job.options, ...choice });
  const request = {
    settings,
    files: [],
    preset: "small",
    sizes: {},
    form: {},
    from: { network: config, model },
  };
  const { task, plan, ports, network } = await (await kindOf(job.task)).prepare(request, quietly);
  const kernels = await compileKernels();
  const backend = await initBackend(options.backend, {
    blasThreads: 1,
    precision: options.precision,
    kernelModule: kernels,
  });
  const weights = await readWeights(join(folder, DATA_FILE), job);
  const team = await startTeam({ task, plan, ports, network, options, specs, weights, kernels, startWorker });
  const [seconds, losses, norms]: [number[], number[], number[]] = [[], [], []];
  for (const [step, learningRate] of learningRates.entries()) {
    const began = performance.now();
    const { stats, norm } = await team.step(step, learningRate);
    norms.push(norm);
    seconds.push((performance.now() - began) / 1000);
    const planned = job.steps[step]!.reduce((sum, { batch, time }) => sum + batch * time, 0);
    if (stats.positions !== planned) {
      throw new Error(`step ${step}: other batches; has the corpus changed?`);
    }
    losses.push(stats.nats / stats.predictions);
  }
  const wanted = job.validation.reduce((sum, { predictions }) => sum + predictions, 0);
  const unseen = await team.evaluate(unseenBatches(ports, task.open(plan, "unseen"), wanted));
  team.close();
  return {
    name: "ascii-gen",
    note: [
      backend.blas ?? "no BLAS",
      ...(backend.precision === "bf16" ? ["oneDNN"] : []),
      `${options.workers} worker(s)`,
    ]
      .join(", "),
    ...{ seconds, losses, norms },
    validation: wanted > 0 ? unseen.nats / unseen.predictions : null,
    peakBytes: await peakBytes(),
  };
}

/** The initial weights, flat. */
async function readWeights(path: string, job: BenchJob): Promise<Float32Array> {
  const count = job.parameters.reduce((sum, { size }) => sum + size, 0);
  const bytes = new Uint8Array(4 * count);
  using file = await Deno.open(path);
  await file.seek(job.weights, Deno.SeekMode.Start);
  for (let read = 0; read < bytes.length;) {
    const more = await file.read(bytes.subarray(read));
    if (more === null) throw new Error(`${path} is cut off`);
    read += more;
  }
  return new Float32Array(bytes.buffer);
}

/** Largest resident memory of this process, or null where the system does not say. */
async function peakBytes(): Promise<number | null> {
  const status = await Deno.readTextFile("/proc/self/status").catch(() => "");
  const match = status.match(/^VmHWM:\s*(\d+) kB/m);
  return match ? 1024 * Number(match[1]) : null;
}

const [folder, choice] = Deno.args;
writeOut(JSON.stringify(await run(folder!, JSON.parse(choice!))) + "\n");
