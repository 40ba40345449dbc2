/** Models by name: which there are, and which one is meant. */
import { basename, dirname, join, resolve } from "node:path";
import { isFile, isFolder } from "../base/files.ts";
import { UserError } from "../base/errors.ts";
import { readManifest } from "../bundle/folder.ts";
import { MANIFEST_FILE } from "../bundle/manifest.ts";
import { parameterSpecs } from "../network/architectures.ts";
import { parameterCount } from "../network/parameters.ts";
import { RUN_MODEL } from "../tasks/kind.ts";
import { NAMED_PLACES } from "../tasks/named.ts";
import { readHead } from "../tasks/art/bundle/read.ts";
import { readLabelHead } from "../tasks/label/bundle.ts";
import { readTextHead } from "../tasks/text/bundle.ts";

/** Folders of models where nothing else is told. A program adds the user's data folder. */
export const MODEL_PLACES: readonly string[] = ["models", "weights", "."];
/** Folder of runs. */
const RUNS = "runs";

/** A model that was found. */
export interface FoundModel {
  /** The name of its folder, or of the run that it is in. */
  name: string;
  path: string;
  /** What it does: "text", "art" or "label". */
  task: string;
  /** Of all its files, in bytes. */
  size: number;
  /** Weights of its network; undefined where the folder is damaged. */
  parameters: number | undefined;
  /** When it was made: ISO 8601, UTC. */
  created: string;
}

/** Which models are looked for, and where. */
export interface ModelSearch {
  /** Only models of this task. */
  task?: string | undefined;
  /** Folders that hold model folders, or are one; `models`, `weights` and the current folder unless told otherwise. */
  places?: readonly string[] | undefined;
}

/** Throws a UserError of kind "usage" for a folder to write that is the model itself. */
export function refuseItself(model: string, out: string): void {
  if (resolve(model) !== resolve(out)) return;
  throw new UserError("usage", `--out ${out} is the model itself, which would be lost; name another`);
}

/** All models in the places, and in runs that were not exported by the same name; in this order, by name within each. */
export async function listModels(
  { task, places = MODEL_PLACES }: ModelSearch = {},
): Promise<FoundModel[]> {
  const candidates: [name: string, path: string][] = [];
  for (const place of places) {
    candidates.push([basename(await realPath(place)), place]);
    for (const name of await foldersIn(place)) candidates.push([name, join(place, name)]);
  }
  const runs: typeof candidates = (await foldersIn(RUNS)).map((name) => [name, join(RUNS, name, RUN_MODEL)]);
  const found: FoundModel[] = [], paths = new Set<string>();
  for (const [name, path] of [...candidates, ...runs]) {
    const real = await realPath(path);
    const isRun = runs.some(([, run]) => run === path);
    if (paths.has(real) || (isRun && found.some((model) => model.name === name))) continue;
    const model = await describe(name, path, task);
    if (model === undefined) continue;
    paths.add(real);
    found.push(model);
  }
  return found;
}

/**
 * The folder of the model that is meant: a folder, a file of it, the folder of a run, or a name; without any, the only one
 * that there is. Throws a UserError of kind "model" that says what there is and where it was looked for.
 */
export async function findModel(model: string | undefined, search: ModelSearch = {}): Promise<string> {
  const { places = MODEL_PLACES } = search;
  if (model === undefined) return await onlyModel(search);
  const ways = [
    ...[model, join(model, RUN_MODEL), NAMED_PLACES.ownModel(model)],
    ...places.map((place) => join(place, model)),
    join(RUNS, model, RUN_MODEL),
  ];
  for (const path of ways) if (await isFile(join(path, MANIFEST_FILE))) return path;
  if (await isFile(model)) {
    if (await isFile(join(dirname(model), MANIFEST_FILE))) return dirname(model);
    throw new UserError("model", `${model} is a file, and beside it is no ${MANIFEST_FILE} of a model`);
  }
  if (await isFolder(model)) {
    throw new UserError("model", `${model} is no model folder: ${MANIFEST_FILE} is missing`);
  }
  const found = await listModels(search);
  throw new UserError("model", `there is no model ${JSON.stringify(model)}; ${tell(found, places)}`);
}

async function onlyModel(search: ModelSearch): Promise<string> {
  const found = await listModels(search);
  const [only, ...others] = found;
  const { task, places = MODEL_PLACES } = search;
  const what = task === "text" ? "language model" : task === "label" ? "model that labels pictures" : "model";
  if (only === undefined) {
    const train = Deno.build.standalone ? "ascii-gen train" : "deno task train";
    throw new UserError(
      "model",
      `there is no ${what} (${whereIn(places)}); make one of ${
        task === "label" ? `pictures: ${train} pictures/` : `a text: ${train} notes.txt`
      }`,
    );
  }
  if (others.length === 0) return only.path;
  throw new UserError("model", `say which ${what}, such as: --model ${only.name}; ${tell(found, places)}`);
}

/** What there is and where it was looked for, within a line. */
function tell(found: readonly FoundModel[], places: readonly string[]): string {
  if (found.length === 0) return `there is none (${whereIn(places)})`;
  const names = found.map(({ name, path }) => basename(path) === name ? path : `${name} (${path})`);
  const shown = names.length > 8 ? [...names.slice(0, 8), `${names.length - 8} more`] : names;
  return `there ${found.length === 1 ? "is" : "are"} ${shown.join(", ")} (${whereIn(places)})`;
}

/** Where models were looked for, in words. */
export const whereIn = (places: readonly string[]): string =>
  `looked in ${[...places, RUNS].map((place) => place === "." ? "the current folder" : place).join(", ")}`;

/** A folder as a model; undefined where it is none, or none of the task. */
async function describe(
  name: string,
  path: string,
  task: string | undefined,
): Promise<FoundModel | undefined> {
  if (!await isFile(join(path, MANIFEST_FILE))) return undefined;
  const manifest = await readManifest(path).catch(() => undefined);
  if (manifest === undefined || (task !== undefined && manifest.task !== task)) return undefined;
  const size = Object.values(manifest.files).reduce((sum, { size }) => sum + size, 0);
  const parameters = await weightsOf(path, manifest.task).catch((error) => {
    if (error instanceof UserError) return undefined;
    throw error;
  });
  return { name, path, task: manifest.task, size, parameters, created: manifest.created };
}

async function weightsOf(path: string, task: string): Promise<number> {
  const read = task === "art" ? readHead : task === "label" ? readLabelHead : readTextHead;
  const { ports, config } = await read(path);
  return parameterCount(parameterSpecs(ports, config));
}

/** Names of the folders in a folder, in order; none where there is no such folder. Hidden ones are left out. */
async function foldersIn(path: string): Promise<string[]> {
  const names: string[] = [];
  try {
    for await (const { name, isFile } of Deno.readDir(path)) {
      if (!isFile && !name.startsWith(".")) names.push(name);
    }
  } catch {
    // It is not there, or not to be read.
  }
  return names.sort();
}

const realPath = (path: string) => Deno.realPath(path).catch(() => path);
