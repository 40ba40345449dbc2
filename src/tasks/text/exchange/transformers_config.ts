/** `config.json` of the Hugging Face library transformers. */
import * as z from "zod";
import { UserError } from "../../../base/errors.ts";
import { parseAs } from "../../../base/schema.ts";
import { type NetworkConfig, networkConfigSchema } from "../../../network/config.ts";
import { formOf, FORMS } from "../../../network/form.ts";
import { kvHeadsOf } from "../../../network/transformer/kind.ts";
import type { WeightType } from "../../../onnx/tensor.ts";
import type { Tokenizer } from "../../../tokenizer/tokenizer.ts";
import type { Values } from "../../../training/task.ts";
import { type ForeignForm, foreignForm } from "./names.ts";

/** What errors call the file. */
const FILE = "config.json";

/** Settings that are the same in all networks of a form here; others are refused. The first value is written. */
const FIXED: Readonly<Record<ForeignForm, Readonly<Record<string, readonly unknown[]>>>> = {
  gpt2: {
    ...{ activation_function: ["gelu_new", "gelu_pytorch_tanh"], layer_norm_epsilon: [1e-5] },
    ...{ scale_attn_weights: [true], scale_attn_by_inverse_layer_idx: [false] },
    ...{ reorder_and_upcast_attn: [false], add_cross_attention: [false] },
  },
  llama: {
    ...{ hidden_act: ["silu", "swish"], rms_norm_eps: [1e-6], rope_theta: [10000], rope_scaling: [null] },
    ...{ attention_bias: [false], mlp_bias: [false], pretraining_tp: [1] },
  },
};

const size = z.int().min(1);
const gpt2Schema = z.looseObject({
  ...{ n_embd: size, n_layer: size, n_head: size, n_positions: size, vocab_size: size },
  n_inner: size.nullish(),
  tie_word_embeddings: z.boolean().default(true),
});
const llamaSchema = z.looseObject({
  ...{ hidden_size: size, intermediate_size: size, num_hidden_layers: size, num_attention_heads: size },
  ...{ max_position_embeddings: size, vocab_size: size },
  num_key_value_heads: size.nullish(),
  head_dim: size.nullish(),
  rope_parameters: z.looseObject({ rope_theta: z.number(), rope_type: z.string() }).partial().nullish(),
  tie_word_embeddings: z.boolean().default(false),
});
const typed = z.looseObject({ model_type: z.string() });

/** A network as other programs describe it. */
export interface ForeignNetwork {
  form: ForeignForm;
  config: NetworkConfig;
  /** Tokens that it has rows for. */
  vocabulary: number;
}

/** The config of a network whose texts begin and end with `separator`. */
export function transformersConfig(
  config: NetworkConfig,
  { size: vocabulary, separator }: Pick<Tokenizer, "size" | "separator">,
  weights: WeightType,
): Values {
  const { dim, layers, heads, hidden, window } = config;
  const form = foreignForm(config);
  const fixed = Object.entries(FIXED[form]).map(([name, [value]]) => [name, value]);
  const common = {
    ...{ vocab_size: vocabulary, bos_token_id: separator, eos_token_id: separator },
    ...{ tie_word_embeddings: formOf(config).tied, torch_dtype: weights },
    ...Object.fromEntries(fixed),
  };
  return form === "gpt2"
    ? {
      ...{
        architectures: ["GPT2LMHeadModel"],
        model_type: "gpt2",
        n_embd: dim,
        n_layer: layers,
        n_head: heads,
      },
      ...{ n_positions: window, n_ctx: window, n_inner: hidden, ...common },
    }
    : {
      ...{ architectures: ["LlamaForCausalLM"], model_type: "llama", hidden_size: dim },
      ...{ intermediate_size: hidden, num_hidden_layers: layers, num_attention_heads: heads },
      ...{ num_key_value_heads: kvHeadsOf(config), head_dim: dim / heads, max_position_embeddings: window },
      ...common,
    };
}

/** The network that a config describes. Throws a UserError of kind "model" that names a setting that is not known here. */
export function readTransformersConfig(value: unknown): ForeignNetwork {
  const { model_type: type } = parseAs(typed, value, "model", FILE);
  if (type === "gpt2") {
    refuseOther(value, FIXED.gpt2);
    const given = parseAs(gpt2Schema, value, "model", FILE);
    const { n_embd: dim, n_layer: layers, n_head: heads, n_positions: window } = given;
    const shape = { dim, layers, heads, window, hidden: given.n_inner ?? 4 * dim };
    return network("gpt2", shape, given.tie_word_embeddings, given.vocab_size);
  }
  if (type !== "llama") throw refused("model_type", type, ["gpt2", "llama"]);
  refuseOther(value, FIXED.llama);
  const given = parseAs(llamaSchema, value, "model", FILE);
  const { hidden_size: dim, intermediate_size: hidden, num_hidden_layers: layers } = given;
  const { num_attention_heads: heads, max_position_embeddings: window } = given;
  const { rope_theta = 10000, rope_type = "default" } = given.rope_parameters ?? {};
  refuseOther({ ...given, rope_theta, rope_type }, {
    ...{ head_dim: [dim / heads, null], rope_theta: [10000] },
    rope_type: ["default"],
  });
  return network(
    "llama",
    { dim, hidden, layers, heads, window, ...groupedHeads(heads, given.num_key_value_heads) },
    given.tie_word_embeddings,
    given.vocab_size,
  );
}

/** Heads of keys and values as a config has them: left out where each head has its own. */
export const groupedHeads = (heads: number, kvHeads: number | null | undefined) =>
  kvHeads === undefined || kvHeads === null || kvHeads === heads ? {} : { kvHeads };

/** A checked network of a form. Throws a UserError of kind "model" where its sizes are beyond those that are known here. */
export function network(
  form: ForeignForm,
  shape: Omit<NetworkConfig, "architecture" | "form">,
  tied: boolean,
  vocabulary: number,
  file = FILE,
): ForeignNetwork {
  const config = { architecture: "transformer", ...shape, form: { ...FORMS[form], tied } };
  return { form, config: parseAs(networkConfigSchema, config, "model", file), vocabulary };
}

function refuseOther(value: unknown, known: Readonly<Record<string, readonly unknown[]>>): void {
  const given: ReadonlyMap<string, unknown> = new Map(Object.entries(Object(value)));
  for (const [name, values] of Object.entries(known)) {
    const said = given.get(name);
    if (said !== undefined && !values.includes(said)) throw refused(name, said, values);
  }
}

function refused(name: string, value: unknown, known: readonly unknown[]): UserError {
  const [told, ...right] = [value, ...known].map((each) => JSON.stringify(each));
  return new UserError("model", `${FILE}: ${name} is ${told}; only ${right.join(" or ")} is known here`);
}
