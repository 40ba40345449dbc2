import { type Builder, MICROSOFT } from "./builder.ts";
import { intTensor } from "./tensor.ts";

/** Names of what attention reads, and of the new keys and values that it leaves. */
export interface AttentionPorts {
  /** [B, T, 3 · heads · headDim]: queries, keys and values of the new positions. */
  qkv: string;
  /** [B, 1, T, C + T], added to the scores. */
  mask: string;
  /** int64 [2]: C and T. */
  spans: string;
  /** [B, heads, headDim, C], transposed so that scores take no copy of it. */
  pastKey: string;
  /** [B, heads, C, headDim] */
  pastValue: string;
  /** [B, heads, T, headDim] */
  key: string;
  value: string;
}

/**
 * Attention of T new positions over C cached ones and each other: [B, T, heads · headDim]. The standard operator first
 * joins cache and new rows, which copies the whole cache at each step; here only their scores are joined.
 */
export function attend(
  { node, constant }: Builder,
  ports: AttentionPorts,
  prefix: string,
  heads: number,
  headDim: number,
): string {
  constant(intTensor("head_rows", [0, 0, 3 * heads, headDim]));
  constant(intTensor("head_groups", [heads, heads, heads]));
  constant(intTensor("joined", [0, 0, heads * headDim]));
  const swap = { perm: [0, 2, 1, 3] };
  const name = (part: string) => `${prefix}.${part}`;
  const product = `${MICROSOFT}.FusedMatMul`;
  const alpha = { float: headDim ** -0.5 };
  const split = node("Reshape", [ports.qkv, "head_rows"], [name("heads")]);
  const turned = node("Transpose", [split], [name("turned")], swap); // [B, 3 · heads, T, headDim]
  const query = name("query");
  node("Split", [turned, "head_groups"], [query, ports.key, ports.value], { axis: 1 });
  const before = node(product, [query, ports.pastKey], [name("before")], { alpha }); // [B, heads, T, C]
  const among = node(product, [query, ports.key], [name("among")], { alpha, transB: 1 }); // [B, heads, T, T]
  const scores = node("Concat", [before, among], [name("scores")], { axis: -1 });
  const masked = node("Add", [scores, ports.mask], [name("masked")]);
  const weights = node("Softmax", [masked], [name("weights")], { axis: -1 });
  const [old, fresh] = [name("weights_before"), name("weights_among")];
  node("Split", [weights, ports.spans], [old, fresh], { axis: -1 });
  const mixed = node("Add", [
    node("MatMul", [old, ports.pastValue], [name("mixed_before")]),
    node("MatMul", [fresh, ports.value], [name("mixed_among")]),
  ], [name("mixed_heads")]);
  const back = node("Transpose", [mixed], [name("mixed_turned")], swap);
  return node("Reshape", [back, "joined"], [name("mixed")]);
}
