import { MICROSOFT } from "../../onnx/builder.ts";
import type { Shape } from "../../onnx/encoding.ts";
import { type Encodings, rmsNormAttributes } from "../../onnx/model.ts";
import type { GraphProto } from "../../onnx/proto.ts";
import { floatTensor, intTensor } from "../../onnx/tensor.ts";
import { expanded, vector } from "../../onnx/weights.ts";
import type { NetworkConfig } from "../config.ts";
import type { Ports } from "../ports.ts";
import { addLogits, inputOf } from "../step_graph.ts";
import { pastOf, portsOfStep } from "../step_ports.ts";
import { normsOf, type Step, stepOf } from "../transformer/graph_parts.ts";
import { carriedNames, selectiveKind, type SelectiveSizes, selectiveSizes } from "./kind.ts";

/**
 * The decode step without its weights: one new position of B sequences. `shapes` are those of the parameters. Inputs and outputs:
 * `portsOfStep`, with what each layer carries: the state of its scan, and the last inputs of its convolution.
 */
export function selectiveGraph(
  ports: Ports,
  config: NetworkConfig,
  shapes: ReadonlyMap<string, Shape>,
  encodings: Encodings,
): GraphProto {
  const { dim, hidden, layers } = config;
  const step = stepOf(config, shapes, encodings);
  const { builder, product } = step, { node, constant } = builder;
  const sizes = selectiveSizes(config);
  const norms = normsOf(step, dim);
  constant(floatTensor("gain_inner", [hidden], new Float32Array(hidden).fill(1), "float32"));
  let stream = norms.alone(inputOf(step, ports).sum, "", "input");
  let normed = norms.alone(stream, "", "input.norm");
  for (let layer = 0; layer < layers; layer++) {
    const prefix = `layers.${layer}`;
    const mixed = convolution(step, sizes, product(normed, `${prefix}.mix`, `${prefix}.mix_rows`), layer);
    const scanned = scan(step, config, { normed, mixed }, layer);
    const gate = silu(step, product(normed, `${prefix}.gate`, `${prefix}.gate_rows`), `${prefix}.open`);
    const gated = node("Mul", [gate, scanned], [`${prefix}.gated`]);
    const scaled = node(
      "SimplifiedLayerNormalization",
      [gated, "gain_inner"],
      [`${prefix}.scaled`],
      rmsNormAttributes,
    );
    const rows = product(scaled, `${prefix}.out`, `${prefix}.added`);
    [stream, normed] = norms.afterAdding(stream, { rows, bias: "" }, "", `${prefix}.end`);
  }
  addLogits(step, normed, ports);
  return {
    name: "decode-step",
    node: builder.nodes,
    initializer: builder.constants,
    ...portsOfStep(ports, selectiveKind.state(config)),
  };
}

/** x / (1 + e^−x). */
const silu = ({ builder }: Step, input: string, output: string): string =>
  builder.node(`${MICROSOFT}.QuickGelu`, [input], [output], { alpha: { float: 1 } });

/** What is convolved at a new position [B, 1, mixed]: itself and the inputs before it, of which the last are carried on. */
function convolution(step: Step, { taps }: SelectiveSizes, rows: string, layer: number): string {
  const { builder, weight } = step, { node, constant } = builder;
  const prefix = `layers.${layer}.convolution`, { tail } = carriedNames(layer);
  const axis = constant(intTensor("time_axis", [1]));
  const seen = node("Concat", [pastOf(tail), rows], [`${prefix}.seen`], { axis: 1 }); // [B, taps, mixed]
  const [second, end] = [constant(intTensor("tail_start", [1])), constant(intTensor("tail_end", [taps]))];
  node("Slice", [seen, second, end, axis], [tail]);
  const kernel = expanded(builder, weight(prefix));
  const weighed = node("Mul", [seen, kernel], [`${prefix}.weighed`]);
  const summed = node("ReduceSum", [weighed, axis], [`${prefix}.sum`], { keepdims: 1 });
  const biased = node("Add", [summed, vector(builder, weight(`${prefix}.bias`))], [`${prefix}.biased`]);
  return silu(step, biased, `${prefix}.mixed`);
}

/** What a new position reads of the state [B, heads, size, state], after it has written to it: [B, 1, hidden]. */
function scan(
  { builder, weight, product }: Step,
  config: NetworkConfig,
  { normed, mixed }: { normed: string; mixed: string },
  layer: number,
): string {
  const { heads, hidden } = config, { state, size } = selectiveSizes(config);
  const { node, constant } = builder;
  const prefix = `layers.${layer}`, { scan: carried } = carriedNames(layer);
  const shaped = (input: string, name: string, dims: number[]) =>
    node("Reshape", [input, constant(intTensor(`shape_${name}`, dims))], [`${input}.${name}`]);
  const own = (name: string) => vector(builder, weight(`${prefix}.${name}`));

  // Steps, and what is kept of the state: e^(−step · e^decay) for each head.
  const raw = node("Add", [product(normed, `${prefix}.rate`, `${prefix}.rate_rows`), own("rate.bias")], [
    `${prefix}.raw`,
  ]);
  const steps = node("Softplus", [raw], [`${prefix}.steps`]); // [B, 1, heads]
  const slope = node("Neg", [node("Exp", [own("decay")], [`${prefix}.slope`])], [`${prefix}.slope.falling`]);
  const kept = node("Exp", [node("Mul", [steps, slope], [`${prefix}.lost`])], [`${prefix}.kept`]);

  const parts = ["x", "written", "read"].map((part) => `${prefix}.${part}`);
  node("Split", [mixed, constant(intTensor("split_mixed", [hidden, state, state]))], parts, { axis: -1 });
  const x = shaped(parts[0]!, "columns", [0, heads, size, 1]);
  const keys = shaped(parts[1]!, "keys", [0, 1, 1, state]);
  const queries = shaped(parts[2]!, "queries", [0, 1, state, 1]);

  const old = node("Mul", [pastOf(carried), shaped(kept, "rates", [0, heads, 1, 1])], [`${prefix}.old`]);
  const sized = node("Mul", [x, shaped(steps, "rates", [0, heads, 1, 1])], [`${prefix}.sized`]);
  const added = node("Mul", [sized, keys], [`${prefix}.new`]);
  node("Add", [old, added], [carried]);
  const read = node("MatMul", [carried, queries], [`${prefix}.columns_read`]); // [B, heads, size, 1]
  const skip = shaped(own("skip"), "skip", [heads, 1, 1]);
  const passed = node("Mul", [x, skip], [`${prefix}.passed`]);
  return shaped(node("Add", [read, passed], [`${prefix}.scan_read`]), "row", [0, 1, hidden]);
}
