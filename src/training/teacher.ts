/** A network that is not trained, and what it makes of the batches that another learns from. */
import * as tf from "@tensorflow/tfjs-core";
import { type Head, headOf } from "../engine/head.ts";
import * as ops from "../engine/ops.ts";
import { parameterSpecs } from "../network/architectures.ts";
import { hiddenStates } from "../network/hidden.ts";
import { type Batch, buildBatch } from "./batches.ts";
import { inputsOf } from "./inputs.ts";
import type { Sampled } from "./source.ts";
import type { Task, Teacher } from "./task.ts";

/** What a network predicts at the positions of a batch: hidden states [N, dim], and what makes logits of them. */
export interface Opinion {
  hidden: tf.Tensor2D;
  head: Head;
}

/** A teacher in a thread that trains. */
export interface OpenTeacher<Example extends Sampled = Sampled> extends Disposable {
  /** Its hidden states, to be disposed of by the caller; `batch` is what the learner is told of the examples. */
  look(examples: readonly Example[], batch: Batch): Opinion;
}

/** Opens a teacher; its weights are copied to the backend, which must have been started, when it is first asked. */
export function openTeacher(task: Task, { plan, ports, network, weights }: Teacher): OpenTeacher {
  const source = plan === undefined ? undefined : task.open(plan, "train");
  const flat = new Float32Array(weights);
  let tensors: Record<string, tf.Tensor2D> | undefined;
  const load = () =>
    Object.fromEntries(
      parameterSpecs(ports, network).map(({ name, shape, offset, size }) => [
        name,
        tf.tensor2d(flat.slice(offset, offset + size), shape),
      ]),
    );
  return {
    look(examples, batch) {
      const loaded = tensors ??= load();
      const told = source === undefined ? batch : buildBatch(ports, examples.map(source.read));
      const hidden = tf.tidy(() => hiddenStates(ops, loaded, network, inputsOf(told, ports)).hidden);
      return { hidden, head: headOf(loaded, ports.vocabulary) };
    },
    [Symbol.dispose]() {
      source?.[Symbol.dispose]();
      tf.dispose(Object.values(tensors ?? {}));
    },
  };
}
