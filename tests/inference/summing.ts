/** A network that only sums: what it carries along is the sum of all rows so far, and the row before. No one should train it. */
import { random } from "../../src/base/random.ts";
import { startDecoder } from "../../src/inference/decoder.ts";
import { loadNetwork, type Session } from "../../src/inference/session.ts";
import type { NetworkConfig } from "../../src/network/config.ts";
import { addLogits, inputOf, stepGraph } from "../../src/network/step_graph.ts";
import type { StateSpec } from "../../src/network/state.ts";
import { pastOf, portsOfStep } from "../../src/network/step_ports.ts";
import { NO_PLACES } from "../../src/network/told_places.ts";
import { encodeMatrix } from "../../src/onnx/encoding.ts";
import { modelOf } from "../../src/onnx/model.ts";
import { encodeModel } from "../../src/onnx/proto.ts";
import { intTensor } from "../../src/onnx/tensor.ts";

export const VOCABULARY = 7;
const DIM = 8;
const PORTS = { rows: VOCABULARY, features: 1, field: 0, vocabulary: VOCABULARY };
const STATE: StateSpec[] = ["sum", "before"].map((name) => ({ name, shape: [1, DIM], kind: "carried" }));

const valuesOf = (seed: number, size: number) => {
  const { next } = random(seed);
  return Float32Array.from({ length: size }, () => next() - 0.5);
};
const weights = {
  embedding: { shape: [VOCABULARY, DIM] as const, data: valuesOf(1, VOCABULARY * DIM) },
  head: { shape: [DIM, VOCABULARY] as const, data: valuesOf(2, DIM * VOCABULARY) },
};

/** Logits [length, vocabulary] after each token of a sequence, by plain loops. */
export function expectedLogits(tokens: readonly number[]): Float32Array {
  const { embedding, head } = weights;
  const logits = new Float32Array(tokens.length * VOCABULARY);
  const sum = new Float64Array(DIM);
  tokens.forEach((token, t) => {
    for (let d = 0; d < DIM; d++) sum[d]! += embedding.data[token * DIM + d]!;
    for (let d = 0; d < DIM; d++) {
      const before = t === 0 ? 0 : embedding.data[tokens[t - 1]! * DIM + d]!;
      for (let v = 0; v < VOCABULARY; v++) {
        logits[t * VOCABULARY + v]! += (sum[d]! + before) * head.data[d * VOCABULARY + v]!;
      }
    }
  });
  return logits;
}

function model(): Uint8Array<ArrayBuffer> {
  const float = { layout: "float", type: "float32" } as const;
  const shapes = new Map(Object.entries(weights).map(([name, { shape }]) => [name, shape]));
  const step = stepGraph(shapes, () => float);
  const { node, nodes, constant, constants } = step.builder;
  const at = (name: string, value: number) => constant(intTensor(name, [value]));
  const [first, minusOne, end, axis] = [
    ...[at("first", 0), at("minus_one", -1), at("end", 1 << 20), at("axis", 1)],
  ] as const;
  const { sum } = inputOf(step, PORTS);
  const sums = node("Add", [node("CumSum", [sum, axis], ["running"]), pastOf("sum")], ["sums"]);
  const joined = node("Concat", [pastOf("before"), sum], ["joined"], { axis: 1 });
  const before = node("Slice", [joined, first, minusOne, axis], ["shifted"]);
  node("Slice", [sums, minusOne, end, axis], ["sum"]);
  node("Slice", [sum, minusOne, end, axis], ["before"]);
  addLogits(step, node("Add", [sums, before], ["mixed"]), PORTS);
  for (const [name, { shape, data }] of Object.entries(weights)) {
    constants.push(...encodeMatrix(name, shape, data, float));
  }
  return encodeModel(modelOf({
    ...{ name: "summing", node: nodes, initializer: constants, ...portsOfStep(PORTS, STATE) },
  }));
}

/** The network in onnxruntime, read several positions at a time or one by one; it counts its runs. */
export async function summingSession(prefill: "many" | "one") {
  const loaded = await loadNetwork("summing", "model.onnx", model());
  const counted = { runs: 0 };
  const network: typeof loaded = {
    ...loaded,
    bind(inputs, outputs) {
      const run = loaded.bind(inputs, outputs);
      return () => {
        counted.runs++;
        run();
      };
    },
  };
  const config: NetworkConfig = {
    ...{ architecture: "transformer", dim: DIM, layers: 1, heads: 1, hidden: DIM, window: 8 },
  };
  const session: Session = {
    ...{ ports: PORTS, config },
    start: (rows) =>
      startDecoder({ network, ports: PORTS, state: STATE, prefill, window: 8, places: NO_PLACES }, rows),
    close: () => Promise.resolve(loaded.close()),
  };
  return { session, counted };
}
