import { join } from "node:path";
import { openCorpus } from "../data/store/store.ts";
import { openTrainingIndex, type TrainingIndex } from "../data/store/training_index.ts";
import { UserError } from "../base/errors.ts";
import type { ModelConfig } from "../network/config.ts";
import { portsOf } from "../tasks/art/sequence/features.ts";
import {
  initialize,
  parameterCount,
  type Parameters,
  type ParameterSpec,
  parameterSpecs,
} from "../network/parameters.ts";
import type { Ports } from "../network/ports.ts";
import { random } from "../base/random.ts";
import { type GridTokenizer, gridTokenizer } from "../tokenizer/grid/grid.ts";
import { initBackend, tensorCount } from "../engine/backend.ts";
import { compileKernels } from "../engine/kernels.ts";
import { type Batch, buildBatch } from "./batches.ts";
import { type Ancestor, type Checkpoint, configHash, saveCheckpoint } from "./checkpoint.ts";
import { openDrawings } from "../tasks/art/drawings/source.ts";
import type { TrainingOptions } from "./options.ts";
import { startTeam, type Team } from "./parallel.ts";
import { cutIntoBatches } from "./plan.ts";
import { openPopulation, type Population } from "../tasks/art/drawings/population.ts";
import { addStats, type Stats } from "./replica.ts";
import { learningRateFactor } from "./schedule.ts";
import type { Sampled, Source } from "./source.ts";

/** What a run reports while it trains. */
export interface TrainingHooks {
  /** A line for the log. */
  log(line: string): void;
  /** After each checkpoint is written, and at the end. */
  saved(checkpoint: Checkpoint): Promise<void>;
  /** Asked after each step: a true answer saves and stops. */
  stopped(): boolean;
}

/** What a run starts from: a fresh model of a shape, weights of another model, or a checkpoint. */
export type Start =
  | { from: "scratch"; shape: ModelConfig; initial?: InitialWeights }
  | { from: "checkpoint"; checkpoint: Checkpoint };

/** Weights to begin with, with the tokenizer and config that they belong to. */
export interface InitialWeights {
  tokenizer: GridTokenizer;
  config: ModelConfig;
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
  start: Start,
  hooks: TrainingHooks,
): Promise<Checkpoint> {
  const resumed = start.from === "checkpoint" ? start.checkpoint : null;
  const initial = start.from === "scratch" ? start.initial : undefined;
  const given = resumed ? gridTokenizer(resumed.tokenizer) : initial?.tokenizer;
  const index = readIndex(options.data, given, hooks);
  if (resumed && resumed.corpusDigest !== index.digest) {
    throw new UserError(
      "corpus",
      `${options.data} has changed since the checkpoint; resume with the same corpus or use --init-from`,
    );
  }
  const tokenizer = given ?? gridTokenizer(index.tokenizer);
  // Fails where the tokenizer lacks a character.
  tokenizer.encode(index.tokenizer.characters);
  const population = openPopulation(index, "train", tokenizer, options.maxTokens);
  const validation = openPopulation(index, "validation", tokenizer, options.maxTokens);
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
  const config = start.from === "checkpoint" ? start.checkpoint.config : initial?.config ?? start.shape;
  const ports = portsOf(tokenizer, config);
  const specs = parameterSpecs(ports, config);
  const count = parameterCount(specs);
  const weights = resumed?.weights ?? new Float32Array(count);
  if (initial) copyParameters(specs, weights, initial.parameters);
  else if (!resumed) initialize(specs, weights, options.seed);
  const step = resumed?.step ?? 0;
  const team = await startTeam({
    ...{ options, ports, config, tokenizer, specs, population, weights, kernels },
    ...(resumed && { moments: resumed.moments }),
  });

  const state: Checkpoint = {
    format: 1,
    config,
    tokenizer: tokenizer.data,
    options,
    corpusDigest: index.digest,
    configHash: configHash(config, tokenizer.data, options),
    step,
    minutes: resumed?.minutes ?? 0,
    tokens: resumed?.tokens ?? 0,
    best: resumed?.best ?? null,
    losses: resumed?.losses ?? {},
    ancestors: resumed?.ancestors ?? initial?.ancestors ?? [],
    weights: team.weights,
    moments: team.moments,
  };
  hooks.log(
    `${count} parameters, ${population.pictures} pictures, ${population.drawings} drawings`,
  );

  const open = (population: Population) =>
    openDrawings({ options: { ...options, promptDropout: 0 }, population, tokenizer, config });
  const evaluation = {
    validation: evaluationBatches(ports, open(validation), options.seed, 0),
    training: evaluationBatches(ports, open(population), options.seed, 1),
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
          drawing: round(bitsPerUnit(recent.stats)),
          positionsPerSecond: Math.round(recent.stats.positions / recent.seconds),
        };
        // Both stay flat over a run; growth would be a leak.
        const memory = { tensors: tensorCount(), residentBytes: Deno.memoryUsage().rss };
        await record({ type: "train", ...line, ...memory });
        hooks.log(
          `step ${line.step}  ${line.minutes} min  lr ${line.learningRate}  ${line.drawing} bits/char  ` +
            `${line.positionsPerSecond} positions/s`,
        );
        recent = null;
      }
      if (last || state.step % options.evalInterval === 0) {
        await validate(state, team, evaluation, record, hooks, out);
      }
      if (last || state.step % options.saveInterval === 0) {
        await saveCheckpoint(join(out, CHECKPOINT_FILE), state);
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
    drawingUnseen: round(bitsPerUnit(unseen)),
    drawingSeen: round(bitsPerUnit(seen)),
  };
  await record({
    type: "validation",
    step: state.step,
    minutes: round(state.minutes),
    tokens: state.tokens,
    ...state.losses,
  });
  hooks.log(`validation at ${state.step}: ${JSON.stringify(state.losses)}`);
  const score = bitsPerUnit(unseen);
  if (state.best === null || score < state.best) {
    state.best = score;
    await saveCheckpoint(join(out, BEST_FILE), state);
  }
}

/** What training must know of the corpus at once. */
function readIndex(
  path: string,
  tokenizer: GridTokenizer | undefined,
  hooks: TrainingHooks,
): TrainingIndex {
  using db = openCorpus(path, { mustExist: true });
  return openTrainingIndex(db, hooks.log, tokenizer?.data.spaceRuns);
}

/** Fixed batches to validate on, the same at every call of a run; closes the source. */
function evaluationBatches<Example extends Sampled & { tokens: number }>(
  ports: Ports,
  source: Source<Example>,
  seed: number,
  stream: number,
): Batch[] {
  using opened = source;
  const rng = random(seed, 4, stream);
  const examples = [];
  for (let positions = 0; positions < EVALUATION_POSITIONS;) {
    const example = opened.sample(rng);
    examples.push(example);
    positions += example.tokens;
  }
  return cutIntoBatches(examples, EVALUATION_BATCH)
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
