/** Which experts of a mixture are asked, and how clear that is. */
import * as tf from "@tensorflow/tfjs-core";
import * as ops from "../../src/engine/ops.ts";
import { hiddenStates } from "../../src/network/hidden.ts";
import type { Operations } from "../../src/network/operations.ts";
import { inputsOf, tensorsOf, type Tiny } from "./tiny.ts";

/** What the network computes of sequences, and how far experts that are not asked are from being asked, at least. */
export function routed({ config, ports, parameters }: Tiny, sequences: readonly (readonly number[])[]) {
  let margin = Infinity;
  const watched: Operations = {
    ...ops,
    route(x, router, active) {
      const logits = tf.matMul<tf.Tensor2D>(x, router).arraySync();
      for (const row of logits) {
        const sorted = row.toSorted((a, b) => b - a);
        margin = Math.min(margin, sorted[active - 1]! - (sorted[active] ?? -Infinity));
      }
      return ops.route(x, router, active);
    },
  };
  const time = sequences[0]!.length, count = time * sequences.length;
  const indices = Int32Array.from(sequences.flatMap((tokens) => [...inputsOf(ports, tokens)]));
  const penalty = tf.tidy(() =>
    hiddenStates(watched, tensorsOf(parameters), config, {
      ...{ indices: tf.tensor2d(indices, [count, ports.features], "int32"), field: null },
      ...{ batch: sequences.length, time },
    }).penalty!.dataSync()[0]!
  );
  return { margin, penalty };
}
