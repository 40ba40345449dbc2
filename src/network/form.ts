/** How a transformer is built: ours, as published ones are, or mixed. */
import type { Fields, Given, Whole } from "../base/fields.ts";

/** How a transformer is built, where it is not ours (squared ReLU, norms without gains, no biases, a head of its own). */
export const FORM_FIELDS = {
  norm: {
    type: "choice",
    choices: ["rms", "rms-gain", "layer"],
    text:
      "rms: RMSNorm without gains, also of the input; rms-gain: with gains (eps 1e-6); layer: LayerNorm (eps 1e-5)",
  },
  activation: { type: "choice", choices: ["relu2", "gelu", "swiglu"], text: "of the feed-forward layer" },
  positions: {
    type: "choice",
    choices: ["round", "learned", "rotary", "alibi"],
    text:
      "round: rows counted round and round the window, and the token before; learned: a row for each place; rotary; alibi",
  },
  biases: { type: "switch", text: "biases of the layers' linear maps" },
  tied: { type: "switch", text: "logits by the token embedding instead of a head" },
} as const satisfies Fields;
export type NetworkForm = Whole<typeof FORM_FIELDS>;

/** Forms by name. */
export const FORMS = {
  own: { norm: "rms", activation: "relu2", positions: "round", biases: false, tied: false },
  gpt2: { norm: "layer", activation: "gelu", positions: "learned", biases: true, tied: true },
  llama: { norm: "rms-gain", activation: "swiglu", positions: "rotary", biases: false, tied: false },
} as const satisfies Record<string, NetworkForm>;
export type FormName = keyof typeof FORMS;
export const FORM_NAMES = ["own", "gpt2", "llama"] as const satisfies readonly FormName[];

/** Presets whose sizes are made for a form. */
const FORM_OF_PRESET: Readonly<Record<string, FormName>> = { gpt2: "gpt2", llama: "llama" };

const YES_OR_NO = { type: "choice", choices: ["yes", "no"], usual: "that of the form" } as const;

/** A form and parts of it as a user chooses them. */
export const FORM_INPUT_FIELDS = {
  form: {
    type: "choice",
    choices: FORM_NAMES,
    text: "how the network is built: own, or as GPT-2 or Llama are",
    usual: "own, or that of the preset",
  },
  norm: { ...FORM_FIELDS.norm, usual: "that of the form" },
  activation: { ...FORM_FIELDS.activation, usual: "that of the form" },
  positions: { ...FORM_FIELDS.positions, usual: "that of the form" },
  biases: { ...YES_OR_NO, text: FORM_FIELDS.biases.text },
  tied: { ...YES_OR_NO, text: FORM_FIELDS.tied.text },
} as const satisfies Fields;
export type FormInput = Given<typeof FORM_INPUT_FIELDS>;

/** The form of a config, which says nothing of ours. */
export const formOf = ({ form }: { form?: NetworkForm | undefined }): NetworkForm => form ?? FORMS.own;

/** The form that was chosen, as a config has it: undefined where it is ours. */
export function chosenForm(preset: string, input: FormInput): NetworkForm | undefined {
  const base: NetworkForm = FORMS[input.form ?? FORM_OF_PRESET[preset] ?? "own"];
  const { norm = base.norm, activation = base.activation, positions = base.positions } = input;
  const said = (name: "biases" | "tied") => input[name] === undefined ? base[name] : input[name] === "yes";
  const form: NetworkForm = { norm, activation, positions, biases: said("biases"), tied: said("tied") };
  return JSON.stringify(form) === JSON.stringify(FORMS.own) ? undefined : form;
}
