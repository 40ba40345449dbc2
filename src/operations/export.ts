/** A trained run as a model folder. */
import { join } from "node:path";
import type { Context } from "../base/context.ts";
import { type Fields, filled, type Given } from "../base/fields.ts";
import type { Manifest } from "../bundle/manifest.ts";
import { kindOf, loadCheckpoint } from "../tasks/registry.ts";
import { BEST_FILE, CHECKPOINT_FILE } from "../training/loop.ts";
import { DEFAULT_RUN, refuseStrangers } from "../tasks/kind.ts";
import type { Values } from "../training/task.ts";

/** What every export takes; a task's own settings come besides (`Kind.exportFields`). */
export const EXPORT_FIELDS = {
  out: {
    type: "text",
    value: "folder",
    short: "o",
    text: "model folder to write",
    usual: "weights/default, or models/ and the run's name for texts",
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
  /** Folder of the run. */
  run?: string;
  /** The task's own settings. */
  settings?: Values;
};

export interface ExportResult {
  out: string;
  manifest: Manifest;
  /** Steps that the weights were trained for. */
  step: number;
}

/** Writes the model folder as a whole, in the place of one that may be there. */
export async function exportRun(input: ExportInput, context: Context): Promise<ExportResult> {
  const { run = DEFAULT_RUN, best, weights: weightType, settings = {} } = filled(EXPORT_FIELDS, input);
  const checkpoint = await loadCheckpoint(join(run, best ? BEST_FILE : CHECKPOINT_FILE));
  const kind = await kindOf(checkpoint.task);
  refuseStrangers(settings, kind.exportFields, checkpoint.task);
  const out = input.out ?? kind.modelFolder(run);
  const manifest = await kind.exportModel({ checkpoint, run, out, weightType, settings }, context);
  return { out, manifest, step: checkpoint.step };
}
