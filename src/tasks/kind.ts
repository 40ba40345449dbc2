/** What every task brings along, so that one trainer, one export and one way to round serve all of them. */
import type { Context } from "../base/context.ts";
import { UserError } from "../base/errors.ts";
import type { Fields } from "../base/fields.ts";
import type { Manifest, UsualSampling } from "../bundle/manifest.ts";
import type { NetworkContent, StoredNetwork } from "../bundle/network.ts";
import type { NetworkConfig, NetworkShape } from "../network/config.ts";
import type { FormInput } from "../network/form.ts";
import type { ArchitectureName } from "../network/kinds.ts";
import type { Parameters } from "../network/parameters.ts";
import type { WeightType } from "../onnx/tensor.ts";
import type { Checkpoint } from "../training/checkpoint.ts";
import type { TrainingOptions } from "../training/options.ts";
import type { Prepared, Task, Teacher, Values } from "../training/task.ts";

/** A model without its weights: what a checkpoint keeps of it. */
export interface ModelParts {
  network: NetworkConfig;
  model: Values;
}

/** What a run is to learn. */
export interface PrepareRequest {
  /** The task's own settings, as far as they were given. */
  settings: Values;
  /** Files or folders that were named. */
  files: readonly string[];
  /** A preset of sizes, some of which may be given. */
  preset: string;
  sizes: Partial<NetworkShape>;
  /** The kind of network; a transformer unless told otherwise. */
  architecture?: ArchitectureName | undefined;
  /** How the network is built, as far as it was told. */
  form?: FormInput;
  /** What a run has to work with, where neither preset nor sizes were named: a task may choose by it. */
  means?: { minutes: number; cores: number; backend: TrainingOptions["backend"] } | undefined;
  /** Folder of the run, where a task keeps what it works out. */
  folder?: string | undefined;
  /** Digest that the data of a run that goes on must have. */
  digest?: string | undefined;
  /** The model that a run goes on with; sizes and form have no say then. */
  from?: ModelParts | undefined;
}

/** A run that is about to train. */
export interface BegunRun<Plan = unknown> {
  out: string;
  prepared: Prepared<Plan>;
  /** The task's own settings, as far as they were given. */
  settings: Values;
  seed: number;
}

/** What accompanies a run. */
export interface Companion {
  /** Makes a model folder of a checkpoint, and returns lines that show what it can do. */
  saved(checkpoint: Checkpoint, folder: string): Promise<string[]>;
  /** What can be done with a model folder, in words, and the words of the command for it. */
  uses(model: string): [what: string, command: string[]][];
  /** Words that \`export\` needs for this run; undefined where the model is kept without it. */
  exported: string[] | undefined;
}

/** How a trained state becomes a model folder. */
export interface ExportRequest {
  checkpoint: Checkpoint;
  /** Folder of the run. */
  run: string;
  out: string;
  weightType: WeightType;
  settings: Values;
}

/** What other programs read: the library transformers, llama.cpp. */
export const FOREIGN_FORMATS = ["safetensors", "gguf"] as const;
export type ForeignFormat = typeof FOREIGN_FORMATS[number];

/** A model that is to be written for other programs. */
export interface ForeignRequest extends ModelParts {
  parameters: Parameters;
  /** What it is called. */
  name: string;
  /** As its manifest says. */
  sampling?: UsualSampling | undefined;
  /** Folder or file, as the format has it. */
  out: string;
  format: ForeignFormat;
  weightType: WeightType;
}

/** Other weights for a model, and how they are stored (`NetworkContent`). */
export interface Rewritten extends Pick<NetworkContent, "parameters" | "weightType" | "quantisation"> {
  /** The network that they are of, where it is another. */
  network?: NetworkConfig;
  /** What is told of how they were made, where that is more than before. */
  training?: Values;
}

/** A model folder, to begin with its weights or to write it with another number format. */
export interface ReadModel extends ModelParts {
  stored: StoredNetwork;
  manifest: Manifest;
  /** Writes it anew with other weights. */
  rewrite(out: string, weights: Rewritten): Promise<Manifest>;
}

/** Where in a run's folder its model is, unless that is kept elsewhere. */
export const RUN_MODEL = "bundle";

/** The run folder where nothing names another. */
export const DEFAULT_RUN = "runs/default";

/** Throws a UserError of kind "usage" for a setting that is none of a task's `fields`. */
export function refuseStrangers(settings: Values, fields: Fields, task: string): void {
  const stranger = Object.keys(settings).find((name) => !Object.hasOwn(fields, name));
  if (stranger !== undefined) throw new UserError("usage", `${stranger} is no setting of the task ${task}`);
}

/** The error for data that a run cannot go on with, of other digests. */
export const changedData = (data: unknown, before: string, now: string): UserError =>
  new UserError(
    "corpus",
    `${data} has changed since the checkpoint (sha256 ${before.slice(0, 12)} → ${now.slice(0, 12)}); ` +
      "resume with the same data, allow others by --allow-changed data.files, or use --init-from",
  );

/** A task as the program knows it; what accompanies its runs may know the plan as `Begun`. */
export interface Kind<Plan = unknown, Begun = unknown> {
  readonly task: Task<Plan>;
  /** Its own settings of a run and of an export, which are flags of these commands. */
  readonly fields: Fields;
  readonly exportFields: Fields;
  /** Settings that may change when a run goes on. */
  readonly free: readonly string[];
  /** Training options that suit this task better than the usual ones. */
  readonly usual?: Partial<TrainingOptions>;
  /** Whether files that were named are what it learns; what no task says so of is text. */
  recognises?(files: readonly string[]): Promise<boolean>;
  /** Where a run of some files is, unless told otherwise. */
  runFolder(files: readonly string[]): string;
  /** Where a run leaves its model at each checkpoint. */
  ownModel(run: string): string;
  /** Where a run's model is exported to unless told otherwise. */
  modelFolder(run: string): string;
  prepare(request: PrepareRequest, context: Context): Promise<Prepared<Plan>>;
  /** What another network of the same model is told at the positions of a run's sequences (`Teacher`). */
  connected(prepared: Prepared<Plan>, network: NetworkConfig): Pick<Teacher<Plan>, "ports" | "plan">;
  begin(run: BegunRun<Begun>, context: Context): Promise<Companion>;
  exportModel(request: ExportRequest, context: Context): Promise<Manifest>;
  readModel(folder: string): Promise<ReadModel>;
  /** Writes a model for other programs, where some run such models. */
  exportForeign?(request: ForeignRequest): Promise<void>;
}
