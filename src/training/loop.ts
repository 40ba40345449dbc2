import { join } from "node:path";
import { UserError } from "../base/errors.ts";
import { collectGarbage } from "../base/garbage.ts";
import { random } from "../base/random.ts";
import { initBackend, tensorCount } from "../engine/backend.ts";
import { compileKernels } from "../engine/kernels.ts";
import { parameterSpecs } from "../network/architectures.ts";
import { initialize, parameterCount, type Parameters, type ParameterSpec } from "../network/parameters.ts";
import type { Ports } from "../network/ports.ts";
import { type Batch, buildBatch } from "./batches.ts";
import { type Ancestor, type Checkpoint, configHash, saveCheckpoint } from "./checkpoint.ts";
import { positionsOf, recomputesIn } from "./memory.ts";
import type { TrainingOptions } from "./options.ts";
import { startTeam, type Team } from "./parallel.ts";
import { cutIntoBatches } from "./plan.ts";
import { addStats, type Stats } from "./replica.ts";
import { learningRateFactor } from "./schedule.ts";
import { sharedFloats } from "./shared.ts";
import type { Sampled, Source } from "./source.ts";
import type { Prepared } from "./task.ts";

/** What a run reports while it trains. */
export interface TrainingHooks {
  /** A line for the log. */
  log(line: string): void;
  /** After each checkpoint is written, and at the end. */
  saved(checkpoint: Checkpoint): Promise<void>;
  /** Asked after each step: a true answer saves and stops. */
  stopped(): boolean;
  /** Starts a worker that answers as `serveReplica` does, for the tasks that there are. */
  startWorker(): Worker;
}

/** What a run begins with: nothing (weights are drawn at random), weights of another run, or its own checkpoint. */
export type Start = Inherited | Checkpoint | undefined;

/** Weights of another model. */
export interface Inherited {
  parameters: Parameters;
  /** Runs that they went through. */
  ancestors: Ancestor[];
}

/** Validation batches are at most this many positions each, and this many in all. */
const EVALUATION_BATCH = 4096;
const EVALUATION_POSITIONS = 16384;
/** Steps between lines in the log. */
const LOG_INTERVAL = 20;
export const CHECKPOINT_FILE = "checkpoint.bin";
export const BEST_FILE = "best.bin";
export const METRICS_FILE = "metrics.jsonl";

const bitsPerUnit = ({ nats, units }: Stats) => nats / Math.max(1, units) / Math.LN2;

/** Trains in folder `out` until the budget is used up or the caller stops it; returns the last state. */
export async function train(
  out: string,
  options: TrainingOptions,
  prepared: Prepared,
  start: Start,
  hooks: TrainingHooks,
): Promise<Checkpoint> {
  const { task, plan, ports, network, model, settings, digest, summary } = prepared;
  const resumed = start !== undefined && "weights" in start ? start : undefined;
  const inherited = start !== undefined && "parameters" in start ? start : undefined;
  const kernels = options.backend === "auto" || options.backend === "wasm" ? await compileKernels() : null;
  const backend = await initBackend(options.backend, {
    blasThreads: 1,
    precision: options.precision,
    ...(kernels && { kernelModule: kernels }),
  });
  hooks.log(
    `backend ${backend.name}, BLAS ${
      backend.blas ?? "none"
    }, ${backend.precision}, ${options.workers} worker(s)`,
  );
  if (backend.note) hooks.log(backend.note);
  const specs = parameterSpecs(ports, network);
  const count = parameterCount(specs);
  const recompute = backend.name === "wasm"
    ? recomputesIn({ ports, network, specs }, backend.precision, options)
    : options.recompute === "yes";
  if (recompute) hooks.log("the backward pass computes each layer again, to the same bits, in less memory");
  const weights = resumed?.weights ?? sharedFloats(count);
  if (inherited) copyParameters(specs, weights, inherited.parameters);
  else if (!resumed) initialize(specs, weights, options.seed);
  const team = await startTeam({
    ...{ task, plan, ports, network, specs, weights, kernels, startWorker: hooks.startWorker },
    options: { ...options, recompute: recompute ? "yes" : "no" },
    ...(resumed && { moments: resumed.moments }),
  });

  const state: Checkpoint = {
    ...{ format: 2, task: task.name, network, ports, model, settings, options },
    corpusDigest: digest,
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

  const evaluation = {
    validation: evaluationBatches(ports, task.open(plan, "unseen"), options, 0),
    training: evaluationBatches(ports, task.open(plan, "seen"), options, 1),
  };
  const metrics = await Deno.open(join(out, METRICS_FILE), { append: true, create: true });
  const record = async (values: Record<string, unknown>) => {
    await metrics.write(new TextEncoder().encode(JSON.stringify(values) + "\n"));
  };

  const progress = () =>
    options.steps === undefined ? state.minutes / options.minutes! : state.step / options.steps;
  let recent: { stats: Stats; seconds: number; steps: number } | null = null;
  try {
    while (progress() < 1 && !hooks.stopped()) {
      const began = performance.now();
      const learningRate = options.learningRate * learningRateFactor(progress(), options.warmup);
      const { stats, norm } = await team.step(state.step, learningRate);
      if (!Number.isFinite(norm)) hooks.log(`step ${state.step + 1}: the gradient is not finite; skipped`);
      state.step++;
      state.tokens += stats.predictions;
      const seconds = (performance.now() - began) / 1000;
      state.minutes += seconds / 60;
      recent = recent
        ? { stats: addStats(recent.stats, stats), seconds: recent.seconds + seconds, steps: recent.steps + 1 }
        : { stats, seconds, steps: 1 };
      const last = progress() >= 1;

      if (last || state.step % LOG_INTERVAL === 0) {
        const line = {
          step: state.step,
          minutes: round(state.minutes),
          tokens: state.tokens,
          learningRate: round(learningRate),
          gradientNorm: round(norm),
          [task.unit]: round(bitsPerUnit(recent.stats)),
          positionsPerSecond: Math.round(recent.stats.positions / recent.seconds),
        };
        // Both stay flat over a run; growth would be a leak.
        const memory = { tensors: tensorCount(), residentBytes: Deno.memoryUsage().rss };
        await record({ type: "train", ...line, ...memory });
        hooks.log(
          `step ${line.step}  ${line.minutes} min  lr ${line.learningRate}  ${line[task.unit]} bits/${
            task.per ?? "char"
          }  ` +
            `${line.positionsPerSecond} positions/s`,
        );
        recent = null;
      }
      if (last || state.step % options.evalInterval === 0) {
        await validate(task, state, team, evaluation, record, hooks, out);
      }
      if (last || state.step % options.saveInterval === 0) {
        await saveCheckpoint(join(out, CHECKPOINT_FILE), state);
        if (options.memory !== undefined) collectGarbage();
        await hooks.saved(state);
      }
    }
    if (progress() < 1) {
      await saveCheckpoint(join(out, CHECKPOINT_FILE), state);
      hooks.log(`stopped after step ${state.step}`);
    }
  } finally {
    team.close();
    metrics.close();
  }
  return state;
}

async function validate(
  { unit, per = "char" }: Pick<Prepared["task"], "unit" | "per">,
  state: Checkpoint,
  team: Team,
  batches: { validation: Batch[]; training: Batch[] },
  record: (values: Record<string, unknown>) => Promise<void>,
  hooks: TrainingHooks,
  out: string,
) {
  const unseen = await team.evaluate(batches.validation);
  const seen = await team.evaluate(batches.training);
  state.losses = {
    [`${unit}Unseen`]: round(bitsPerUnit(unseen)),
    [`${unit}Seen`]: round(bitsPerUnit(seen)),
  };
  await record({
    type: "validation",
    step: state.step,
    minutes: round(state.minutes),
    tokens: state.tokens,
    ...state.losses,
  });
  hooks.log(`validation at ${state.step}: ${JSON.stringify(state.losses)} bits/${per}`);
  const score = bitsPerUnit(unseen);
  if (state.best === null || score < state.best) {
    state.best = score;
    await saveCheckpoint(join(out, BEST_FILE), state);
  }
}

/** Fixed batches to validate on, the same at every call of a run; closes the source. */
function evaluationBatches<Example extends Sampled>(
  ports: Ports,
  source: Source<Example>,
  { seed, memory, ...batching }: TrainingOptions,
  stream: number,
): Batch[] {
  using opened = source;
  // Where memory is short they are no larger than those that are learned from.
  const limit = memory === undefined ? EVALUATION_BATCH : Math.min(EVALUATION_BATCH, positionsOf(batching));
  const rng = random(seed, 4, stream);
  const examples = [];
  for (let positions = 0; positions < EVALUATION_POSITIONS;) {
    const example = opened.sample(rng);
    examples.push(example);
    positions += example.tokens;
  }
  return cutIntoBatches(examples, limit)
    .map((batch) => buildBatch(ports, batch.map(opened.read)));
}

function copyParameters(specs: ParameterSpec[], flat: Float32Array, parameters: Parameters): void {
  for (const { name, shape, offset } of specs) {
    const found = parameters[name];
    if (!found || found.shape.join() !== shape.join()) {
      throw new UserError(
        "model",
        `--init-from: ${name} has shape ${found?.shape.join("×") ?? "none"}, not ${shape.join("×")}`,
      );
    }
    flat.set(found.data, offset);
  }
}

function round(value: number): number {
  return Number(value.toPrecision(4));
}
