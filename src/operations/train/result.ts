import type { Checkpoint } from "../../training/checkpoint.ts";

/** A run that has ended, by its budget or because it was told to stop. */
export interface TrainResult {
  out: string;
  /** The model folder that it leaves. */
  model: string;
  checkpoint: Checkpoint;
  /** What can be done with the model, in words, and the words of the command for it. */
  uses: [what: string, command: string[]][];
  /** Words that `export` needs besides the run; undefined where the model is kept without it. */
  exported: string[] | undefined;
}
