/** Tiny random networks of any form, in TensorFlow.js and in onnxruntime. */
import * as tf from "@tensorflow/tfjs-core";
import { random } from "../../src/base/random.ts";
import * as ops from "../../src/engine/ops.ts";
import { openReader } from "../../src/inference/reading.ts";
import { loadSession, type Session } from "../../src/inference/session.ts";
import { buildModel, parameterSpecs } from "../../src/network/architectures.ts";
import type { NetworkConfig } from "../../src/network/config.ts";
import { FORMS, type NetworkForm } from "../../src/network/form.ts";
import { initialize, namedViews, parameterCount, type Parameters } from "../../src/network/parameters.ts";
import type { Ports } from "../../src/network/ports.ts";
import { headOf, logits } from "../../src/engine/head.ts";
import { hiddenStates } from "../../src/network/hidden.ts";
import { encodeModel } from "../../src/onnx/proto.ts";
import { textPorts, textState } from "../../src/tasks/text/state.ts";

export const VOCABULARY = 19;

export interface Tiny {
  config: NetworkConfig;
  ports: Ports;
  parameters: Parameters;
}

/** Forms that differ from the named ones in every part. */
export const MIXED: NetworkForm[] = [
  { norm: "rms", activation: "swiglu", positions: "rotary", biases: true, tied: true },
  { norm: "layer", activation: "relu2", positions: "round", biases: true, tied: false },
  { norm: "rms-gain", activation: "gelu", positions: "learned", biases: false, tied: true },
  { norm: "layer", activation: "swiglu", positions: "alibi", biases: true, tied: true },
];
export const ALL: Record<string, NetworkForm | undefined> = {
  ...FORMS,
  own: undefined,
  ...Object.fromEntries(MIXED.map((form) => [Object.values(form).join(" "), form])),
};

/** A network that is tried: its form, and sizes that are not those of `tiny`. */
export interface Case {
  form: NetworkForm | undefined;
  sizes: Partial<NetworkConfig>;
}

const GROUPED = { dim: 32, heads: 4, kvHeads: 2 };
const ALIBI = MIXED.find(({ positions }) => positions === "alibi");
/** All forms, and what only sizes make different: heads that share keys and values, and numbers of heads that are no power of two. */
export const CASES: Record<string, Case> = {
  ...Object.fromEntries(Object.entries(ALL).map(([name, form]) => [name, { form, sizes: {} }])),
  "own with 4 heads in 2 groups": { form: undefined, sizes: GROUPED },
  "llama with 4 heads in 1 group": { form: FORMS.llama, sizes: { ...GROUPED, kvHeads: 1 } },
  "alibi with 4 heads in 2 groups": { form: ALIBI, sizes: GROUPED },
  "own with a head less than the width holds": { form: undefined, sizes: { heads: 1, headDim: 8 } },
  "llama with 2 of 4 heads": {
    form: FORMS.llama,
    sizes: { dim: 32, heads: 2, kvHeads: 1, headDim: 8 },
  },
  "alibi with 3 heads": { form: ALIBI, sizes: { dim: 24, heads: 3 } },
};

/** A network whose weights are all random: gains around 1, everything else around 0. */
export function tiny(
  form: NetworkForm | undefined,
  seed: number,
  sizes: Partial<NetworkConfig> = {},
): Tiny {
  const config: NetworkConfig = {
    ...{ architecture: "transformer", dim: 16, layers: 2, heads: 2, hidden: 24, window: 12, ...sizes },
    ...form && { form },
  };
  const ports = textPorts({ size: VOCABULARY }, config);
  const specs = parameterSpecs(ports, config);
  const weights = new Float32Array(parameterCount(specs));
  initialize(specs.map((spec) => ({ ...spec, deviation: 0.3 })), weights, seed);
  return { config, ports, parameters: namedViews(specs, weights) };
}

export const tokensOf = (length: number, seed: number): number[] => {
  const rng = random(seed);
  return Array.from({ length }, () => rng.int(VOCABULARY));
};

/** What the network reads of some tokens from its first place on. */
export function inputsOf(ports: Ports, tokens: readonly number[]): Int32Array {
  const state = textState(ports, 0, 0);
  const indices = new Int32Array(tokens.length * ports.features);
  tokens.forEach((token, i) => state.advance(token, indices, i * ports.features, new Float32Array(), 0));
  return indices;
}

/** Logits [N, vocabulary] of sequences of one length, by TensorFlow.js; to be called within tf.tidy. */
export function tensorFlowLogits(
  { config, ports }: Tiny,
  weights: Record<string, tf.Tensor2D>,
  sequences: readonly (readonly number[])[],
): tf.Tensor2D {
  const time = sequences[0]!.length, count = time * sequences.length;
  const indices = Int32Array.from(sequences.flatMap((tokens) => [...inputsOf(ports, tokens)]));
  const { hidden } = hiddenStates(ops, weights, config, {
    ...{ indices: tf.tensor2d(indices, [count, ports.features], "int32"), field: null },
    ...{ batch: sequences.length, time },
  });
  return logits(hidden, headOf(weights, ports.vocabulary));
}

export const tensorsOf = (parameters: Parameters): Record<string, tf.Tensor2D> =>
  Object.fromEntries(
    Object.entries(parameters).map(([name, { shape: [rows = 0, columns = 0], data }]) => [
      name,
      tf.tensor2d(data.slice(), [rows, columns]),
    ]),
  );

/** The network in onnxruntime. */
export function sessionOf({ config, ports, parameters }: Tiny): Promise<Session> {
  const model = encodeModel(buildModel(ports, config, parameters, "float32"));
  return loadSession({ path: "tiny", config, ports, model });
}

/** Logits after the last of each part of a sequence that is taken in part by part. */
export async function partByPart(session: Session, parts: readonly (readonly number[])[]) {
  const reader = openReader(session, textState(session.ports, 0, 0));
  const results: Float32Array[] = [];
  for (const part of parts) results.push((await reader.take(part)).slice());
  return results;
}
