/** Where in a configuration each field of a run stands: the one table of it. */
import { NETWORK_FIELDS } from "../network/config.ts";
import { FORM_INPUT_FIELDS } from "../network/form.ts";

/** Groups of which there are files to choose from, one of each; those of `experiment` hold whole configurations. */
export const GROUPS = [
  ...["task", "data", "tokenizer", "architecture", "optimizer", "schedule", "engine"],
  ...["callbacks", "experiment"],
] as const;

/** The sections of a configuration, in the order in which they are written. */
export const SECTIONS: readonly string[] = [
  ...["task", "data", "tokenizer", "architecture", "optimizer", "schedule", "training", "engine"],
  ...["callbacks", "run", "sweep"],
];

/** Sections whose names are chosen freely or from a registry, not told by fields. */
export const OPEN: readonly string[] = ["callbacks", "sweep"];

/** Fields by section. A field that has a group's name is the group's `name`; those of networks are of `architecture`. */
const PLACED: Readonly<Record<string, readonly string[]>> = {
  task: ["sketches", "sketchSteps"],
  data: [
    ...["files", "context", "validation", "splitSeed", "promptDropout", "evenDrawings", "maxTokens"],
    ...["side", "patch", "channels", "shift", "mirror", "stretches"],
  ],
  tokenizer: ["vocabulary"],
  architecture: ["preset", "promptLength"],
  optimizer: ["learningRate", "momentum", "momentumKind", "weightDecay", "gradientClip"],
  schedule: ["warmup", "decay", "finalRate"],
  training: [
    ...["steps", "minutes", "epochs", "batchTokens", "accumulate", "dropout", "seed"],
    ...["teacher", "distilWeight", "distilTemperature", "zeros"],
    ...["labelSmoothing", "zLoss", "weigh", "recompute", "evalInterval", "saveInterval"],
  ],
  engine: ["backend", "precision", "workers", "memory", "distributed", "shardOptimizer", "rankTimeout"],
  run: ["name", "out", "initFrom"],
};

/** Fields whose key is not their name. */
const RENAMED: Readonly<Record<string, string>> = { tokenizer: "tokenizer.type", data: "data.corpus" };

/** Fields that only a command line has: they say what to do with a run, not what it is. */
export const LINE_ONLY: readonly string[] = ["resume", "allowChanged", "like"];

/** Keys of which one counts: what gives one takes the others out of what it stands over. */
export const RIVALS: readonly string[] = ["training.steps", "training.minutes", "training.epochs"];

/** The key that gives all sizes of a network: it takes those out of what it stands over. */
export const PRESET = "architecture.preset";
export const sizePaths = (): string[] => Object.keys(NETWORK_FIELDS).map((name) => `architecture.${name}`);

/** Short names of keys on the command line, besides the last part of a path. */
export const SHORT: Readonly<Record<string, string>> = { lr: "optimizer.learningRate" };

const isGroup = (name: string): boolean => GROUPS.some((group) => group === name);

/** The key of a field; undefined for one that has no place yet. */
export function placeOf(name: string): string | undefined {
  if (Object.hasOwn(RENAMED, name)) return RENAMED[name];
  if (isGroup(name)) return `${name}.name`;
  if (Object.hasOwn(NETWORK_FIELDS, name) || Object.hasOwn(FORM_INPUT_FIELDS, name)) {
    return `architecture.${name}`;
  }
  const section = Object.keys(PLACED).find((each) => PLACED[each]?.includes(name));
  return section && `${section}.${name}`;
}
