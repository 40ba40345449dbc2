import * as tf from "@tensorflow/tfjs-core";
import { numbers, single } from "./narrow.ts";

type Saved = tf.Tensor[];
type Attributes = tf.NamedAttrMap | undefined;
type Gradients = Record<string, () => tf.Tensor>;

/** Sums a gradient over the axes along which an input of `shape` was broadcast. */
function unbroadcast(grad: tf.Tensor, shape: number[]): tf.Tensor {
  const axes = tf.broadcast_util.getReductionAxes(shape, grad.shape);
  return tf.reshape(axes.length > 0 ? tf.sum(grad, axes) : grad, shape);
}

/** Spreads the gradient of a sum over `axis` back to `shape`. */
function spread(dy: tf.Tensor, shape: number[], attributes: Attributes): tf.Tensor {
  const axis = attributes?.["axis"] ?? shape.map((_, axis) => axis);
  const axes = tf.util.parseAxisParam(typeof axis === "number" ? axis : numbers(axis), shape);
  const kept = shape.map((size, axis) => axes.includes(axis) ? 1 : size);
  return tf.mul(tf.reshape(dy, kept), tf.ones(shape));
}

/** Gradient functions of one-input kernels whose input (x) is saved. */
const UNARY: Record<string, (dy: tf.Tensor, x: tf.Tensor, attributes: Attributes) => tf.Tensor> = {
  Cast: (dy) => tf.cast(dy, "float32"),
  Exp: (dy, x) => tf.mul(dy, tf.exp(x)),
  Identity: (dy) => tf.cast(dy, "float32"),
  Log: (dy, x) => tf.div(dy, x),
  Mean: (dy, x, attributes) => tf.mul(spread(dy, x.shape, attributes), dy.size / x.size),
  Neg: (dy) => tf.neg(dy),
  Relu: (dy, x) => tf.mul(dy, tf.cast(tf.greater(x, 0), "float32")),
  Reshape: (dy, x) => tf.reshape(dy, x.shape),
  Rsqrt: (dy, x) => tf.div(dy, tf.mul(tf.mul(x, tf.sqrt(x)), -2)),
  Sigmoid: (dy, x) => tf.mul(dy, tf.mul(tf.sigmoid(x), tf.sigmoid(tf.neg(x)))),
  Slice: (dy, x, attributes) => {
    const begin = numbers(attributes?.["begin"]);
    return tf.pad(dy, begin.map((from, axis) => [from, x.shape[axis]! - from - dy.shape[axis]!]));
  },
  Sqrt: (dy, x) => tf.div(dy, tf.mul(tf.sqrt(x), 2)),
  Square: (dy, x) => tf.mul(dy, tf.mul(x, 2)),
  Sum: (dy, x, attributes) => spread(dy, x.shape, attributes),
  Tanh: (dy, x) => tf.mul(dy, tf.sub(1, tf.square(tf.tanh(x)))),
  Transpose: (dy, _x, attributes) => {
    const perm = numbers(attributes?.["perm"]);
    return tf.transpose(dy, perm.map((_, axis) => perm.indexOf(axis)));
  },
};

/** Gradient functions of kernels that broadcast two inputs, both saved. */
const BINARY: Record<
  string,
  (dy: tf.Tensor, a: tf.Tensor, b: tf.Tensor) => [() => tf.Tensor, () => tf.Tensor]
> = {
  Add: (dy) => [() => dy, () => dy],
  Multiply: (dy, a, b) => [() => tf.mul(dy, b), () => tf.mul(dy, a)],
  RealDiv: (dy, a, b) => [() => tf.div(dy, b), () => tf.neg(tf.div(tf.mul(dy, a), tf.square(b)))],
  Sub: (dy) => [() => dy, () => tf.neg(dy)],
};

function matMulGradients(dy: tf.Tensor, [a, b]: Saved, attributes: Attributes): Gradients {
  const transposeA = attributes?.["transposeA"] === true, transposeB = attributes?.["transposeB"] === true;
  return {
    a: () =>
      unbroadcast(
        transposeA ? tf.matMul(b!, dy, transposeB, true) : tf.matMul(dy, b!, false, !transposeB),
        a!.shape,
      ),
    b: () =>
      unbroadcast(
        transposeB ? tf.matMul(dy, a!, true, transposeA) : tf.matMul(a!, dy, !transposeA, false),
        b!.shape,
      ),
  };
}

function softmaxGradients(dy: tf.Tensor, [y]: Saved): Gradients {
  return {
    logits: () => {
      const weighted = tf.mul(dy, y!);
      return tf.sub(weighted, tf.mul(tf.sum(weighted, -1, true), y!));
    },
  };
}

/**
 * Registers the gradients that models here need. The package's Node build, which Deno takes, comes without any, and
 * its separate gradient modules do not resolve in Deno. An already registered gradient stays.
 */
export function registerGradients(): void {
  const register = (config: tf.GradConfig) => {
    if (tf.getGradient(config.kernelName) === undefined) tf.registerGradient(config);
  };
  for (const [kernelName, gradient] of Object.entries(UNARY)) {
    register({
      kernelName,
      inputsToSave: ["x"],
      gradFunc: (dy, [x], attributes) => ({ x: () => gradient(single(dy), x!, attributes) }),
    });
  }
  // Its input has another name than everyone else's.
  register({
    kernelName: "ExpandDims",
    inputsToSave: ["input"],
    gradFunc: (dy, [input]) => ({ input: () => tf.reshape(single(dy), input!.shape) }),
  });
  for (const [kernelName, gradient] of Object.entries(BINARY)) {
    register({
      kernelName,
      inputsToSave: ["a", "b"],
      gradFunc: (dy, [a, b]) => {
        const [gradA, gradB] = gradient(single(dy), a!, b!);
        return { a: () => unbroadcast(gradA(), a!.shape), b: () => unbroadcast(gradB(), b!.shape) };
      },
    });
  }
  const axisOf = (attributes: Attributes) => Number(attributes?.["axis"] ?? 0);
  register({
    kernelName: "Pack",
    gradFunc: (dy, _saved, attributes) =>
      Object.fromEntries(tf.unstack(single(dy), axisOf(attributes)).map((part, i) => [i, () => part])),
  });
  register({
    kernelName: "Unpack",
    gradFunc: (dy, _saved, attributes) => ({
      value: () => tf.stack(Array.isArray(dy) ? dy : [dy], axisOf(attributes)),
    }),
  });
  register({
    kernelName: "BatchMatMul",
    inputsToSave: ["a", "b"],
    gradFunc: (dy, saved, attributes) => matMulGradients(single(dy), saved, attributes),
  });
  register({
    kernelName: "Softmax",
    outputsToSave: [true],
    gradFunc: (dy, saved) => softmaxGradients(single(dy), saved),
  });
}
