/** What GGUF files say of networks. */
import { UserError } from "../../../base/errors.ts";
import type { GgufMetadata, GgufValue } from "../../../bundle/formats/gguf_types.ts";
import type { NetworkConfig } from "../../../network/config.ts";
import { type ForeignForm, foreignForm } from "./names.ts";
import { kvHeadsOf } from "../../../network/transformer/kind.ts";
import { type ForeignNetwork, groupedHeads, network } from "./transformers_config.ts";

/** Epsilon of a form's norms, and what it is called. */
const EPSILON: Readonly<Record<ForeignForm, readonly [name: string, value: number]>> = {
  gpt2: ["attention.layer_norm_epsilon", 1e-5],
  llama: ["attention.layer_norm_rms_epsilon", 1e-6],
};
const ROPE_BASE = 10000;

/** What is said of a network, its values by names without that of the form. */
function valuesOf(config: NetworkConfig, vocabulary: number): [string, GgufValue][] {
  const { dim, layers, heads, hidden, window } = config;
  const form = foreignForm(config);
  const whole = (value: number): GgufValue => ({ type: "uint32", value });
  const float = (value: number): GgufValue => ({ type: "float32", value: Math.fround(value) });
  const [name, epsilon] = EPSILON[form];
  const rotary: [string, GgufValue][] = [
    ["attention.head_count_kv", whole(kvHeadsOf(config))],
    ["rope.dimension_count", whole(dim / heads)],
    ["rope.freq_base", float(ROPE_BASE)],
  ];
  return [
    ["vocab_size", whole(vocabulary)],
    ["context_length", whole(window)],
    ["embedding_length", whole(dim)],
    ["block_count", whole(layers)],
    ["feed_forward_length", whole(hidden)],
    ["attention.head_count", whole(heads)],
    [name, float(epsilon)],
    ...form === "llama" ? rotary : [],
  ];
}

/** What a file says of a network, besides its tokenizer. */
export function ggufNetwork(
  config: NetworkConfig,
  vocabulary: number,
  name: string,
  halves: boolean,
): [string, GgufValue][] {
  const form = foreignForm(config);
  const text = (value: string): GgufValue => ({ type: "string", value });
  return [
    ["general.architecture", text(form)],
    ["general.type", text("model")],
    ["general.name", text(name)],
    ["general.file_type", { type: "uint32", value: halves ? 1 : 0 }],
    ["general.quantization_version", { type: "uint32", value: 2 }],
    ...valuesOf(config, vocabulary).map(([key, value]): [string, GgufValue] => [`${form}.${key}`, value]),
  ];
}

/** The network of a file with `vocabulary` rows. Throws a UserError of kind "model" for what is not known here. */
export function readGgufNetwork(metadata: GgufMetadata, vocabulary: number, tied: boolean): ForeignNetwork {
  const said = metadata.get("general.architecture");
  const form = said?.type === "string" && "value" in said ? said.value : "";
  if (form !== "gpt2" && form !== "llama") {
    throw new UserError(
      "model",
      `general.architecture is ${JSON.stringify(form)}; only "gpt2" or "llama" is known here`,
    );
  }
  const numberOf = (name: string): number | undefined => {
    const value = metadata.get(`${form}.${name}`);
    return value !== undefined && "value" in value ? Number(value.value) : undefined;
  };
  const need = (name: string): number => {
    const value = numberOf(name);
    if (value !== undefined) return value;
    throw new UserError("model", `${form}.${name} is missing`);
  };
  const [dim, heads] = [need("embedding_length"), need("attention.head_count")];
  const shape = {
    ...{ dim, heads, layers: need("block_count"), hidden: need("feed_forward_length") },
    window: need("context_length"),
    ...groupedHeads(heads, form === "llama" ? numberOf("attention.head_count_kv") : undefined),
  };
  const found = network(form, shape, tied, vocabulary, form);
  // All that is said must be what would be written; widths of heads may be told as well.
  const known = new Map(valuesOf(found.config, numberOf("vocab_size") ?? vocabulary));
  for (const name of ["attention.key_length", "attention.value_length"]) {
    known.set(name, { type: "uint32", value: dim / heads });
  }
  for (const key of metadata.keys()) {
    if (!key.startsWith(`${form}.`)) continue;
    const right = known.get(key.slice(form.length + 1));
    const value = numberOf(key.slice(form.length + 1));
    if (right === undefined) throw new UserError("model", `${key} is not known here`);
    if ("value" in right && right.value !== value) {
      throw new UserError("model", `${key} is ${value ?? "a list"}; only ${right.value} is known here`);
    }
  }
  return found;
}
