import * as tf from "@tensorflow/tfjs-core";
import { initialize, type ParameterSpec } from "../../network/parameters.ts";
import { type Random, random } from "../../base/random.ts";
import { initBackend } from "../../engine/backend.ts";
import { crossEntropy, linear, reluSquared } from "../../engine/ops.ts";
import { combineGradients, emptyMoments, update } from "../../engine/optimizers/optimizers.ts";
import { usualCosine } from "../../training/schedules/cosine.ts";

/** A picture to learn from: descriptors of some of its views, and the numbers of its labels (at least one). */
export interface Example {
  views: readonly Float32Array[];
  labels: readonly number[];
}

/** Settings of a classifier's training. */
export interface ClassifierOptions {
  /** Labels in all. */
  labels: number;
  steps: number;
  seed: number;
  /** Width of the hidden layer. */
  hidden?: number;
  onStep?: () => void | Promise<void>;
}

/** A trained classifier: descriptors → a score (logit) for each label. */
export type Classifier = (descriptors: readonly Float32Array[]) => Float32Array[];

const WEIGHT_DECAY = 0.05;
const WARMUP = 0.05;
const BATCH = 256;
const LEARNING_RATE = 2e-3;
/** Dropout of the hidden layer; the input's is half of it. */
const DROPOUT = 0.5;

/**
 * Trains a network of one hidden layer (squared ReLU, dropout) by AdamW. Each example of a batch
 * is drawn label first, evenly, then a picture that carries the label, then a view of it: the target of a picture with
 * several labels is each of them in turn, and rare labels count as much as common ones.
 */
export async function trainClassifier(
  examples: readonly Example[],
  { labels, steps, seed, hidden = 512, onStep }: ClassifierOptions,
): Promise<Classifier> {
  if (examples.length === 0) throw new RangeError("a classifier needs an example to learn from");
  const size = examples[0]!.views[0]!.length;
  const specs = twoLayers(size, hidden, labels);
  const count = specs.reduce((sum, spec) => sum + spec.size, 0);
  const weights = new Float32Array(count);
  initialize(specs, weights, seed);
  const moments = emptyMoments("adamw", specs);
  const draw = sampler(examples, labels);
  const gradient = new Float32Array(count);
  await ensureBackend();
  for (let step = 0; step < steps; step++) {
    const rng = random(seed, 1, step);
    const inputs = new Float32Array(BATCH * size), targets = new Int32Array(BATCH);
    for (let row = 0; row < BATCH; row++) {
      const { view, label } = draw(rng);
      inputs.set(view, row * size);
      targets[row] = label;
    }
    tf.tidy(() => {
      const [w1, w2] = matrices(specs, weights);
      const [x, y] = [tf.tensor2d(inputs, [BATCH, size]), tf.tensor1d(targets, "int32")];
      const even = tf.fill<tf.Rank.R1>([BATCH], 1 / BATCH);
      const masks = [mask(rng, [BATCH, size], DROPOUT / 2), mask(rng, [BATCH, hidden], DROPOUT)] as const;
      const loss = (): tf.Scalar => {
        const inner = reluSquared(linear(tf.mul(x, masks[0]), w1));
        return crossEntropy(linear(tf.mul(inner, masks[1]), w2), y, even);
      };
      tf.grads(loss)([w1, w2]).forEach((grad, i) =>
        gradient.set(grad.dataSync<"float32">(), specs[i]!.offset)
      );
    });
    combineGradients([gradient], 1);
    await update("adamw", specs, { parameters: weights, gradient, moments }, {
      step: step + 1,
      learningRate: LEARNING_RATE * usualCosine(step / steps, WARMUP),
      weightDecay: WEIGHT_DECAY,
    });
    await onStep?.();
  }
  return (descriptors) => {
    if (descriptors.length === 0) return [];
    const inputs = new Float32Array(descriptors.length * size);
    descriptors.forEach((descriptor, row) => inputs.set(descriptor, row * size));
    const scores = tf.tidy(() => {
      const [w1, w2] = matrices(specs, weights);
      return linear(reluSquared(linear(tf.tensor2d(inputs, [descriptors.length, size]), w1)), w2)
        .dataSync<"float32">();
    });
    return descriptors.map((_, row) => scores.slice(row * labels, (row + 1) * labels));
  };
}

let backend: Promise<unknown> | undefined;
/** Starts TensorFlow.js once. */
function ensureBackend(): Promise<unknown> {
  return backend ??= initBackend("auto");
}

function matrices(specs: readonly ParameterSpec[], weights: Float32Array): [tf.Tensor2D, tf.Tensor2D] {
  const [w1, w2] = specs.map(({ offset, size, shape }) =>
    tf.tensor2d(weights.slice(offset, offset + size), shape)
  );
  return [w1!, w2!];
}

function twoLayers(size: number, hidden: number, labels: number): ParameterSpec[] {
  const spec = (name: string, shape: [number, number], offset: number, deviation: number): ParameterSpec => {
    return { name, shape, offset, size: shape[0] * shape[1], role: "head", blocks: 1, deviation };
  };
  return [
    spec("hidden", [size, hidden], 0, size ** -0.5),
    spec("labels", [hidden, labels], size * hidden, 0.5 * hidden ** -0.5),
  ];
}

function sampler(examples: readonly Example[], labels: number) {
  const carriers = Array.from({ length: labels }, (): Example[] => []);
  for (const example of examples) for (const label of example.labels) carriers[label]!.push(example);
  const known = carriers.flatMap((of, label) => of.length > 0 ? [label] : []);
  return ({ int }: Random) => {
    const label = known[int(known.length)]!;
    const { views } = carriers[label]![int(carriers[label]!.length)]!;
    return { view: views[int(views.length)]!, label };
  };
}

/** Inverted dropout (Srivastava et al. 2014). */
function mask({ next }: Random, shape: [number, number], rate: number): tf.Tensor2D {
  const keep = 1 - rate;
  const values = new Float32Array(shape[0] * shape[1]);
  for (let i = 0; i < values.length; i++) values[i] = next() < keep ? 1 / keep : 0;
  return tf.tensor2d(values, shape);
}
