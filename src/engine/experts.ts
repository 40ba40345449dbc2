/** A mixture of experts: which rows they are given, and what they compute; see `Operations`. No row is dropped. */
import * as tf from "@tensorflow/tfjs-core";
import type { Experts, Routing } from "../network/operations.ts";
import { fusedEngine } from "./backend.ts";
import { dealRows, expertsOfRows } from "./expert_rows.ts";
import { linearFp32 } from "./linear.ts";
import { differentiable } from "./reference.ts";
import { everyExpert } from "./reference_experts.ts";

/** Leaves an expert out of a softmax, or of the choice. */
const FAR = 1e30;

/**
 * Gives each row of x [N, dim] to the `active` likeliest experts, by router [dim, experts] (Shazeer et al. 2017). Gates are the
 * probabilities of those that are asked, whose sum is 1; where only one is asked, it is the one among all, or the router
 * would learn nothing (Fedus et al. 2021). In float32 on every machine. Throws RangeError when more are to be asked than there are.
 */
export function route(x: tf.Tensor2D, router: tf.Tensor2D, active: number): Routing {
  const experts = router.shape[1];
  if (!(active >= 1 && active <= experts)) throw new RangeError(`route: ${active} of ${experts} experts`);
  const logits = linearFp32(fusedEngine(), x, router);
  const choice = choose(logits, active);
  return { choice, gates: gatesOf(logits, choice), imbalance: imbalance(logits, choice) };
}

/** int32 [N, active]: the largest logits of each row, of equal ones the first. */
function choose(logits: tf.Tensor2D, active: number): tf.Tensor2D {
  return tf.tidy(() => {
    let rest = logits;
    const picks: tf.Tensor2D[] = [];
    for (let i = 0; i < active; i++) {
      const pick: tf.Tensor1D = tf.argMax(rest, 1);
      picks.push(tf.expandDims(pick, 1));
      rest = tf.sub(rest, tf.mul(tf.oneHot(pick, logits.shape[1]), FAR));
    }
    return tf.concat(picks, 1);
  });
}

/** [N, experts]: 1 for those that are asked. */
const asked = (choice: tf.Tensor2D, experts: number): tf.Tensor2D =>
  tf.sum(tf.cast(tf.oneHot(choice, experts), "float32"), 1);

function gatesOf(logits: tf.Tensor2D, choice: tf.Tensor2D): tf.Tensor2D {
  return differentiable([logits], () => {
    const mask = asked(choice, logits.shape[1]);
    const alone = choice.shape[1] === 1;
    const among = alone ? logits : tf.add<tf.Tensor2D>(logits, tf.mul(tf.sub(mask, 1), FAR));
    const probabilities = tf.softmax(among);
    return {
      value: tf.mul<tf.Tensor2D>(probabilities, mask),
      saved: [probabilities, mask],
      gradFunc: (dy, [probabilities, mask]) =>
        tf.tidy(() => {
          const pull = tf.mul(tf.mul(dy, mask), probabilities);
          return tf.sub(pull, tf.mul(probabilities, tf.sum(pull, 1, true)));
        }),
    };
  });
}

/** experts · Σ (share of the rows · mean probability); the gradient goes to the probabilities only. */
function imbalance(logits: tf.Tensor2D, choice: tf.Tensor2D): tf.Scalar {
  const [count, experts] = logits.shape;
  return differentiable([logits], () => {
    const shares: tf.Tensor1D = tf.div(tf.mean(asked(choice, experts), 0), choice.shape[1]);
    const probabilities = tf.softmax(logits);
    return {
      value: tf.mul<tf.Scalar>(tf.sum(tf.mul(shares, tf.mean(probabilities, 0))), experts),
      saved: [probabilities, shares],
      gradFunc: (dy, [probabilities, shares]) =>
        tf.tidy(() => {
          const pull = tf.mul(probabilities, shares);
          const slope = tf.sub(pull, tf.mul(probabilities, tf.sum(pull, 1, true)));
          return tf.mul(slope, tf.mul(dy, experts / count));
        }),
    };
  });
}

/** The experts of the rows of x [N, dim]; products in bfloat16 where those of `linear` are. */
export function experts(x: tf.Tensor2D, { gates, choice }: Routing): Experts {
  if (x.shape[0] !== gates.shape[0]) throw new RangeError(`experts: [${x.shape}] by gates [${gates.shape}]`);
  const engine = fusedEngine();
  const gemm = engine?.bf16?.gemm ?? engine?.blas?.sgemm;
  if (engine === null || gemm === undefined) return everyExpert(x, gates);
  return expertsOfRows({ ...engine, gemm }, x, gates, dealRows(choice, gates.shape[1]));
}
