import * as z from "zod";
import { UserError } from "../base/errors.ts";
import type { Fields } from "../base/fields.ts";
import { shapeOf } from "../base/schema.ts";
import { chosenForm, FORM_FIELDS, type FormInput, type NetworkForm } from "./form.ts";
import type { KindConfig } from "./kind.ts";
import {
  ARCHITECTURE_NAMES,
  type ArchitectureName,
  architectureName,
  networkKind,
  STORED_NAMES,
  type StoredName,
} from "./kinds.ts";
import { type NetworkShape, OPTION_FIELDS, type OptionName, SIZE_FIELDS } from "./sizes.ts";

export type { NetworkForm } from "./form.ts";
export type { NetworkShape } from "./sizes.ts";

/** Sizes of a network that a user may choose. */
export const NETWORK_FIELDS = { ...SIZE_FIELDS, ...OPTION_FIELDS } as const satisfies Fields;

/** The kind of network as a user chooses it. */
export const ARCHITECTURE_FIELDS = {
  architecture: {
    type: "choice",
    choices: ARCHITECTURE_NAMES,
    text: "kind of network",
    usual: "transformer",
  },
} as const satisfies Fields;

const optionShape = shapeOf(OPTION_FIELDS);
/** Of a network that is not of our own form. */
export const formSchema = z.strictObject(shapeOf(FORM_FIELDS));

/** All sizes that every network has, as stored. */
export const networkShapeSchema = z.strictObject(shapeOf(SIZE_FIELDS));

/** What a stored config says besides these sizes; what is not used is left out. */
export const kindShape = {
  architecture: z.literal(STORED_NAMES),
  form: formSchema.optional(),
  kvHeads: optionShape.kvHeads.optional(),
  headDim: optionShape.headDim.optional(),
  experts: optionShape.experts.optional(),
  activeExperts: optionShape.activeExperts.optional(),
  state: optionShape.state.optional(),
  convolution: optionShape.convolution.optional(),
};

/** All that fixes a network but for what it is connected to. */
export const networkConfigSchema = networkShapeSchema.extend(kindShape).superRefine(checkNetwork);
export type NetworkConfig = z.infer<typeof networkConfigSchema>;

/** Sizes that fit each other and the kind of network. */
export function checkNetwork(
  config: KindConfig & { architecture: StoredName },
  context: z.core.$RefinementCtx,
): void {
  const problem = optionProblem(config) ?? headsProblem(config) ??
    networkKind(config.architecture).problem?.(config);
  if (problem === undefined) return;
  context.addIssue({ code: "custom", message: problem.message, path: [problem.name] });
}

/** Heads that share the width evenly, in numbers that kernels take. */
function headsProblem({ dim, heads, headDim }: NetworkShape): ReturnType<typeof optionProblem> {
  if (headDim !== undefined) {
    if (headDim % 8 === 0) return undefined;
    return { name: "headDim", message: `must be a multiple of 8, not ${headDim}` };
  }
  const message = dim % heads !== 0
    ? `dim must be a multiple of heads; ${dim} is none of ${heads}`
    : dim / heads % 8 !== 0
    ? `dim / heads must be a multiple of 8, not ${dim / heads}`
    : undefined;
  return message === undefined ? undefined : { name: "heads", message };
}

/** What a kind of network does not have, lacks, or fixes otherwise. */
function optionProblem(
  config: KindConfig & { architecture: StoredName },
): { name: keyof KindConfig; message: string } | undefined {
  const name = architectureName(config.architecture);
  const kind = networkKind(name);
  for (const option of OPTION_NAMES) {
    const given = config[option] !== undefined;
    if (given && !(option in kind.options)) {
      const takers = ARCHITECTURE_NAMES.filter((other) => option in networkKind(other).options);
      return { name: option, message: isFor(takers, name) };
    }
    if (!given && kind.options[option] !== undefined) {
      return { name: option, message: `is missing; --architecture ${name} has it` };
    }
  }
  if (config.form !== undefined && !kind.formed) {
    return { name: "form", message: isFor(formedNames(), name) };
  }
  for (const [size, right] of sizesIn(kind.fixed?.(config) ?? {})) {
    if (config[size] !== right) {
      return { name: size, message: `is ${right} for --architecture ${name}, not ${config[size]}` };
    }
  }
}

const formedNames = () => ARCHITECTURE_NAMES.filter((name) => networkKind(name).formed);
const isFor = (names: readonly string[], name: string): string =>
  `is for --architecture ${names.join(" or ")}, not ${name}`;

// cast: Object.keys forgets what the names are
const OPTION_NAMES = Object.keys(OPTION_FIELDS) as OptionName[];
const SIZE_NAMES = ["dim", "layers", "heads", "hidden", "window"] as const satisfies (keyof NetworkShape)[];

/** The sizes that are given. */
const sizesIn = (shape: Partial<NetworkShape>) =>
  SIZE_NAMES.flatMap((name) => shape[name] === undefined ? [] : [[name, shape[name]] as const]);

/** What a preset fixes; what it leaves out follows from the width, or is as usual. */
interface Preset {
  layers: number;
  dim: number;
  /** Width of a head. */
  head?: number;
  window?: number;
  /** Tokens of a tokenizer that is fitted for it. */
  vocabulary?: number;
}

const HEAD_DIM = 32, WINDOW = 128;

/**
 * Sizes by one dial, the depth: width 48 a layer, heads of 32, four times as wide inside; then by how many weights there are,
 * and two whose form is another.
 */
export const PRESETS: Readonly<Record<string, Preset>> = {
  nano: { layers: 1, dim: 32 },
  tiny: { layers: 2, dim: 96 },
  small: { layers: 4, dim: 192 },
  medium: { layers: 6, dim: 288 },
  large: { layers: 8, dim: 384 },
  "12M": { layers: 6, dim: 384, head: 64, window: 256, vocabulary: 4096 },
  "33M": { layers: 8, dim: 512, head: 64, window: 256, vocabulary: 8192 },
  "117M": { layers: 12, dim: 768, head: 64, window: 256, vocabulary: 50_257 },
  gpt2: { layers: 12, dim: 768, head: 64, window: 1024, vocabulary: 50_257 },
  llama: { layers: 6, dim: 384, head: 64, window: 256, vocabulary: 4096 },
};

function presetOf(name: string): Preset {
  const preset = PRESETS[name];
  if (preset) return preset;
  throw new UserError("usage", `unknown preset "${name}"; there are ${Object.keys(PRESETS).join(", ")}`);
}

/** Tokens of a tokenizer that is fitted for a preset, where it says so. */
export const presetVocabulary = (preset: string): number | undefined => presetOf(preset).vocabulary;

/** A gate takes a third of the weights: with it, two thirds as many hidden units make a layer as large as without. */
const hiddenOf = (dim: number, form: NetworkForm | undefined): number =>
  form?.activation === "swiglu" ? 32 * Math.ceil(8 * dim / 3 / 32) : 4 * dim;

/**
 * A preset's sizes for a kind of network with some fields overridden; heads and hidden units follow the width, and what only that
 * kind has is as usual, unless they are given.
 */
export function presetShape(
  preset: string,
  overrides: Partial<NetworkShape> = {},
  form?: NetworkForm,
  architecture: StoredName = "transformer",
): NetworkShape {
  const { layers, dim: usual, head = HEAD_DIM, window = WINDOW } = presetOf(preset);
  const dim = overrides.dim ?? usual;
  const kind = networkKind(architecture);
  const options = Object.fromEntries(
    Object.entries(kind.options).filter(([, value]) => value !== undefined),
  );
  const shape = {
    ...{ layers, dim, heads: Math.max(1, Math.round(dim / head)), hidden: hiddenOf(dim, form), window },
    ...options,
  };
  return { ...shape, ...kind.fixed?.({ ...shape, ...overrides }), ...overrides };
}

/** What a user said of a network. */
export interface ChosenNetwork {
  architecture?: ArchitectureName | undefined;
  preset: string;
  sizes?: Partial<NetworkShape>;
  form?: FormInput;
}

/** A config of what was chosen, as far as nothing else was asked for; still to be checked by its schema. */
export function chosenNetwork({ architecture = "transformer", preset, sizes, form = {} }: ChosenNetwork) {
  const { formed } = networkKind(architecture);
  const [part] = Object.keys(form);
  if (!formed && part !== undefined) {
    throw new UserError("usage", `${part} ${isFor(formedNames(), architecture)}`);
  }
  // A preset's form is that of a transformer: others take its sizes alone.
  const parts = formed ? chosenForm(preset, form) : undefined;
  return {
    architecture,
    ...presetShape(preset, sizes, parts, architecture),
    ...parts !== undefined && { form: parts },
  };
}
