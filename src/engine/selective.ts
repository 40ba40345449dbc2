/** Operations of selective state spaces; see `Operations` for what they compute. */
import type * as tf from "@tensorflow/tfjs-core";
import type { ScanInputs, ScanShape } from "../network/operations.ts";
import { fusedEngine } from "./backend.ts";
import { fillZero } from "./heap.ts";
import { differentiable } from "./reference.ts";
import { referenceSelective } from "./reference_selective.ts";
import { scanBackward, scanForward } from "./scan.ts";

/** What kernels take by fours at a time. */
const LANES = 4;

/**
 * silu(bias + Σ_k kernel[k] · x[t − taps + 1 + k]) channel by channel: x [batch·time, channels], kernel [taps, channels], bias
 * [1, channels]; before a sequence all is 0. Throws RangeError where shapes do not fit; channels are a multiple of 4.
 */
export function causalConvolution(
  x: tf.Tensor2D,
  kernel: tf.Tensor2D,
  bias: tf.Tensor2D,
  shape: Pick<ScanShape, "batch" | "time">,
): tf.Tensor2D {
  const { batch, time } = shape;
  const [rows, channels] = x.shape, [taps] = kernel.shape;
  if (
    rows !== batch * time || channels % LANES !== 0 || kernel.shape[1] !== channels || bias.size !== channels
  ) {
    throw new RangeError(
      `causalConvolution: [${x.shape}] by [${kernel.shape}] and [${bias.shape}] for ${batch}×${time} positions`,
    );
  }
  const engine = fusedEngine();
  if (engine === null) return referenceSelective.causalConvolution(x, kernel, bias, shape);
  const { heap, kernels } = engine, { offset } = heap;
  const sizes = [batch, time, channels, taps] as const;
  return differentiable([x, kernel, bias], () => {
    const value = heap.output<tf.Tensor2D>([rows, channels]);
    kernels.causalConvolution(offset(x), offset(kernel), offset(bias), offset(value), ...sizes);
    return {
      value,
      saved: [x, kernel, bias],
      gradFunc: (dy, [x, kernel, bias]) => {
        const grads = [x, kernel, bias].map((input) => heap.output<tf.Tensor2D>([...input.shape]));
        for (const sum of grads.slice(1)) fillZero(heap, sum);
        const [dx, dKernel, dBias] = grads.map(offset);
        kernels.causalConvolutionGrad(
          ...[offset(x), offset(kernel), offset(bias), offset(dy), dx!, dKernel!, dBias!] as const,
          ...sizes,
        );
        return grads;
      },
    };
  });
}

/**
 * The selective scan with one rate a head: mixed [batch·time, hidden + 2 · state] with columns x | B | C, rates [batch·time,
 * heads], decay and skip [1, heads] → [batch·time, hidden]; see `Operations`. Throws RangeError where shapes do not fit; sizes of
 * heads and `state` are multiples of 4.
 */
export function selectiveScan(inputs: ScanInputs, shape: ScanShape): tf.Tensor2D {
  const { mixed, rates, decay, skip } = inputs, { batch, time, heads, state } = shape;
  const size = (mixed.shape[1] - 2 * state) / heads, rows = batch * time;
  const fits = mixed.shape[0] === rows && size > 0 && size % LANES === 0 && state % LANES === 0 &&
    rates.shape.join() === [rows, heads].join() && decay.size === heads && skip.size === heads;
  if (!fits) {
    throw new RangeError(
      `selectiveScan: [${mixed.shape}], rates [${rates.shape}], decay [${decay.shape}] and skip [${skip.shape}] for ` +
        `${batch}×${time} positions of ${heads} heads with ${state} states`,
    );
  }
  const fused = fusedEngine();
  if (fused === null || fused.blas === null) return referenceSelective.selectiveScan(inputs, shape);
  const engine = { ...fused, blas: fused.blas };
  return differentiable([mixed, rates, decay, skip], () => {
    const { out, rates: kept } = scanForward(engine, inputs, shape);
    return {
      value: out,
      saved: [mixed, rates, decay, skip, out, kept],
      gradFunc: (dy, [mixed, rates, decay, skip, out, kept]) =>
        scanBackward(engine, dy, { mixed, rates, decay, skip, out, kept }, shape),
    };
  });
}
