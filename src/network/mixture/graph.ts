import type { Shape } from "../../onnx/encoding.ts";
import type { Encodings } from "../../onnx/model.ts";
import type { GraphProto } from "../../onnx/proto.ts";
import { intTensor, scalarTensor } from "../../onnx/tensor.ts";
import { matMul } from "../../onnx/weights.ts";
import type { NetworkConfig } from "../config.ts";
import type { Ports } from "../ports.ts";
import { decoderGraph } from "../transformer/graph.ts";
import { type Branch, hiddenUnits, type Step } from "../transformer/graph_parts.ts";
import { expertsOf } from "./sizes.ts";

/**
 * The step of `transformerGraph`, with experts. All of them compute each position, in two products whatever their number, and
 * gates of 0 leave out those that are not asked: at this size that is quicker than to choose, and every encoding of weights serves.
 * onnxruntime's own operators, MoE and QMoE, know neither our activation nor our encodings.
 */
export function mixtureGraph(
  ports: Ports,
  config: NetworkConfig,
  shapes: ReadonlyMap<string, Shape>,
  encodings: Encodings,
): GraphProto {
  const { experts, active } = expertsOf(config), { hidden } = config;
  return decoderGraph(ports, config, shapes, encodings, (step, input, prefix): Branch => {
    const { builder: { node, constant }, form, product, weight } = step;
    const gates = gatesOf(step, input, prefix, active); // [B, T, experts]
    const apart = constant(intTensor("experts_apart", [0, 0, experts, hidden]));
    const each = constant(intTensor("experts_each", [0, 0, experts, 1]));
    const together = constant(intTensor("experts_together", [0, 0, experts * hidden]));
    const units = node("Reshape", [hiddenUnits(step, input, prefix), apart], [`${prefix}.units`]);
    const gate = node("Reshape", [gates, each], [`${prefix}.gate_of_units`]);
    const weighed = node("Mul", [units, gate], [`${prefix}.weighed`]);
    const all = node("Reshape", [weighed, together], [`${prefix}.weighed_units`]);
    const rows = product(all, `${prefix}.down`, `${prefix}.fed`);
    if (!form.biases) return { rows, bias: "" };
    const biases = matMul(step.builder, gates, weight(`${prefix}.down.bias`), `${prefix}.fed_biases`);
    return { rows: node("Add", [rows, biases], [`${prefix}.fed_and_biases`]), bias: "" };
  });
}

/** How much each expert counts, 0 for those that are not asked; of equally likely ones the first are, as `route` has it. */
function gatesOf(
  { builder: { node, constant }, product }: Step,
  input: string,
  prefix: string,
  active: number,
): string {
  const name = (part: string) => `${prefix}.${part}`;
  const logits = product(input, name("router"), name("router_logits"));
  const count = constant(intTensor("active_experts", [active]));
  const choice = name("choice");
  const best = node("TopK", [logits, count], [name("best"), choice], { axis: -1, largest: 1, sorted: 1 });
  const likely = (of: string) => node("Softmax", [of], [name("likely")], { axis: -1 });
  const gates = active === 1
    ? node("GatherElements", [likely(logits), choice], [name("chosen")], { axis: -1 })
    : likely(best);
  const none = node("Mul", [logits, constant(scalarTensor("nothing", "float32", 0))], [name("no_gates")]);
  return node("ScatterElements", [none, choice, gates], [name("gates")], { axis: -1 });
}
