import { Command, Option } from "commander";
import { join } from "node:path";
import { readBundle } from "../bundle/bundle.ts";
import { type BundleContent, parametersOf } from "../bundle/write.ts";
import { DEFAULT_CORPUS } from "../data/store/store.ts";
import { UserError } from "../base/errors.ts";
import { atomicWrite } from "../base/files.ts";
import { modelShape, modelShapeSchema, PRESETS } from "../network/config.ts";
import { gridTokenizer } from "../tokenizer/grid/grid.ts";
import { ancestorOf, checkpointParameters, configHash, loadCheckpoint } from "../training/checkpoint.ts";
import {
  CHECKPOINT_FILE,
  type InitialWeights,
  type Start,
  train,
  type TrainingHooks,
} from "../training/loop.ts";
import { type TrainingOptions, trainingOptionsSchema } from "../training/options.ts";
import { learnSketches, LEAST_STEPS, SKETCH_EPOCHS } from "../tasks/art/album/learn.ts";
import { bundledSketches } from "./bundled_sketches.ts";
import { stoppable } from "./interrupt.ts";
import { refuseCheckpoint } from "./new_run.ts";
import { nextSteps } from "./next_steps.ts";
import { drawSamples } from "./samples.ts";
import { writeError, writeErrorLine } from "./terminal.ts";
import { ancestorsIn } from "./training_summary.ts";

interface Flags {
  sketches?: string;
  [name: string]: string | boolean | undefined;
}

/** Turns a flag's text into a number; a flag that was not given stays undefined. */
function numeric(flags: Flags, name: string): number | undefined {
  const value = flags[name];
  if (value === undefined) return undefined;
  const number = typeof value === "string" && value.trim() !== "" ? Number(value) : NaN;
  const flag = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  if (!Number.isFinite(number)) throw new UserError("usage", `--${flag} takes a number, not "${value}"`);
  return number;
}

type Present<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

/** The entries that have a value. */
function present<T extends Record<string, unknown>>(values: T): Present<T> {
  // cast: Object.fromEntries forgets the names; leaving out undefined values is just what the type says.
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Present<T>;
}

const NUMBERS = {
  batchTokens: ["--batch-tokens <n>", "positions in one optimizer step, padding included", "8192"],
  learningRate: ["--learning-rate <x>", "highest learning rate", "0.0025"],
  warmup: ["--warmup <x>", "share of the budget over which the learning rate rises", "0.02"],
  weightDecay: ["--weight-decay <x>", "AdamW's decoupled weight decay", "0.01"],
  gradientClip: ["--grad-clip <x>", "largest L2 norm of the gradient", "1"],
  accumulate: ["--accumulate <n>", "batches per worker in one optimizer step", "1"],
  dropout: ["--dropout <x>", "dropout on what each sub-layer adds", "0"],
  promptDropout: ["--prompt-dropout <x>", "share of examples without a prompt", "0.05"],
  evenDrawings: ["--even-drawings <x>", "share of drawings picked evenly over pictures", "0.4"],
  maxTokens: ["--max-tokens <n>", "longest drawing trained on, in tokens", "1500"],
  evalInterval: ["--eval-interval <n>", "steps between validations", "500"],
  saveInterval: ["--save-interval <n>", "steps between checkpoints", "250"],
  seed: ["-s, --seed <n>", "seed of every random choice", "1"],
  workers: ["--workers <n>", "data-parallel replicas, one core each", undefined],
} as const;

const SHAPE = {
  dim: ["--dim <n>", "width of the residual stream"],
  layers: ["--layers <n>", "layers"],
  heads: ["--heads <n>", "attention heads"],
  hidden: ["--hidden <n>", "hidden units of the feed-forward layer"],
  window: ["--window <n>", "positions that attention looks back"],
  promptLength: ["--prompt-length <n>", "longest prompt, in characters"],
} as const;

/** `ascii-gen train`. */
export function command(): Command {
  const command = new Command("train")
    .description(
      "train a model on a corpus; Ctrl-C saves a checkpoint, --resume goes on exactly where it stood",
    )
    .addOption(new Option("--preset <name>", "model size").choices(Object.keys(PRESETS)).default("small"))
    .option("--data <file>", "corpus", DEFAULT_CORPUS)
    .option("-o, --out <folder>", "run folder", "runs/default")
    .option("--steps <n>", "budget in optimizer steps")
    .option("--minutes <n>", "budget in minutes of training (default 120 unless --steps is given)")
    .option(
      "--sketches <folder>",
      "run folder of the sketches (default: the run folder, where they are learned first)",
    )
    .option(
      "--sketch-steps <n>",
      `steps that sketches are learned for, unless they are there (default: ${SKETCH_EPOCHS} epochs, ` +
        `${LEAST_STEPS} steps at least)`,
    )
    .option("--resume", "go on from the run folder's checkpoint")
    .option("--init-from <path>", "start from the weights of a model folder or a checkpoint file")
    .addOption(
      new Option("--optimizer <name>", "for the layers' matrices; tables and head take AdamW")
        .choices(["adamw", "muon"]).default("muon"),
    )
    .addOption(
      new Option("--precision <name>", "of linear layers; auto is bf16 where the machine has it, else fp32")
        .choices(["auto", "fp32", "bf16"]).default("auto"),
    )
    .addOption(
      new Option("--backend <name>", "TensorFlow.js backend").choices(["auto", "wasm", "webgpu", "cpu"])
        .default("auto"),
    );
  for (const [flag, text, fallback] of Object.values(NUMBERS)) command.option(flag, text, fallback);
  for (const [flag, text] of Object.values(SHAPE)) command.option(flag, text);
  return command.action((flags: Flags) => run(flags, command));
}

async function run(flags: Flags, command: Command): Promise<void> {
  const out = String(flags.out);
  const { start, options } = flags.resume
    ? await resumedRun(flags, join(out, CHECKPOINT_FILE), command)
    : await freshRun(flags, join(out, CHECKPOINT_FILE));
  await Deno.mkdir(out, { recursive: true });
  await atomicWrite(join(out, "options.json"), JSON.stringify(options, null, 2) + "\n");
  await stoppable(async (signal) => {
    const log = writeErrorLine, stopped = () => signal.aborted;
    const { state, album } = await learnSketches(flags.sketches ?? out, {
      ...{ data: options.data, seed: options.seed },
      steps: numeric(flags, "sketchSteps"),
    }, { log, stopped });
    let sketches: Pick<BundleContent, "decoder" | "album"> | undefined; // the same at every checkpoint
    // Stopped by now, training saves a checkpoint before its first step, and --resume goes on with the sketches.
    const hooks: TrainingHooks = {
      ...{ log, stopped },
      saved: async (checkpoint) => {
        sketches ??= bundledSketches(state, album);
        const lines = await drawSamples(checkpoint, sketches, join(out, "bundle"));
        for (const line of lines) writeError(`${line}\n`);
      },
    };
    await train(out, options, start, hooks);
    const run = { out, data: options.data, word: album.labels[0] ?? "cat" };
    for (const line of nextSteps(run, signal.aborted)) writeErrorLine(line);
  });
}

interface Run {
  start: Start;
  options: TrainingOptions;
}

/** Settings of a run that goes on: all as they were, but for its budget, its intervals and where the corpus is. */
async function resumedRun(flags: Flags, path: string, command: Command): Promise<Run> {
  const checkpoint = await loadCheckpoint(path);
  const explicit = (name: string) => command.getOptionValueSource(name) === "cli";
  const intervals = ["evalInterval", "saveInterval"];
  const fixed = [
    ...Object.keys(NUMBERS),
    ...Object.keys(SHAPE),
    "preset",
    "backend",
    "optimizer",
    "precision",
    "initFrom",
  ]
    .filter((name) => explicit(flagName(name)) && !intervals.includes(name));
  if (fixed.length > 0) {
    throw new UserError(
      "usage",
      `--resume keeps the run's settings; leave out ${fixed.join(", ")} or use --init-from`,
    );
  }
  const { steps, minutes, ...rest } = checkpoint.options;
  const budget = budgetOf(flags);
  const options = parseOptions({
    ...rest,
    ...(Object.keys(budget).length > 0 ? budget : present({ steps, minutes })),
    ...(explicit("data") && { data: flags.data }),
    ...Object.fromEntries(intervals.filter(explicit).map((name) => [name, numeric(flags, name)])),
  });
  if (configHash(checkpoint.config, checkpoint.tokenizer, options) !== checkpoint.configHash) {
    throw new UserError("model", `${path}: its settings and its config hash disagree`);
  }
  return { start: { from: "checkpoint", checkpoint }, options };
}

/** Settings of a new run, all from the flags. */
async function freshRun(flags: Flags, path: string): Promise<Run> {
  await refuseCheckpoint(path);
  const budget = budgetOf(flags);
  const numbers = Object.fromEntries(
    Object.keys(NUMBERS).map((name) => [name, numeric(flags, flagName(name))]),
  );
  const parallel = flags.backend === "auto" || flags.backend === "wasm";
  const options = parseOptions({
    data: flags.data,
    backend: flags.backend,
    optimizer: flags.optimizer,
    precision: flags.precision,
    ...(Object.keys(budget).length > 0 ? budget : { minutes: 120 }),
    ...present(numbers),
    workers: numbers.workers ?? (parallel ? navigator.hardwareConcurrency : 1),
  });
  const overrides = modelShapeSchema.partial().safeParse(
    present(Object.fromEntries(Object.keys(SHAPE).map((name) => [name, numeric(flags, name)]))),
  );
  if (!overrides.success) throw flagError(overrides.error.issues[0]);
  const shape = modelShape(String(flags.preset), present(overrides.data));
  return {
    start: {
      from: "scratch",
      shape,
      ...(typeof flags.initFrom === "string" && { initial: await initialWeights(flags.initFrom) }),
    },
    options,
  };
}

function budgetOf(flags: Flags): { steps?: number; minutes?: number } {
  return present({ steps: numeric(flags, "steps"), minutes: numeric(flags, "minutes") });
}

function parseOptions(values: unknown): TrainingOptions {
  const parsed = trainingOptionsSchema.safeParse(values);
  if (!parsed.success) throw flagError(parsed.error.issues[0]);
  return parsed.data;
}

/** Weights of a model folder or of a checkpoint file. */
async function initialWeights(path: string): Promise<InitialWeights> {
  if (await Deno.stat(path).then(({ isDirectory }) => isDirectory, () => false)) {
    const bundle = await readBundle(path);
    const { config, tokenizer, manifest } = bundle;
    return { config, tokenizer, parameters: parametersOf(bundle), ancestors: ancestorsIn(manifest) };
  }
  const checkpoint = await loadCheckpoint(path);
  return {
    config: checkpoint.config,
    tokenizer: gridTokenizer(checkpoint.tokenizer),
    parameters: checkpointParameters(checkpoint),
    ancestors: [...checkpoint.ancestors, ancestorOf(checkpoint)],
  };
}

/** Commander names options by their flag; two of ours differ from the option's name in the schema. */
function flagName(name: string): string {
  return name === "gradientClip" ? "gradClip" : name;
}

function flagError(issue: { path: PropertyKey[]; message: string } | undefined): UserError {
  return new UserError("usage", `training option ${issue?.path.join(".") ?? ""}: ${issue?.message}`);
}
