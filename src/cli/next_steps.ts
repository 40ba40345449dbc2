import { shellWord } from "../base/shell.ts";
import type { TrainResult } from "../operations/train.ts";
import type { Checkpoint } from "../training/checkpoint.ts";

/** Columns that commands begin at. */
const LABEL = 25;

/** What a user can do when a run has ended, or was interrupted: lines to show, with commands as they are typed. */
export function nextSteps(
  { out, model, uses, exported, checkpoint }: Omit<TrainResult, "checkpoint"> & {
    checkpoint: Pick<Checkpoint, "step">;
  },
  interrupted: boolean,
): string[] {
  const line = (what: string, command: readonly string[]) =>
    `${`to ${what}:`.padEnd(LABEL)}${program(command).map(shellWord).join(" ")}`;
  const keep = (what: string) =>
    exported === undefined ? [] : [line(what, ["export", out, ...exported, "--out", "my-model"])];
  const use = [`the model is in ${shellWord(model)}`, ...uses.map(([what, command]) => line(what, command))];
  if (!interrupted) return [...use, ...keep("keep it")];
  const goOn = line("go on exactly there", ["train", "--out", out, "--resume"]);
  // Before the first step there is no model.
  if (checkpoint.step === 0) return [goOn];
  return [
    goOn,
    ...exported === undefined ? use : keep("make a model of it"),
  ];
}

/** A command of the program as it is run here; "start" is the task of those that have no task of their own. */
export function program(command: readonly string[]): string[] {
  if (!Deno.build.standalone) return ["deno", "task", ...command];
  return ["ascii-gen", ...command[0] === "start" ? command.slice(1) : command];
}
