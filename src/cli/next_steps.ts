import { join } from "node:path";
import { DEFAULT_CORPUS } from "../data/store/store.ts";

/** A run of training that has ended. */
export interface EndedRun {
  /** Its folder. */
  out: string;
  /** Its corpus. */
  data: string;
  /** A word that its model knows. */
  word: string;
}

/** What a user can do when a run has ended, or was interrupted: lines to show, with commands as they are typed. */
export function nextSteps({ out, data, word }: EndedRun, interrupted: boolean): string[] {
  const model = quoted(join(out, "bundle"));
  const corpus = data === DEFAULT_CORPUS ? "" : ` --data ${quoted(data)}`;
  const keep = `deno task export ${quoted(out)}${corpus} --out my-model`;
  if (interrupted) {
    return [
      `to go on exactly there:  deno task train --out ${quoted(out)} --resume`,
      `to make a model of it:   ${keep}`,
    ];
  }
  return [
    `the model is in ${model}`,
    `to draw with it:         deno task start ${quoted(word)} --model ${model}`,
    `to judge it:             deno task eval --model ${model}${corpus} --report report.html`,
    `to keep it:              ${keep}`,
  ];
}

/** A word as a shell reads it. */
function quoted(path: string): string {
  return /^[\w./+,:@-]+$/.test(path) ? path : `'${path.replaceAll("'", String.raw`'\''`)}'`;
}
