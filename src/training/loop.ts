import { UserError } from "../base/errors.ts";
import { collectGarbage } from "../base/garbage.ts";
import { type BackendInfo, tensorCount } from "../engine/backend.ts";
import { initialize, type Parameters, type ParameterSpec } from "../network/parameters.ts";
import type { Batch } from "./batches.ts";
import type { Figures, Listeners } from "./callbacks/callback.ts";
import type { ChosenCallbacks } from "./callbacks/callbacks.ts";
import { chosenIn, type Company, startCallbacks } from "./callbacks/start.ts";
import { type Ancestor, type Checkpoint, configHash } from "./checkpoint.ts";
import type { Lead } from "./distributed/lead.ts";
import { engineFacts, startEngine } from "./engine.ts";
import { batchesOfStep, evaluationBatches } from "./look.ts";
import type { TrainingOptions } from "./options.ts";
import { startTeam } from "./parallel.ts";
import { addStats, type Stats } from "./replica.ts";
import { learningRateAt } from "./schedules/schedules.ts";
import { sharedFloats } from "./shared.ts";
import type { Prepared } from "./task.ts";
import type { Team } from "./team.ts";

export { BEST_FILE, CHECKPOINT_FILE } from "./callbacks/checkpoints.ts";
export { METRICS_FILE } from "./callbacks/metrics.ts";

/** What a run reports while it trains. */
export interface TrainingHooks {
  /** A line for the log. */
  log(line: string): void;
  /** When the engine runs, before the first step. */
  started?(backend: BackendInfo): Promise<void>;
  /** What accompanies the run besides the usual callbacks; unless told, a resumed one keeps its own. */
  callbacks?: ChosenCallbacks | undefined;
  /** Who is told what happens, after the callbacks. */
  listeners?: Listeners | undefined;
  /** After each checkpoint is written, and at the end: lines that show what the model does. */
  saved(checkpoint: Checkpoint): Promise<readonly string[]>;
  /** Asked after each step: a true answer saves and stops. */
  stopped(): boolean;
  /** Asked after each step, with the share of the budget that is used up: a true answer ends it for now, validated and saved. */
  pauses?(share: number): boolean;
  /** Starts a worker that answers as `serveReplica` does, for the tasks that there are. */
  startWorker(): Worker;
  /** Other ranks that take part. */
  lead?: Lead | undefined;
}

/** What a run begins with: nothing (weights are drawn at random), weights of another run, or its own checkpoint. */
export type Start = Inherited | Checkpoint | undefined;

/** Weights of another model. */
export interface Inherited {
  parameters: Parameters;
  /** Runs that they went through. */
  ancestors: Ancestor[];
}

/** Steps between lines in the log. */
const LOG_INTERVAL = 20;

const bitsPerUnit = ({ nats, units }: Stats) => nats / Math.max(1, units) / Math.LN2;

/** Trains in folder `out` until the budget is used up or the caller stops it; returns the last state. */
export async function train(
  out: string,
  options: TrainingOptions,
  prepared: Prepared,
  start: Start,
  hooks: TrainingHooks,
): Promise<Checkpoint> {
  const { task, plan, teacher, ports, network, model, settings, digest, summary } = prepared;
  const resumed = start !== undefined && "weights" in start ? start : undefined;
  const inherited = start !== undefined && "parameters" in start ? start : undefined;
  const engine = await startEngine(options, prepared, hooks.log);
  const { backend, kernels, specs, count, recompute } = engine;
  await hooks.started?.(backend);
  if (recompute === "yes") {
    hooks.log("the backward pass computes each layer again, to the same bits, in less memory");
  }
  const weights = resumed?.weights ?? sharedFloats(count);
  if (inherited) copyParameters(specs, weights, inherited.parameters);
  else if (!resumed) initialize(specs, weights, options.seed);
  const team = await startTeam({
    ...{ task, plan, teacher, ports, network, specs, weights, kernels, startWorker: hooks.startWorker },
    ...{ options: { ...options, recompute }, lead: hooks.lead, facts: engineFacts(engine) },
    ...(resumed && { moments: resumed.moments }),
  });

  const { per = "char", unit } = task;
  const state: Checkpoint = {
    ...{ format: 2, task: task.name, network, ports, model, settings, options },
    corpusDigest: digest,
    ...teacher && { teacher: teacher.digest },
    configHash: configHash({ network, ports, model, settings, options }),
    step: resumed?.step ?? 0,
    minutes: resumed?.minutes ?? 0,
    tokens: resumed?.tokens ?? 0,
    best: resumed?.best ?? null,
    losses: resumed?.losses ?? {},
    ancestors: resumed?.ancestors ?? inherited?.ancestors ?? [],
    weights: team.weights,
    moments: team.moments,
  };
  hooks.log(`${count} parameters, ${summary}`);

  const progress = () =>
    options.steps === undefined ? state.minutes / options.minutes! : state.step / options.steps;
  const pauses = () => hooks.pauses?.(progress()) ?? false;
  let company: Company | undefined, recent: Recent | null = null;
  // One that was killed at its pause has nothing more to do.
  let finished = state.step > 0 && pauses();
  const isLast = () => progress() >= 1 || finished;
  const now = async (): Promise<Checkpoint> => {
    await team.gather();
    return { ...state, moments: team.moments, ...company?.kept() };
  };
  try {
    const evaluation = {
      validation: evaluationBatches(ports, task.open(plan, "unseen"), options, 0),
      training: evaluationBatches(ports, task.open(plan, "seen"), options, 1),
    };
    const present = company = await startCallbacks(
      hooks.callbacks ?? chosenIn(resumed?.callbacks),
      {
        ...{ out, unit, per, options, specs, step: state.step, log: hooks.log, average: resumed?.average },
        ...{ weights: team.weights, gradient: team.gradient, checkpoint: now },
        finish(why) {
          finished = true;
          hooks.log(`finished: ${why}`);
        },
        batches: (step) => batchesOfStep(task.open(plan, "train"), options, step),
      },
      resumed?.callbacks,
      hooks.listeners,
    );
    while (!isLast() && !hooks.stopped()) {
      const began = performance.now();
      const learningRate = learningRateAt(options, progress());
      const { stats, norm } = await team.step(
        state.step,
        learningRate,
        ({ stats, norm }) =>
          present.tell("gradient", { step: state.step, gradientNorm: norm, loss: bitsPerUnit(stats) }),
      );
      state.step++;
      state.tokens += stats.predictions;
      const seconds = (performance.now() - began) / 1000;
      state.minutes += seconds / 60;
      finished ||= pauses();
      const told = {
        ...{ step: state.step, learningRate, gradientNorm: norm, loss: bitsPerUnit(stats) },
        ...{ positions: stats.positions, seconds },
      };
      recent = recent
        ? { stats: addStats(recent.stats, stats), seconds: recent.seconds + seconds }
        : { stats: { ...stats }, seconds };
      const due = isLast() || state.step % LOG_INTERVAL === 0;
      await present.tell("step", { ...told, ...due && { figures: trainFigures(unit, state, recent, told) } });
      if (due) recent = null;
      if (isLast() || state.step % options.evalInterval === 0) {
        const best = await validate(unit, state, team, evaluation, present);
        if (best) await present.tell("saved", { reason: "best", checkpoint: await now() });
      }
      if (isLast() || state.step % options.saveInterval === 0) {
        const checkpoint = await now();
        await present.tell("saved", { reason: isLast() ? "end" : "interval", checkpoint });
        if (options.memory !== undefined) collectGarbage();
        await present.tell("sampled", { step: state.step, lines: await hooks.saved(checkpoint) });
      }
    }
    if (!isLast()) await present.tell("saved", { reason: "stopped", checkpoint: await now() });
    return await now();
  } finally {
    await company?.end();
    team.close();
  }
}

/** Steps since the last figures. */
interface Recent {
  stats: Stats;
  seconds: number;
}

function trainFigures(
  unit: string,
  { step, minutes, tokens }: Checkpoint,
  { stats, seconds }: Recent,
  { learningRate, gradientNorm }: { learningRate: number; gradientNorm: number },
): Figures {
  return {
    step,
    minutes: round(minutes),
    tokens,
    learningRate: round(learningRate),
    gradientNorm: round(gradientNorm),
    [unit]: round(bitsPerUnit(stats)),
    positionsPerSecond: Math.round(stats.positions / seconds),
    ...penaltyOf(stats),
    // Both stay flat over a run; growth would be a leak.
    ...{ tensors: tensorCount(), residentBytes: Deno.memoryUsage().rss },
  };
}

/** Whether it is the best so far: by what models would be made of. */
async function validate(
  unit: string,
  state: Checkpoint,
  team: Team,
  batches: { validation: Batch[]; training: Batch[] },
  company: Company,
): Promise<boolean> {
  const unseen = bitsPerUnit(await team.evaluate(batches.validation));
  const seen = bitsPerUnit(await team.evaluate(batches.training));
  const average = company.average && bitsPerUnit(await team.evaluate(batches.validation, company.average));
  const losses = {
    [`${unit}Unseen`]: round(unseen),
    [`${unit}Seen`]: round(seen),
    ...average !== undefined && { [`${unit}UnseenAverage`]: round(average) },
  };
  state.losses = losses;
  const score = average ?? unseen, best = state.best === null || score < state.best;
  if (best) state.best = score;
  const { step, minutes, tokens } = state;
  const figures = { step, minutes: round(minutes), tokens, ...losses };
  await company.tell("validated", { step, figures, losses, score, best });
  return best;
}

/** Copies weights into a flat vector. Throws a UserError of kind "model" where one has another shape; `flag` says what it is for. */
export function copyParameters(
  specs: readonly ParameterSpec[],
  flat: Float32Array,
  parameters: Parameters,
  flag = "--init-from",
): void {
  for (const { name, shape, offset } of specs) {
    const found = parameters[name];
    if (!found || found.shape.join() !== shape.join()) {
      throw new UserError(
        "model",
        `${flag}: ${name} has shape ${found?.shape.join("×") ?? "none"}, not ${shape.join("×")}`,
      );
    }
    flat.set(found.data, offset);
  }
}

/** What the network costs besides, in nats a position, if it does. */
const penaltyOf = ({ penalty, positions }: Stats) =>
  penalty === undefined ? {} : { penalty: round(penalty / positions) };

function round(value: number): number {
  return Number(value.toPrecision(4));
}
