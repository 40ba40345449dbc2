/** Runs composed of files of configuration and of what a command line says. */
import { basename, dirname, join, resolve } from "node:path";
import { UserError } from "../../base/errors.ts";
import { isFile, isThere } from "../../base/files.ts";
import { compose, type Composition, valuesOf } from "../../experiment/compose.ts";
import { type ConfigFile, type ConfigFolder, configFolders } from "../../experiment/folders.ts";
import { variableOf } from "../../experiment/interpolate.ts";
import type { Key, Schema } from "../../experiment/keys.ts";
import { LINE_ONLY } from "../../experiment/places.ts";
import type { Plain } from "../../experiment/tree.ts";
import type { TaskOfFiles } from "../../experiment/validate.ts";
import { taskOf } from "../../tasks/registry.ts";
import type { Values } from "../../training/task.ts";
import { type TrainInput, trainSchema } from "./fields.ts";

/** Name of the configuration in a run's folder. */
export const CONFIG_FILE = "config.yaml";

/** A configuration of a run, and the keys that it may have. */
export interface ComposedRun {
  composition: Composition;
  schema: Schema;
}

/** What is given besides files of configuration: it wins over them. */
export interface GivenRun {
  /** Fields of runs. */
  given: TrainInput;
  /** Settings of tasks. */
  settings?: Values;
  files?: readonly string[];
  source?: ConfigSource;
}

/** Where a configuration is composed from, if not from this machine's files by whoever may read them all. */
export interface ConfigSource {
  folders: readonly ConfigFolder[];
  /** What all begins with. */
  base?: ConfigFile;
  taskOfFiles: TaskOfFiles;
}

/** Composes the configuration of a run; nothing of it is done. Throws a UserError of one line for whatever is wrong. */
export async function composeTrain(
  overrides: readonly string[],
  { given, settings = {}, files = [], source }: GivenRun = { given: {} },
): Promise<ComposedRun> {
  const schema = await trainSchema();
  const { like } = given;
  const base = source?.base ?? (like === undefined ? undefined : await configOf(like));
  const flags = Object.fromEntries(
    Object.entries({ ...given, ...settings }).filter(([name]) => !LINE_ONLY.includes(name)),
  );
  // cast: fields have plain values.
  const plain = flags as Record<string, Plain | undefined>;
  const { resume = false, callbacks } = given;
  const request = {
    ...{
      overrides,
      schema,
      folders: source?.folders ?? await configFolders(),
      base,
      flags: plain,
      files,
      callbacks,
    },
    // A run that goes on has its task.
    isTaskTold: !resume,
    taskOfFiles: source?.taskOfFiles ?? taskOf,
  };
  return { composition: await compose(request), schema };
}

/** The folder of a run that is named by it, or by the configuration in it. */
export const folderOf = (run: string): string => run.endsWith(".yaml") ? dirname(run) : run;

/** The configuration in a run's folder, or the file itself. */
async function configOf(run: string): Promise<string> {
  const path = run.endsWith(".yaml") ? run : join(run, CONFIG_FILE);
  if (await isFile(path)) return path;
  throw new UserError("usage", `--like ${run}: there is no ${path}; name the folder of a run that has one`);
}

/**
 * What is to be trained by a configuration. `variable` reads the environment, for secrets. Throws a UserError of kind "usage"
 * for one of a sweep that leaves open which run is meant, and "environment" for a variable that is not set.
 */
export async function trainInput(
  { composition, schema }: ComposedRun,
  overrides: readonly string[],
  given: TrainInput,
  variable: (name: string) => string | undefined,
): Promise<TrainInput> {
  const open = composition.swept.filter(({ isSettled }) => !isSettled).map(({ name }) => name);
  if (open.length > 0) {
    const words = open.map((name) => `${name}=…`).join(" ");
    throw new UserError(
      "usage",
      `this experiment sweeps over ${open.join(", ")}: for one run of it say ${words}`,
    );
  }
  const { run, settings, files, callbacks, notes } = valuesOf(
    composition,
    schema,
    (key, written) => secretOf(key, written, variable),
  );
  const input: Record<string, unknown> = {
    ...run,
    settings,
    ...files !== undefined && { files },
    ...callbacks !== undefined && { callbacks },
    composed: { choices: composition.choices, overrides, notes },
  };
  for (const name of LINE_ONLY) if (Object.hasOwn(given, name)) input[name] = Reflect.get(given, name);
  if (given.like !== undefined && run["name"] === undefined && run["out"] === undefined) {
    input["out"] = await anotherFolder(given.like);
  }
  // cast: the schema is made of the fields of TrainInput, and each value was checked against its field.
  return input as TrainInput;
}

function secretOf({ path }: Key, written: Plain, variable: (name: string) => string | undefined): Plain {
  const name = variableOf(written);
  const value = name === undefined ? undefined : variable(name);
  if (value !== undefined) return value;
  throw new UserError("environment", `${path}: the variable ${name} is not set`);
}

/** A folder beside a run's that is not there yet: runs/notes-2. */
async function anotherFolder(run: string): Promise<string> {
  const folder = folderOf(run);
  for (let n = 2;; n++) {
    const path = join(dirname(folder), `${basename(resolve(folder))}-${n}`);
    if (!await isThere(path)) return path;
  }
}
