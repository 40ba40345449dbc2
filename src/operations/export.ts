/** A trained run as a model folder, or as other programs read it. */
import { basename, join } from "node:path";
import { isFile, isThere } from "../base/files.ts";
import type { Context } from "../base/context.ts";
import { UserError } from "../base/errors.ts";
import { type Fields, filled, type Given } from "../base/fields.ts";
import { readManifest } from "../bundle/folder.ts";
import { type Manifest, MANIFEST_FILE } from "../bundle/manifest.ts";
import { parametersOf } from "../bundle/network.ts";
import { kindOf, loadCheckpoint } from "../tasks/registry.ts";
import { BEST_FILE, CHECKPOINT_FILE } from "../training/loop.ts";
import { type Checkpoint, checkpointParameters } from "../training/checkpoint.ts";
import {
  DEFAULT_RUN,
  FOREIGN_FORMATS,
  type ForeignFormat,
  type ForeignRequest,
  type Kind,
  refuseStrangers,
} from "../tasks/kind.ts";
import type { Values } from "../training/task.ts";
import { refuseItself } from "./models.ts";

/** What every export takes; a task's own settings come besides (`Kind.exportFields`). */
export const EXPORT_FIELDS = {
  out: {
    type: "text",
    value: "folder",
    short: "o",
    text: "model folder to write",
    usual: "weights/default, or models/ and the run's name for texts",
  },
  format: {
    type: "choice",
    choices: ["onnx", ...FOREIGN_FORMATS],
    fallback: "onnx",
    text:
      "onnx: a model folder; of texts also safetensors: a folder for transformers, gguf: a file for llama.cpp, Ollama, LM Studio",
  },
  best: { type: "switch", text: "take the checkpoint of the best validation, not the newest" },
  weights: {
    type: "choice",
    choices: ["float32", "float16"],
    fallback: "float32",
    text: "number format of the weights",
  },
} as const satisfies Fields;

/** Which run is to be exported, and how. */
export type ExportInput = Given<typeof EXPORT_FIELDS> & {
  /** Folder of the run; for other formats than onnx it may be a model folder. */
  run?: string;
  /** What files for other programs call the model; its folder's name unless told. */
  name?: string;
  /** The task's own settings. */
  settings?: Values;
};

export interface ExportResult {
  /** Folder or file that was written. */
  out: string;
  /** What the model folder says of itself; undefined where it is for other programs. */
  manifest: Manifest | undefined;
  /** Steps that the weights were trained for; undefined for a model folder's. */
  step: number | undefined;
}

/** Writes the model as a whole, in the place of one that may be there. */
export async function exportRun(input: ExportInput, context: Context): Promise<ExportResult> {
  const filledIn = filled(EXPORT_FIELDS, input);
  const { run = DEFAULT_RUN, best, weights: weightType, format, settings = {} } = filledIn;
  const name = input.name ?? basename(run);
  if (await isThere(join(run, MANIFEST_FILE))) {
    if (format !== "onnx" && !best) return await convert(run, { out: input.out, name, format, weightType });
    const option = best ? "--best" : "--format onnx";
    throw new UserError("usage", `${run} is a model folder already; ${option} takes a run that trained it`);
  }
  if (await isFile(run)) {
    throw new UserError("usage", `${run} is a file; name the folder of a run, or of a model`);
  }
  const checkpoint = await loadCheckpoint(join(run, best ? BEST_FILE : CHECKPOINT_FILE));
  const kind = await kindOf(checkpoint.task);
  refuseStrangers(settings, kind.exportFields, checkpoint.task);
  const { step } = checkpoint;
  if (format !== "onnx") {
    const out = input.out ?? foreignOut(kind, run, format);
    await foreignOf(kind)({ ...partsOf(checkpoint), name, out, format, weightType });
    return { out, manifest: undefined, step };
  }
  const out = input.out ?? kind.modelFolder(run);
  const manifest = await kind.exportModel({ checkpoint, run, out, weightType, settings }, context);
  return { out, manifest, step };
}

/** Writes a model folder as other programs read it. */
async function convert(
  folder: string,
  asked: Pick<ForeignRequest, "name" | "format" | "weightType"> & { out: string | undefined },
): Promise<ExportResult> {
  const kind = await kindOf((await readManifest(folder)).task);
  const write = foreignOf(kind);
  const out = asked.out ?? foreignOut(kind, folder, asked.format);
  refuseItself(folder, out);
  const { network, model, stored, manifest: { sampling } } = await kind.readModel(folder);
  await write({ network, model, parameters: parametersOf(stored), sampling, ...asked, out });
  return { out, manifest: undefined, step: undefined };
}

const partsOf = (checkpoint: Checkpoint) => ({
  ...{ network: checkpoint.network, model: checkpoint.model },
  parameters: checkpointParameters(checkpoint),
});

/** How a task's models are written for other programs. Throws a UserError of kind "usage" where none would run them. */
function foreignOf({ exportForeign, task }: Kind): (request: ForeignRequest) => Promise<void> {
  if (exportForeign !== undefined) return exportForeign;
  throw new UserError("usage", `no other program runs models of the task ${task.name}: --format onnx alone`);
}

/** Where a model for other programs is written unless told otherwise. */
const foreignOut = (kind: Kind, run: string, format: ForeignFormat): string =>
  kind.modelFolder(run) + (format === "gguf" ? ".gguf" : `-${format}`);
