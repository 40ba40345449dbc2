/** The gated recurrent unit over whole sequences; see `Operations` for what it computes. */
import type * as tf from "@tensorflow/tfjs-core";
import type { SequenceShape } from "../network/operations.ts";
import { type Engine, fusedEngine } from "./backend.ts";
import type { Blas } from "./blas.ts";
import { fillZero, type Heap } from "./heap.ts";
import { differentiable } from "./reference.ts";
import { referenceGru } from "./reference_recurrent.ts";

type Multiplying = Engine & { blas: Blas };

/**
 * A layer of gated recurrent units (Cho et al. 2014; the reset gate is applied after the recurrent product) over sequences that
 * begin with a state of zeros: x [batch·time, 3·dim] is what the input says to reset gate, update gate and new state,
 * recurrent [dim, 3·dim] maps the state to the same, bias [1, 2·dim] is that of the gates → states [batch·time, dim].
 * Throws RangeError when shapes do not fit.
 */
export function gru(
  x: tf.Tensor2D,
  recurrent: tf.Tensor2D,
  bias: tf.Tensor2D,
  shape: SequenceShape,
): tf.Tensor2D {
  const [dim, columns] = recurrent.shape, { batch, time } = shape;
  if (x.shape[0] !== batch * time || x.shape[1] !== columns || columns !== 3 * dim || bias.size !== 2 * dim) {
    throw new RangeError(
      `gru: [${x.shape}] with recurrent weights [${recurrent.shape}] and a bias [${bias.shape}] is no layer over ${batch}×${time} positions`,
    );
  }
  const engine = fusedEngine();
  if (engine === null || engine.blas === null || dim % 4 !== 0) {
    return referenceGru(x, recurrent, bias, shape);
  }
  const fused = { ...engine, blas: engine.blas };
  return differentiable([x, recurrent, bias], () => {
    const { states, gates } = forwards(fused, x, recurrent, bias, shape);
    return {
      value: states,
      saved: [recurrent, states, gates],
      gradFunc: (dy, [recurrent, states, gates]) => backwards(fused, dy, { recurrent, states, gates }, shape),
    };
  });
}

/** Offset of `size` zeros in scratch memory. */
function zeros(heap: Heap, slot: number, size: number): number {
  const offset = heap.scratch(slot, 4 * size);
  new Float32Array(heap.memory.buffer, offset, size).fill(0);
  return offset;
}

/** The states [N, dim] and, for the backward pass, gates [N, 4·dim], as the kernel writes them. */
function forwards(
  { heap, kernels, blas }: Multiplying,
  x: tf.Tensor2D,
  recurrent: tf.Tensor2D,
  bias: tf.Tensor2D,
  { batch, time }: SequenceShape,
): { states: tf.Tensor2D; gates: tf.Tensor2D } {
  const dim = recurrent.shape[0], rows = batch * time;
  const states = heap.output<tf.Tensor2D>([rows, dim]), gates = heap.output<tf.Tensor2D>([rows, 4 * dim]);
  const own = zeros(heap, 0, batch * 3 * dim), nothing = zeros(heap, 1, dim);
  const xAt = heap.offset(x), biasAt = heap.offset(bias);
  const statesAt = heap.offset(states), gatesAt = heap.offset(gates);
  const base = heap.base(), weights = base + heap.offset(recurrent);
  for (let t = 0; t < time; t++) {
    const state = statesAt + 4 * t * dim;
    // The first step's state before is one row of zeros, the same for all.
    const [before, stride] = t === 0 ? [nothing, 0] : [state - 4 * dim, time * dim];
    if (t > 0) {
      // deno-fmt-ignore
      blas.sgemm(false, false, batch, 3 * dim, dim, 1, base + before, stride, weights, 3 * dim, 0, base + own, 3 * dim);
    }
    kernels.gruStep(
      ...[xAt + 12 * t * dim, own, biasAt, before, state, gatesAt + 16 * t * dim] as const,
      ...[batch, time, dim, stride] as const,
    );
  }
  return { states, gates };
}

/** Gradients to x, the recurrent weights and the bias, back in time. */
function backwards(
  { heap, kernels, blas }: Multiplying,
  dy: tf.Tensor2D,
  { recurrent, states, gates }: Record<"recurrent" | "states" | "gates", tf.Tensor2D>,
  { batch, time }: SequenceShape,
): [dx: tf.Tensor2D, dRecurrent: tf.Tensor2D, dBias: tf.Tensor2D] {
  const dim = recurrent.shape[0], rows = batch * time, width = 3 * dim;
  const dx = heap.output<tf.Tensor2D>([rows, width]), dOwn = heap.output<tf.Tensor2D>([rows, width]);
  const dRecurrent = heap.output<tf.Tensor2D>([dim, width]), dBias = heap.output<tf.Tensor2D>([1, 2 * dim]);
  const carried = zeros(heap, 0, batch * dim), nothing = zeros(heap, 1, dim);
  fillZero(heap, dBias);
  const [dyAt, statesAt, gatesAt] = [heap.offset(dy), heap.offset(states), heap.offset(gates)];
  const [dxAt, dOwnAt, dBiasAt] = [heap.offset(dx), heap.offset(dOwn), heap.offset(dBias)];
  const base = heap.base(), weights = base + heap.offset(recurrent);
  for (let t = time - 1; t >= 0; t--) {
    const [before, stride] = t === 0 ? [nothing, 0] : [statesAt + 4 * (t - 1) * dim, time * dim];
    const grads = dOwnAt + 4 * t * width;
    kernels.gruStepGrad(
      ...[dyAt + 4 * t * dim, gatesAt + 16 * t * dim, before, carried] as const,
      ...[dxAt + 4 * t * width, grads, dBiasAt, batch, time, dim, stride] as const,
    );
    if (t > 0) {
      // deno-fmt-ignore
      blas.sgemm(false, true, batch, dim, width, 1, base + grads, time * width, weights, width, 1, base + carried, dim);
    }
  }
  // Each position's gradient belongs to the state one row above, but for those of first positions, which had none.
  for (let row = 0; row < rows; row += time) {
    new Float32Array(heap.memory.buffer, dOwnAt + 4 * row * width, width).fill(0);
  }
  if (rows === 1) fillZero(heap, dRecurrent);
  else {
    const [above, below, to] = [base + statesAt, base + dOwnAt + 4 * width, base + heap.offset(dRecurrent)];
    blas.sgemm(true, false, dim, width, rows - 1, 1, above, dim, below, width, 0, to, width);
  }
  dOwn.dispose();
  return [dx, dRecurrent, dBias];
}
