/** What other programs call the tensors of the networks that they know. */
import type { NetworkConfig } from "../../../network/config.ts";
import { formOf, FORMS } from "../../../network/form.ts";
import { architectureName } from "../../../network/kinds.ts";
import { UserError } from "../../../base/errors.ts";

/** Forms of networks that other programs compute. */
export type ForeignForm = "gpt2" | "llama";

/** How weights are stored elsewhere. */
export type Layout = "safetensors" | "gguf";

/** The tensors of a form in a layout. */
export interface Naming {
  /** Names without ".weight" and ".bias" of our parameters without ".gain" and ".bias"; "{}" stands for the layer. */
  names: Readonly<Record<string, string>>;
  /** Whether the layers' matrices lie [in, out], as ours do; the head never does. */
  asOurs: boolean;
  /** Whether queries and keys are turned by neighbouring numbers, not by numbers half a head apart. */
  neighbours: boolean;
  /** What comes before all names but that of the head; in some files it is missing. */
  prefix: string;
  /** Tensors that hold nothing that is learned. */
  ignored: RegExp;
}

const GGUF_NAMES = {
  ...{ tokens: "token_embd", places: "position_embd", norm: "output_norm", head: "output" },
  ...{ norm1: "blk.{}.attn_norm", norm2: "blk.{}.ffn_norm", out: "blk.{}.attn_output" },
  ...{ up: "blk.{}.ffn_up", gate: "blk.{}.ffn_gate", down: "blk.{}.ffn_down" },
} as const;
const NOTHING = /^\b$/;

export const NAMINGS: Readonly<Record<Layout, Readonly<Record<ForeignForm, Naming>>>> = {
  safetensors: {
    gpt2: {
      names: {
        ...{ tokens: "wte", places: "wpe", norm: "ln_f", head: "lm_head" },
        ...{ norm1: "h.{}.ln_1", qkv: "h.{}.attn.c_attn", out: "h.{}.attn.c_proj" },
        ...{ norm2: "h.{}.ln_2", up: "h.{}.mlp.c_fc", down: "h.{}.mlp.c_proj" },
      },
      ...{ asOurs: true, neighbours: false, prefix: "transformer.", ignored: /\.attn\.(masked_)?bias$/ },
    },
    llama: {
      names: {
        ...{ tokens: "embed_tokens", norm: "norm", head: "lm_head" },
        ...{ norm1: "layers.{}.input_layernorm", norm2: "layers.{}.post_attention_layernorm" },
        ...{ q: "layers.{}.self_attn.q_proj", k: "layers.{}.self_attn.k_proj" },
        ...{ v: "layers.{}.self_attn.v_proj", out: "layers.{}.self_attn.o_proj" },
        ...{ up: "layers.{}.mlp.up_proj", gate: "layers.{}.mlp.gate_proj", down: "layers.{}.mlp.down_proj" },
      },
      ...{ asOurs: false, neighbours: false, prefix: "model.", ignored: /\.rotary_emb\.inv_freq$/ },
    },
  },
  gguf: {
    gpt2: {
      names: { ...GGUF_NAMES, qkv: "blk.{}.attn_qkv" },
      ...{ asOurs: false, neighbours: false, prefix: "", ignored: NOTHING },
    },
    llama: {
      names: { ...GGUF_NAMES, q: "blk.{}.attn_q", k: "blk.{}.attn_k", v: "blk.{}.attn_v" },
      ...{ asOurs: false, neighbours: true, prefix: "", ignored: NOTHING },
    },
  },
};

/** The form that others know a network by. Throws a UserError of kind "usage" where there is none. */
export function foreignForm(
  { architecture, form, kvHeads, headDim }: Pick<
    NetworkConfig,
    "architecture" | "form" | "kvHeads" | "headDim"
  >,
): ForeignForm {
  const remedy = "runs nowhere else; train one with --form llama or --form gpt2";
  const kind = architectureName(architecture);
  if (kind !== "transformer") throw new UserError("usage", `a network of the kind ${kind} ${remedy}`);
  if (headDim !== undefined) {
    throw new UserError("usage", `a network whose heads have a width of their own (${headDim}) ${remedy}`);
  }
  const parts = Object.entries(formOf({ form })).filter(([part]) => part !== "tied");
  for (const name of ["llama", "gpt2"] as const) {
    const known: ReadonlyMap<string, unknown> = new Map(Object.entries(FORMS[name]));
    if (!parts.every(([part, value]) => known.get(part) === value)) continue;
    if (name === "llama" || kvHeads === undefined) return name;
    throw new UserError(
      "usage",
      "a network of GPT-2's form whose heads share keys runs nowhere else; Llama's may",
    );
  }
  const told = parts.map(([part, value]) => `${part} ${value}`).join(", ");
  throw new UserError("usage", `a network of this form (${told}) ${remedy}`);
}
