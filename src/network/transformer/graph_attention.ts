/** Attention of a step, by the operator GroupQueryAttention, which keeps keys and values of the window. */
import { MICROSOFT } from "../../onnx/builder.ts";
import { DATA_TYPE } from "../../onnx/proto.ts";
import { floatTensor, intTensor } from "../../onnx/tensor.ts";
import { alibiSlopes } from "../alibi.ts";
import type { KindConfig } from "../kind.ts";
import { headDimOf } from "../sizes.ts";
import { pastOf, PORTS } from "../step_ports.ts";
import type { Step } from "./graph_parts.ts";
import { kvHeadsOf } from "./kind.ts";

type AttentionConfig = Pick<KindConfig, "dim" | "heads" | "kvHeads" | "headDim" | "window">;

/** What the attention of a layer makes of its input [B, T, dim], before the matrix `out`: [B, T, heads · headDim]. */
export function attended(step: Step, normed: string, layer: number, config: AttentionConfig): string {
  const { heads, window } = config;
  const prefix = `layers.${layer}`;
  const qkv = step.linear(normed, `${prefix}.qkv`, `${prefix}.qkv_rows`); // [B, T, (heads + 2 · kvHeads) · headDim]
  const states = [`key_${layer}`, `value_${layer}`];
  const bias = step.form.positions === "alibi" ? ["", "", "", lowering(step, heads)] : [];
  return step.builder.node(
    `${MICROSOFT}.GroupQueryAttention`,
    [...inputsOf(step, qkv, prefix, config), ...states.map(pastOf), PORTS.last, PORTS.total, ...bias],
    [`${prefix}.mixed`, ...states],
    { num_heads: heads, kv_num_heads: kvHeadsOf(config), local_window_size: window },
  );
}

/** Queries, keys and values together in one, or those turned by their places. */
function inputsOf(
  { form, builder: { node, constant } }: Step,
  qkv: string,
  prefix: string,
  config: AttentionConfig,
): string[] {
  if (form.positions !== "rotary") return [qkv, "", ""];
  const { heads } = config, kvHeads = kvHeadsOf(config), width = headDimOf(config);
  const parts = ["queries", "keys", "values"].map((part) => `${prefix}.${part}`);
  const widths = [heads, kvHeads, kvHeads].map((count) => count * width);
  if (kvHeads === heads) node("Split", [qkv], parts, { axis: -1, num_outputs: 3 });
  else node("Split", [qkv, constant(intTensor("qkv_widths", widths))], parts, { axis: -1 });
  const [queries, keys, values] = parts;
  const turned = (rows: string, count: number) =>
    node("RotaryEmbedding", [rows, PORTS.cosines, PORTS.sines], [`${rows}.turned`], { num_heads: count });
  return [turned(queries!, heads), turned(keys!, kvHeads), values!];
}

/** What is added to the scores of every layer, [B, heads, T, total_length]: made before the first. */
function lowering({ builder: { node, nodes, constant } }: Step, heads: number): string {
  const name = "lowering";
  if (nodes.some(({ output }) => output[0] === name)) return name;
  const [zero, axis, one] = [["from_slot", 0], ["slot_axis", 3], ["one_axis", -1]] as const;
  const vectorOf = ([name, value]: readonly [string, number]) => constant(intTensor(name, [value]));
  const total = node("Cast", [node("Reshape", [PORTS.total, vectorOf(one)], ["total"])], ["total.int64"], {
    to: DATA_TYPE.int64,
  });
  const near = node("Slice", [PORTS.distances, vectorOf(zero), total, vectorOf(axis)], ["near"]);
  const slopes = floatTensor(
    "slopes",
    [1, heads, 1, 1],
    alibiSlopes(heads).map((slope) => -slope),
    "float32",
  );
  return node("Mul", [near, constant(slopes)], [name]);
}
