import * as tf from "@tensorflow/tfjs-core";
import type { NetworkConfig } from "../network/config.ts";
import { hiddenStates } from "../network/hidden.ts";
import type { ParameterSpec } from "../network/parameters.ts";
import type { Ports } from "../network/ports.ts";
import { assignValues, takeValues } from "../engine/backend.ts";
import { type Dropout, dropoutMasks } from "../engine/dropout.ts";
import { headOf } from "../engine/head.ts";
import { headLoss, LOGITS_AT_A_TIME } from "../engine/head_loss.ts";
import type { Objective } from "../engine/objective.ts";
import * as ops from "../engine/ops.ts";
import { recomputedLayer } from "../engine/recompute.ts";
import { type Batch, buildBatch } from "./batches.ts";
import { inputsOf } from "./inputs.ts";
import type { TrainingOptions } from "./options.ts";
import { batchPlan, type PlanOptions } from "./plan.ts";
import type { Sampled, Source } from "./source.ts";
import type { OpenTeacher, Opinion } from "./teacher.ts";
import { zerosIn } from "./zeros.ts";

/** What is trained: a network, by its numbers. */
export interface Network {
  ports: Ports;
  network: NetworkConfig;
  specs: ParameterSpec[];
}

/** Sums over some batches. */
export interface Stats {
  /** Negative log-likelihood of all predicted tokens, in nats. */
  nats: number;
  predictions: number;
  units: number;
  positions: number;
  /** What the network costs besides, in nats of all positions, where it has a penalty; measured in training only. */
  penalty?: number;
}

/** One copy of the network: it turns its share of a step's batches into gradients. */
export interface Replica {
  /** Reads the weights, runs this replica's batches of a step (0-based), overwrites `gradient` (flat). */
  step(step: number, gradient: Float32Array): Promise<Stats>;
  /** Loss of given batches under the present weights, without gradients. */
  evaluate(batches: Batch[]): Promise<Stats>;
  /** Gives its memory back: no step may follow. */
  close(): void;
}

/** How a run plans its batches. */
export function planOptions({ seed, batchTokens, workers, accumulate }: TrainingOptions): PlanOptions {
  return { seed, batchTokens: Math.floor(batchTokens / (workers * accumulate)) };
}

function emptyStats(): Stats {
  return { nats: 0, predictions: 0, units: 0, positions: 0 };
}

/** What a batch goes through where it is learned from, and not where it is measured. */
interface Learning {
  dropout: Dropout | null;
  layer: typeof ops.layer;
  objective: Objective | undefined;
}
const MEASURING: Learning = { dropout: null, layer: ops.layer, objective: undefined };

export function addStats(sum: Stats, more: Stats): Stats {
  for (const key of ["nats", "predictions", "units", "positions"] as const) sum[key] += more[key];
  if (more.penalty !== undefined) sum.penalty = (sum.penalty ?? 0) + more.penalty;
  return sum;
}

/**
 * Builds replica number `index` of `replicas`, as many as `options.workers` unless told otherwise; `weights` is the flat vector
 * that it reads at every step, `source` gives it what its batches are made of, `teacher` what else they are learned from.
 */
export function createReplica<Example extends Sampled>(
  { ports, network, specs }: Network,
  source: Pick<Source<Example>, "sample" | "read">,
  options: TrainingOptions,
  index: number,
  weights: Float32Array,
  teacher?: OpenTeacher<Example>,
  replicas = options.workers,
): Replica {
  const { workers, accumulate } = options;
  const perStep = workers * accumulate;
  const plan = batchPlan(source.sample, planOptions(options));
  const variables: Record<string, tf.Variable<tf.Rank.R2>> = {};

  const loadWeights = () => {
    for (const { name, shape, offset, size } of specs) {
      const values = weights.subarray(offset, offset + size), variable = variables[name];
      if (variable) assignValues(variable, values);
      else {
        const first = tf.tensor2d(values.slice(), shape);
        variables[name] = tf.variable(first, true);
        first.dispose();
      }
    }
  };

  const loss = (batch: Batch, weight: Float32Array, { dropout, layer, objective }: Learning) => {
    const { hidden, penalty } = hiddenStates(
      { ...ops, layer },
      variables,
      network,
      inputsOf(batch, ports),
      dropout?.drop,
    );
    const value = headLoss(
      hidden,
      headOf(variables, ports.vocabulary),
      tf.tensor1d(batch.targets, "int32"),
      tf.tensor1d(weight),
      LOGITS_AT_A_TIME,
      objective,
    );
    return { value, penalty };
  };

  const { labelSmoothing = 0, zLoss = 0, distilWeight = 0.5, distilTemperature = 2 } = options;
  /** Losses are told as if each prediction counted `scale`, whatever it counts in what is learned from. */
  const objectiveOf = (
    { mass, predictions, weights }: Batch,
    scale: number,
    taught: Opinion | undefined,
  ): Objective | undefined => {
    const weighed = mass !== predictions;
    if (!weighed && labelSmoothing === 0 && zLoss === 0 && taught === undefined) return undefined;
    const counted = () => tf.tensor1d(weights.map((weight) => weight === 0 ? 0 : scale));
    return {
      ...{ labelSmoothing, zLoss, ...weighed && { counted: counted() } },
      ...taught && { teacher: { ...taught, share: distilWeight, temperature: distilTemperature } },
    };
  };

  const record = (stats: Stats, batch: Batch, nats: number, penalty?: number) => {
    const { predictions, units } = batch, positions = batch.batch * batch.time;
    const besides = penalty === undefined ? {} : { penalty: penalty * positions };
    addStats(stats, { nats, predictions, units, positions, ...besides });
  };

  return {
    async step(step, gradient) {
      loadWeights();
      const stats = emptyStats();
      // One with nothing to do adds nothing.
      if (index >= perStep) gradient.fill(0);
      const mine: [i: number, examples: Example[]][] = [];
      for (let i = index; i < perStep; i += replicas) mine.push([i, plan.at(step * perStep + i)]);
      for (const [turn, [i, examples]] of mine.entries()) {
        const batch = buildBatch(ports, examples.map(source.read));
        // Each batch counts as a mean over its predictions.
        const scale = 1 / (perStep * batch.predictions), share = 1 / (perStep * batch.mass);
        const scaled = batch.weights.map((weight) => weight * share);
        // Whoever computes a batch, its masks are the same.
        const dropout = dropoutMasks(options, step, (i % workers) * accumulate + Math.floor(i / workers));
        const layer = options.recompute === "yes" ? recomputedLayer(dropout?.mark) : ops.layer;
        // What is told of is the loss alone, without a penalty.
        const alone: tf.Scalar[] = [];
        // Outside of what gradients are recorded of.
        const taught = teacher?.look(examples, batch);
        const { value, grads } = tf.variableGrads(() => {
          const objective = objectiveOf(batch, scale, taught);
          const { value, penalty } = loss(batch, scaled, { dropout, layer, objective });
          if (penalty === undefined) return value;
          alone.push(tf.keep(tf.clone(value)), tf.keep(tf.clone(penalty)));
          return tf.add(value, tf.mul(penalty, 1 / perStep));
        }, Object.values(variables));
        const [nats] = await (alone[0] ?? value).data(), [penalty] = await alone[1]?.data() ?? [];
        tf.dispose([value, ...alone, ...taught ? [taught.hidden] : []]);
        record(stats, batch, (nats ?? NaN) / scale, penalty);
        for (const { name, offset, size } of specs) {
          const grad = grads[variables[name]!.name], sum = gradient.subarray(offset, offset + size);
          if (grad) await takeValues(grad, sum, turn > 0);
          else if (turn === 0) sum.fill(0);
          grad?.dispose();
        }
      }
      // What stays zero has no part in the gradient's norm.
      if (options.zeros === "keep") zerosIn(specs, weights)(gradient);
      return stats;
    },
    async evaluate(batches) {
      loadWeights();
      const stats = emptyStats();
      for (const batch of batches) {
        const value = tf.tidy(() => loss(batch, batch.weights, MEASURING).value);
        const [nats] = await value.data();
        value.dispose();
        record(stats, batch, nats ?? NaN);
      }
      return stats;
    },
    close: () => tf.dispose(Object.values(variables)),
  };
}
