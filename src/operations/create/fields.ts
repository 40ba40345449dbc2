/** The inputs of making a model of a description. */
import type { Fields, Given } from "../../base/fields.ts";
import { NETWORK_FIELDS } from "../../network/config.ts";
import { FORM_INPUT_FIELDS } from "../../network/form.ts";
import { LEAST_CHARACTERS, planSchema } from "../../synthesis/plan.ts";
import { TEXT_FIELDS } from "../../tasks/text/settings.ts";
import { TRAINING_FIELDS } from "../../training/options.ts";

/** Sizes of models that a plan may have. */
export const SIZES = planSchema.shape.model.shape.size.options;
export type Size = typeof SIZES[number];

/** Where texts come from. */
export const DATA_SOURCES = ["template", "ollama", "files"] as const;

/** What says which model it shall be: each is of the plan. */
export const PLAN_FIELDS = {
  size: {
    type: "choice",
    choices: SIZES,
    text: "weights: nano takes minutes, 12M an hour, 33M many, 117M days",
    usual: "nano",
  },
  data: {
    type: "choice",
    choices: DATA_SOURCES,
    text:
      "where texts come from: templates filled with words of the description, a model that Ollama runs, or files that are named",
    usual: "template",
  },
  model: {
    type: "text",
    value: "name",
    text: "model of Ollama that writes the texts",
    usual: "the only one that it has",
  },
  host: {
    type: "text",
    value: "url",
    text: "where Ollama answers",
    usual: "OLLAMA_HOST, or http://127.0.0.1:11434",
  },
  minutes: { type: "number", above: 0, text: "minutes of training", usual: "that of the size" },
  characters: {
    type: "integer",
    least: LEAST_CHARACTERS,
    text: "characters of text to make, about",
    usual: "what suits the size and the minutes",
  },
  form: {
    ...FORM_INPUT_FIELDS.form,
    text: "how the network is built; llama and gpt2 are what other programs run",
    choices: ["llama", "gpt2", "plain"],
    usual: "llama",
  },
  name: {
    type: "text",
    value: "name",
    text: "what the model is called",
    usual: "a few words of the description",
  },
  seed: { ...TRAINING_FIELDS.seed, text: "seed of the texts and of training" },
  initFrom: {
    type: "text",
    value: "path",
    text:
      "begin with this model: a model folder, a checkpoint file, a folder of transformers (safetensors) or a GGUF file",
  },
} as const satisfies Fields;

/** What says where it is and how far it goes. */
export const PLACE_FIELDS = {
  plan: {
    type: "text",
    value: "file",
    text: "make what this plan says (YAML, by --plan-only), in the place of a description",
  },
  out: {
    type: "text",
    value: "folder",
    short: "o",
    text: "folder for plan, texts, training and result",
    usual: "runs/ and the name",
  },
  planOnly: { type: "switch", text: "write the plan to the folder and end; it can be edited, then --plan" },
} as const satisfies Fields;

const { steps, minutes: _minutes, seed: _seed, ...training } = TRAINING_FIELDS;
const { form: _form, ...parts } = FORM_INPUT_FIELDS;

/** What training takes besides, whatever it learns, as `train` does: it stands over what comes of the plan. */
export const RUN_OVERRIDES = { steps, ...training, ...NETWORK_FIELDS, ...parts } as const satisfies Fields;
/** All of that, with what is of texts. */
export const OVERRIDE_FIELDS = { ...RUN_OVERRIDES, ...TEXT_FIELDS } as const satisfies Fields;

export type PlanInput = Given<typeof PLAN_FIELDS>;
export type Overrides = Given<typeof OVERRIDE_FIELDS>;

/** What is to be made. */
export type CreateInput = PlanInput & Given<typeof PLACE_FIELDS> & {
  /** In words, such as "a fun GPT that writes cooking recipes". */
  description?: string | undefined;
  /** Files and folders of texts. */
  paths?: readonly string[];
  overrides?: Overrides;
};
