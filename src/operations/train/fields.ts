/** The inputs of a training run. */
import type { Fields, Given } from "../../base/fields.ts";
import { type FieldSource, type Schema, schemaOf } from "../../experiment/keys.ts";
import { SWEEP_FIELDS } from "../../experiment/sweep/fields.ts";
import { ARCHITECTURE_FIELDS, NETWORK_FIELDS, PRESETS } from "../../network/config.ts";
import { FORM_INPUT_FIELDS } from "../../network/form.ts";
import { kindOf, TASK_NAMES } from "../../tasks/registry.ts";
import {
  CALLBACK_FIELDS,
  type ChosenCallbacks,
  DEFAULT_CALLBACKS,
} from "../../training/callbacks/callbacks.ts";
import { TRAINING_FIELDS } from "../../training/options.ts";
import type { Values } from "../../training/task.ts";
import { BUDGET_FIELDS } from "./budget.ts";

const RUN_FIELDS = {
  task: {
    type: "choice",
    choices: TASK_NAMES,
    text: "what is learned",
    usual: "label for folders of pictures by class and IDX files, text for other files, else art",
  },
  preset: {
    type: "choice",
    choices: Object.keys(PRESETS),
    text: "model size",
    usual: "small; for texts what suits their size and the machine",
  },
  name: {
    type: "text",
    value: "name",
    text: "run in runs/, and a text's model in models/, by this name",
    usual: "that of the first file",
  },
  out: {
    type: "text",
    value: "folder",
    short: "o",
    text: "run folder, wherever it is; its model is then in it",
    usual: "runs/default, or runs/ and the name",
  },
  resume: { type: "switch", text: "go on from the run folder's checkpoint" },
  allowChanged: {
    type: "list",
    value: "key",
    text: "with --resume: keys that may differ from the run's, such as optimizer.learningRate",
  },
  initFrom: {
    type: "text",
    value: "path",
    text: "start from the weights of a model folder, a run's folder or a checkpoint file",
  },
  like: {
    type: "text",
    value: "folder",
    text: "repeat the run in this folder, in another one; what else is given is changed",
  },
} as const satisfies Fields;

const group = "Several processes (docs/distributed.md):";

/** How many processes train together, which decides nothing of what comes of it. */
export const RANK_FIELDS = {
  distributed: {
    type: "switch",
    group,
    text: "be one of the processes that mpirun started, which train one model together over MPI",
  },
  shardOptimizer: {
    type: "switch",
    group,
    text: "each process keeps what the optimizer does for its share of the matrices alone, in less memory",
  },
  rankTimeout: {
    type: "number",
    above: 0,
    group,
    text: "seconds after which processes that do not answer are given up",
    usual: "1800",
  },
} as const satisfies Fields;

/** What every run takes; a task's own settings come besides (`Kind.fields`). */
export const TRAIN_FIELDS = {
  ...RUN_FIELDS,
  ...RANK_FIELDS,
  ...BUDGET_FIELDS,
  ...TRAINING_FIELDS,
  ...ARCHITECTURE_FIELDS,
  ...NETWORK_FIELDS,
  ...FORM_INPUT_FIELDS,
} as const satisfies Fields;

/** What is to be trained. */
export type TrainInput = Given<typeof TRAIN_FIELDS> & {
  /** Files or folders to learn from. */
  files?: readonly string[];
  /** The task's own settings. */
  settings?: Values;
  /** What accompanies the run besides the usual callbacks, by name, with settings. */
  callbacks?: ChosenCallbacks;
  /** What the run is composed of, and what for, as its folder tells. */
  composed?: Composed;
  /** Share of its budget at which it ends for now, and can go on as if it had not. */
  pause?: number;
};

/** What a run was composed of. */
export interface Composed {
  /** Files of configurations, by group. */
  choices?: Readonly<Record<string, readonly string[]>>;
  /** Words of the command line. */
  overrides?: readonly string[];
  notes?: string | undefined;
}

/** All fields that a configuration has keys for. */
export async function fieldSource(): Promise<FieldSource> {
  const kinds = await Promise.all(TASK_NAMES.map(kindOf));
  return {
    run: TRAIN_FIELDS,
    tasks: Object.fromEntries(kinds.map(({ task, fields }) => [task.name, fields])),
    callbacks: CALLBACK_FIELDS,
    usual: DEFAULT_CALLBACKS,
    sweep: SWEEP_FIELDS,
  };
}

/** The keys of configurations of runs. */
export const trainSchema = async (): Promise<Schema> => schemaOf(await fieldSource());
