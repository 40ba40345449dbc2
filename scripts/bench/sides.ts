/** Both sides of `deno task bench train` and `text`: this engine and PyTorch, each a process of its own, in turn. */
import { join } from "node:path";
import { writeErrorLine } from "../../src/cli/terminal.ts";
import { UserError } from "../../src/base/errors.ts";
import { type BenchJob, type BenchResult, benchResultSchema } from "./job.ts";

/** glibc then keeps freed memory instead of mapping each tensor anew: PyTorch is up to a tenth faster. */
const KEEP_MEMORY = { MALLOC_MMAP_THRESHOLD_: "4294967296", MALLOC_TRIM_THRESHOLD_: "17179869184" };

/** What a side did. */
export interface Row extends BenchResult {
  label: string;
  /** Median over the measured steps. */
  positionsPerSecond: number;
}

/** A job in its folder. */
export interface Place {
  folder: string;
  job: BenchJob;
}

/** Trains with this engine; `choice` are training options that the job leaves open. */
export function measureEngine(
  { folder, job }: Place,
  choice: { optimizer: string; precision: string },
): Promise<Row> {
  const engine = join(import.meta.dirname!, "engine.ts");
  const args = ["run", "-q", "-A", engine, folder, JSON.stringify(choice)];
  return measure(job, `ascii-gen ${choice.precision}, ${choice.optimizer}`, Deno.execPath(), args);
}

/** Trains with PyTorch on so many threads. */
export function measurePyTorch(
  { folder, job }: Place,
  python: string,
  precision: string,
  threads: number,
): Promise<Row> {
  const args = [join(import.meta.dirname!, "pytorch.py"), folder, precision, String(threads)];
  return measure(job, `PyTorch ${precision}`, python, args, KEEP_MEMORY);
}

async function measure(
  job: BenchJob,
  label: string,
  command: string,
  args: string[],
  env = {},
): Promise<Row> {
  writeErrorLine(`bench: ${label}, ${job.steps.length} steps`);
  const { success, stdout } = await new Deno.Command(command, { args, env, stderr: "inherit" }).output();
  if (!success) throw new UserError("environment", `${label} failed; its messages are above`);
  const result = benchResultSchema.parse(JSON.parse(new TextDecoder().decode(stdout)));
  const rates = job.steps
    .map((batches, step) => count(batches, ({ batch, time }) => batch * time) / result.seconds[step]!)
    .slice(job.warmUp)
    .sort((a, b) => a - b);
  return { ...result, label, positionsPerSecond: rates[rates.length >> 1]! };
}

/** The most memory that a side held, in words. */
export const memoryOf = ({ peakBytes }: Row): string =>
  peakBytes === null ? "unknown" : `${Math.round(peakBytes / 2 ** 20)} MiB`;

/** Mean loss of the last tenth of the steps, in nats. */
export function lastTenth({ losses }: Row): number {
  const last = losses.slice(-Math.ceil(losses.length / 10));
  return count(last, (loss) => loss) / last.length;
}

export function count<T>(items: readonly T[], amount: (item: T) => number): number {
  return items.reduce((sum, item) => sum + amount(item), 0);
}
