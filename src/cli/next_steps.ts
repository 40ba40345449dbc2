import type { TrainResult } from "../operations/train.ts";

/** Columns that commands begin at. */
const LABEL = 25;

/** What a user can do when a run has ended, or was interrupted: lines to show, with commands as they are typed. */
export function nextSteps(
  { out, model, uses, exported }: Omit<TrainResult, "checkpoint">,
  interrupted: boolean,
): string[] {
  const line = (what: string, command: readonly string[]) =>
    `${`to ${what}:`.padEnd(LABEL)}deno task ${command.map(quoted).join(" ")}`;
  const keep = ["export", out, ...exported, "--out", "my-model"];
  if (interrupted) {
    return [
      line("go on exactly there", ["train", "--out", out, "--resume"]),
      line("make a model of it", keep),
    ];
  }
  return [
    `the model is in ${quoted(model)}`,
    ...uses.map(([what, command]) => line(what, command)),
    line("keep it", keep),
  ];
}

/** A word as a shell reads it. */
function quoted(path: string): string {
  return /^[\w./+,:@-]+$/.test(path) ? path : `'${path.replaceAll("'", String.raw`'\''`)}'`;
}
