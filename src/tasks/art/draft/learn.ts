/** Learns a draft model from a hand's drawings (distillation on its own samples: Kim & Rush 2016), in TensorFlow.js. */
import * as tf from "@tensorflow/tfjs-core";
import { setImmediate } from "node:timers/promises";
import { random, shuffle } from "../../../base/random.ts";
import { headLoss } from "../../../engine/head_loss.ts";
import { embeddingSum, linear } from "../../../engine/ops.ts";
import { emptyMoments, update } from "../../../engine/optimizers/optimizers.ts";
import { initialize, parameterCount } from "../../../network/parameters.ts";
import type { Ports } from "../../../network/ports.ts";
import { usualCosine } from "../../../training/schedules/cosine.ts";
import { draftSpecs } from "./draft.ts";
import type { DraftExamples } from "./examples.ts";

/** Positions of a step, and the highest learning rate of AdamW. */
const BATCH = 256, RATE = 4e-3, WARMUP = 0.02;
/** What a step counts in the mean of the last ones. */
const RECENT = 0.02;
/** Stream of random numbers. */
const ORDER = 1;

export interface DraftPace {
  /** Times that each position is seen. */
  epochs: number;
  seed: number;
}

/** Told after each of so many steps; the loss is the mean of the last of them, in nats. */
export type DraftProgress = (step: number, steps: number, loss: number) => void;

/**
 * The weights that `draftSpecs` lays out. The backend must have been started. Throws the signal's reason once it is aborted.
 */
export async function learnDraft(
  ports: Ports,
  examples: DraftExamples,
  { epochs, seed }: DraftPace,
  told: DraftProgress,
  signal: AbortSignal,
): Promise<Float32Array> {
  const specs = draftSpecs(ports);
  const parameters = new Float32Array(parameterCount(specs));
  initialize(specs, parameters, seed);
  const gradient = new Float32Array(parameters.length), moments = emptyMoments("adamw", specs);
  const size = Math.min(BATCH, examples.count);
  const perEpoch = Math.max(1, Math.floor(examples.count / size)), steps = epochs * perEpoch;
  const everyOne = () => Uint32Array.from({ length: examples.count }, (_, i) => i);
  let order = everyOne(), loss = 0;
  for (let step = 0; step < steps; step++) {
    const first = step % perEpoch * size;
    if (first === 0) order = shuffle(everyOne(), random(seed, ORDER, step));
    const batch = batchOf(ports, examples, order.subarray(first, first + size));
    const now = gradients(ports, parameters, batch, gradient);
    loss = step === 0 ? now : loss + RECENT * (now - loss);
    const learningRate = RATE * usualCosine(step / steps, WARMUP);
    await update("adamw", specs, { parameters, gradient, moments }, {
      step: step + 1,
      learningRate,
      weightDecay: 0,
    });
    // A step waits for nothing: without this, signals would arrive when all is over.
    await setImmediate();
    signal.throwIfAborted();
    told(step + 1, steps, loss);
  }
  return parameters;
}

/** Some of the examples. */
function batchOf({ features, field: values }: Ports, all: DraftExamples, chosen: Uint32Array): DraftExamples {
  const count = chosen.length;
  const indices = new Int32Array(count * features), field = new Float32Array(count * values);
  chosen.forEach((example, row) => {
    indices.set(all.indices.subarray(example * features, (example + 1) * features), row * features);
    field.set(all.field.subarray(example * values, (example + 1) * values), row * values);
  });
  return { count, indices, field, targets: Int32Array.from(chosen, (example) => all.targets[example]!) };
}

/** Mean loss in nats; writes its gradient. */
function gradients(
  ports: Ports,
  parameters: Float32Array,
  { count, ...batch }: DraftExamples,
  gradient: Float32Array,
): number {
  const specs = draftSpecs(ports);
  let mean = 0;
  // Nothing is handed out by `tidy`, which would look at each number for tensors.
  tf.tidy(() => {
    const indices = tf.tensor2d(batch.indices, [count, ports.features], "int32");
    const field = tf.tensor2d(batch.field, [count, ports.field]);
    const targets = tf.tensor1d(batch.targets, "int32");
    const weights = tf.fill<tf.Rank.R1>([count], 1 / count);
    const [table, map, head] = specs.map(({ offset, size, shape }) =>
      tf.tensor2d(parameters.slice(offset, offset + size), shape)
    );
    const { value, grads } = tf.valueAndGrads(() => {
      const hidden = tf.relu<tf.Tensor2D>(tf.add(embeddingSum(table!, indices), linear(field, map!)));
      return headLoss(hidden, { weight: head!, tied: true, vocabulary: ports.vocabulary }, targets, weights);
    })([table!, map!, head!]);
    specs.forEach(({ offset }, i) => gradient.set(grads[i]!.dataSync(), offset));
    mean = value.dataSync()[0]!;
  });
  return mean;
}
