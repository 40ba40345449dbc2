/** Runs and models that are called by the files that they learn. */
import { basename, dirname, extname, join, resolve } from "node:path";
import { type Kind, RUN_MODEL } from "./kind.ts";

/** Name of the model of drawings that the program brings along. */
export const BUILT_IN = "built-in";

/** Name of what is learned, after the first of its files; "." is called as the folder that it is. */
export function nameOf([first = "-"]: readonly string[]): string {
  const name = first === "-" ? "text" : basename(resolve(first), extname(first));
  return name.replace(/[^\p{L}\p{N}_.-]+/gu, "-").replace(/^[.-]+|[.-]+$/g, "") || "text";
}

/** Where such runs and their models are. */
export const NAMED_PLACES: Pick<Kind, "runFolder" | "modelFolder" | "ownModel"> = {
  runFolder: (files) => join("runs", nameOf(files)),
  modelFolder: (run) => join("models", basename(resolve(run))),
  // A run that is called by its name has its model by that name; one that is elsewhere keeps it.
  ownModel: (run) =>
    dirname(resolve(run)) === resolve("runs") ? join("models", basename(run)) : join(run, RUN_MODEL),
};

/** What a model folder is called by: its name, where it stands among the others. */
export const calledBy = (model: string): string =>
  join("models", basename(model)) === model ? basename(model) : model;
