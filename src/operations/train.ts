/** Training of any task, from data to a run folder with checkpoints, metrics and a model folder. */
import { join } from "node:path";
import { checkFields } from "../base/check.ts";
import type { Context } from "../base/context.ts";
import { UserError } from "../base/errors.ts";
import { givenOf } from "../base/fields.ts";
import { atomicWrite } from "../base/files.ts";
import { parseAs } from "../base/schema.ts";
import { bytesOf } from "../base/size.ts";
import type { RunValues } from "../experiment/compose.ts";
import { parameterSpecs } from "../network/architectures.ts";
import { ARCHITECTURE_FIELDS, NETWORK_FIELDS } from "../network/config.ts";
import { FORM_INPUT_FIELDS } from "../network/form.ts";
import { SIZE_FIELDS } from "../network/sizes.ts";
import { changedData, type Kind, refuseStrangers } from "../tasks/kind.ts";
import { kindOf, loadCheckpoint, taskOf } from "../tasks/registry.ts";
import { startWorker } from "../tasks/start_worker.ts";
import { type Checkpoint, configHash } from "../training/checkpoint.ts";
import type { Listeners } from "../training/callbacks/callback.ts";
import { parseCallbacks } from "../training/callbacks/callbacks.ts";
import { chosenIn } from "../training/callbacks/start.ts";
import { CHECKPOINT_FILE, type Start, train as trainLoop } from "../training/loop.ts";
import { fitted } from "../training/footprint.ts";
import {
  TRAINING_FIELDS,
  type TrainingOptions,
  trainingOptionsSchema,
  usualOf,
} from "../training/options.ts";
import type { Prepared, Values } from "../training/task.ts";
import { refuseCheckpoint } from "./runs.ts";
import { type Leading, refuseRanks } from "./train/announce.ts";
import { budgetFor, checkGiven, minutesOf } from "./train/budget.ts";
import { type TrainInput, trainSchema } from "./train/fields.ts";
import { modelAt, taught } from "./train/models.ts";
import type { TrainResult } from "./train/result.ts";
import { preparedIn, refuseModel, runFolderOf } from "./train/places.ts";
import { readConfig, strangeLines, writeConfig, writeRecord } from "./train/record.ts";
import { allowedKeys, differences, refuseDifferences, refuseOtherModel } from "./train/resume.ts";
import { configurationLines, remainingTime } from "./train/told.ts";

export { TRAIN_FIELDS, type TrainInput } from "./train/fields.ts";
export type { TrainResult } from "./train/result.ts";

/** The key of what it is taught by. */
const TEACHER = "training.teacher";
/** The preset where nothing says otherwise. */
export const PRESET = "small";

/**
 * Trains until the budget is used up or the signal is aborted; either way a checkpoint is left. `listeners` are told all;
 * other ranks take part that `leading` tells of (`trainDistributed`).
 */
export async function train(
  input: TrainInput,
  context: Context,
  listeners?: Listeners,
  leading?: Leading,
): Promise<TrainResult> {
  const { resume = false } = input;
  if (leading === undefined) refuseRanks(input);
  checkGiven(input);
  parseCallbacks(input.callbacks ?? {});
  const out = await runFolderOf(input);
  const path = join(out, CHECKPOINT_FILE);
  const { run, lock } = await preparedIn(out, async () => {
    const made = await (resume ? resumedRun : freshRun)(input, out, path, context);
    await leading?.announce(made);
    return made;
  });
  using _held = lock;
  const { kind, prepared, options, start } = run;
  const settings = { ...input.settings };
  const model = kind.ownModel(out);
  const callbacks = start !== undefined && "step" in start
    ? chosenIn(start.callbacks)
    : input.callbacks ?? {};
  const chosen = Object.keys(callbacks).length > 0 && { callbacks };
  const told = { task: kind.task.name, ...prepared.settings, ...options, ...chosen };
  await atomicWrite(join(out, "options.json"), JSON.stringify(told, null, 2) + "\n");
  const done = start !== undefined && "step" in start ? start.step : 0;
  const specs = parameterSpecs(prepared.ports, prepared.network);
  for (const line of configurationLines({ ...run, out, model, specs, done })) context.log(line);
  // Stopped by now, training saves a checkpoint before its first step, and a resumed run goes on from there.
  await writeConfig(out, input, run, run.before);
  const companion = await kind.begin({ out, prepared, settings, seed: options.seed }, context);
  const tellRemaining = remainingTime(context.log, options.steps, done);
  const saved = (checkpoint: Checkpoint) => companion.saved(checkpoint, model);
  const checkpoint = await trainLoop(out, options, prepared, start, {
    log: context.log,
    ...{ startWorker, saved, callbacks, listeners, lead: leading },
    async started(backend) {
      const { network, ports, model, settings } = prepared;
      const hash = configHash({ network, ports, model, settings, options });
      const session = { step: done, configHash: hash, backend, changed: run.changed ?? [] };
      for (const line of await strangeLines(out, input, prepared, backend)) context.log(line);
      await writeRecord(out, input, run, session);
    },
    stopped() {
      tellRemaining();
      return context.signal.aborted;
    },
    pauses: (share) => share >= (input.pause ?? Infinity),
  });
  // A model that is nowhere else is there too where a run was stopped.
  const stopped = context.signal.aborted && companion.exported === undefined;
  if (stopped && checkpoint.step > done) (await saved(checkpoint)).forEach(context.log);
  return { out, model, checkpoint, uses: companion.uses(model), exported: companion.exported };
}

interface Run {
  kind: Kind;
  prepared: Prepared;
  options: TrainingOptions;
  start: Start;
  /** Why its budget is what it is, where nobody said. */
  why?: string;
  /** Positions a second to be expected, where that was worked out. */
  speed: number | undefined;
  /** Keys that have another value than before, and the configuration that the run's folder had. */
  changed?: readonly string[];
  before?: RunValues | undefined;
}

/** A run that goes on: all as it was, but for its budget, its intervals, where the data are, and what is allowed to change. */
async function resumedRun(input: TrainInput, out: string, path: string, context: Context): Promise<Run> {
  const checkpoint = await loadCheckpoint(path);
  const { network, ports, model } = checkpoint;
  const kind = await kindOf(checkpoint.task);
  const before = configHash({
    ...{ network, ports, model },
    ...{ settings: checkpoint.settings, options: checkpoint.options },
  });
  if (before !== checkpoint.configHash) {
    throw new UserError("model", `${path}: its settings and its config hash disagree`);
  }
  const values = await readConfig(out, kind);
  const allowed = allowedKeys(input.allowChanged ?? [], await trainSchema());
  const differing = await differences(input, { checkpoint, kind, values }, context);
  refuseDifferences(differing, allowed);
  const { files = [], settings = {} } = input;
  const otherData = allowed.some((key) => key.startsWith("data."));
  const prepared = await kind.prepare({
    ...{ files, folder: out, preset: PRESET, sizes: {}, form: {}, from: checkpoint },
    ...!otherData && { digest: checkpoint.corpusDigest },
    settings: { ...checkpoint.settings, ...ownSettings(settings, checkpoint.settings, kind) },
  }, context);
  const { corpusDigest } = checkpoint;
  if (prepared.digest !== corpusDigest && !otherData) {
    throw changedData(prepared.settings["data"], corpusDigest, prepared.digest);
  }
  const changed = differing.map(({ key }) => key);
  if (prepared.digest !== corpusDigest) changed.push("data");
  const { steps, minutes, ...rest } = { ...checkpoint.options, ...givenOptions(input) };
  const budget = await budgetFor(input, prepared, rest, { budget: { steps, minutes } });
  const options = parseOptions({ ...rest, ...budget.budget });
  const whole = await taught(prepared, options, kind, changed.includes(TEACHER) ? undefined : checkpoint);
  return { kind, prepared: whole, options, start: checkpoint, speed: budget.speed, changed, before: values };
}

/** Settings of a run that goes on, as far as its data are concerned: all else is the checkpoint's. */
export const ownSettings = (given: Values, stored: Values, { free }: Kind): Values =>
  Object.fromEntries(
    Object.entries(given).filter(([name]) => free.includes(name) || Object.hasOwn(stored, name)),
  );

/** Options that are given anew, but for budgets. */
function givenOptions(input: TrainInput) {
  const { steps: _s, minutes: _m, ...given } = givenOf(TRAINING_FIELDS, input);
  return given;
}

/** A new run, perhaps with the weights of another. */
async function freshRun(input: TrainInput, out: string, path: string, context: Context): Promise<Run> {
  await refuseCheckpoint(path);
  const { files = [], settings = {}, preset, architecture, initFrom } = input;
  checkFields({ ...ARCHITECTURE_FIELDS, ...NETWORK_FIELDS, ...FORM_INPUT_FIELDS }, input);
  const [sizes, form] = [givenOf(NETWORK_FIELDS, input), givenOf(FORM_INPUT_FIELDS, input)];
  const inherited = initFrom === undefined ? undefined : await modelAt(initFrom);
  const task = input.task ?? (files.length > 0 ? undefined : inherited?.task) ?? await taskOf(files);
  if (inherited !== undefined && inherited.task !== task) {
    throw new UserError("usage", `--init-from ${initFrom}: its task is ${inherited.task}, not ${task}`);
  }
  const kind = await kindOf(task);
  refuseStrangers(settings, kind.fields, task);
  if (inherited !== undefined) await refuseOtherModel(input, inherited, context);
  await refuseModel(kind.ownModel(out));
  const wanted = optionsWithoutBudget(input, kind.usual);
  if (wanted.memory !== undefined) bytesOf(wanted.memory, "memory");
  const free = preset === undefined && Object.keys(givenOf(SIZE_FIELDS, input)).length === 0;
  const { workers: cores, backend } = wanted;
  const prepared = await kind.prepare({
    ...{ settings, files, folder: out, preset: preset ?? PRESET, architecture, sizes, form, from: inherited },
    ...free && { means: { minutes: minutesOf(input), cores, backend } },
  }, context);
  const unbounded = withinMemory(wanted, input, prepared, context);
  const { budget, why, speed } = await budgetFor(input, prepared, unbounded);
  const options = parseOptions({ ...unbounded, ...budget });
  const whole = await taught(prepared, options, kind);
  return { kind, prepared: whole, options, start: inherited, speed, ...why !== undefined && { why } };
}

/** Throws a UserError of kind "usage" for options of training that are not, or do not go together. */
export function checkOptions(input: TrainInput, usual: Kind["usual"]): void {
  const { memory } = optionsWithoutBudget(input, usual);
  if (memory !== undefined) bytesOf(memory, "memory");
}

/** Options with what was not given at the task's default or at the general one, but for the budget. */
function optionsWithoutBudget(
  input: TrainInput,
  usual: Kind["usual"],
): Omit<TrainingOptions, "steps" | "minutes"> {
  const { backend = TRAINING_FIELDS.backend.fallback, workers } = input;
  const parallel = backend === "auto" || backend === "wasm";
  const rest = givenOptions(input);
  const { steps: _, ...options } = parseOptions({
    ...usualOf({ ...usual, ...rest }),
    ...usual,
    ...rest,
    steps: 1,
    workers: workers ?? (parallel ? navigator.hardwareConcurrency : 1),
  });
  return options;
}

/** Options that keep a run within its memory, if it has a limit: what was not given is chosen, and told. */
function withinMemory<Options extends Omit<TrainingOptions, "steps" | "minutes">>(
  options: Options,
  { workers, accumulate, recompute = "auto" }: TrainInput,
  prepared: Prepared,
  { log }: Context,
): Options {
  if (options.memory === undefined) return options;
  const exactly = workers !== undefined;
  const wishes = { workers: options.workers, exactly, accumulate, recompute };
  const { share, told } = fitted(prepared, options, options.memory, wishes);
  log(told);
  return { ...options, ...share, recompute: share.recompute ? "yes" : "no" };
}

const parseOptions = (values: unknown): TrainingOptions =>
  parseAs(trainingOptionsSchema, values, "usage", "training option");
