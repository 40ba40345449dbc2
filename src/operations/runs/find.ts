/** Which runs are meant: by name, by folder, or all of a folder. */
import { basename, join, relative } from "node:path";
import { UserError } from "../../base/errors.ts";
import { isFolder } from "../../base/files.ts";
import { insteadOf } from "../../words/nearest_name.ts";
import { isRun, readRun, type RunRecord } from "./read.ts";

/** Folder of runs unless told otherwise. */
export const RUNS = "runs";
/** Folders that are looked through one within the other: a sweep's runs are in a folder of their own. */
const DEPTH = 4;

/** A run that was found. */
interface Place {
  name: string;
  path: string;
}

/**
 * Reads the runs that are named: a run in `runs` by its name, in which "*" stands for anything, the folder of one, or a folder
 * that holds some; all of `runs` where none is named. Throws a UserError of kind "usage" for a name that none has, which tells
 * the nearest, and where there are no runs at all.
 */
export async function findRuns(names: readonly string[] = [], folder = RUNS): Promise<RunRecord[]> {
  const all = await runsBelow(folder);
  const places = names.length === 0
    ? all
    : (await Promise.all(names.map((name) => meant(name, all, folder)))).flat();
  if (places.length === 0) {
    throw new UserError(
      "usage",
      `there are no runs in ${folder}; training makes one, such as: train notes.txt`,
    );
  }
  const paths = new Set<string>(), runs: RunRecord[] = [];
  for (const { name, path } of places) {
    if (paths.has(path)) continue;
    paths.add(path);
    runs.push(await readRun(path, name));
  }
  return runs;
}

async function meant(name: string, all: readonly Place[], folder: string): Promise<Place[]> {
  const named = all.filter((run) => run.name === name);
  if (named.length > 0) return named;
  if (name.includes("*")) {
    const pattern = new RegExp(`^${name.split("*").map(RegExp.escape).join(".*")}$`);
    const found = all.filter((run) => pattern.test(run.name));
    if (found.length > 0) return found;
  }
  for (const path of [name, join(folder, name)]) {
    if (await isRun(path)) return [{ name: basename(path), path }];
    const below = await runsBelow(path);
    if (below.length > 0) return below.map((run) => ({ ...run, name: join(basename(path), run.name) }));
  }
  const instead = await isFolder(name)
    ? "that folder holds no run"
    : insteadOf(name, all.map((run) => run.name));
  throw new UserError("usage", `there is no run ${JSON.stringify(name)}; ${instead}`);
}

/** All runs below a folder, by their paths from there, in order; hidden folders are left out. */
async function runsBelow(folder: string, path = folder, depth = DEPTH): Promise<Place[]> {
  const found: Place[] = [];
  const entries = await Array.fromAsync(Deno.readDir(path)).catch(() => []);
  for (const { name, isFile } of entries.sort((a, b) => a.name < b.name ? -1 : 1)) {
    if (isFile || name.startsWith(".")) continue;
    const below = join(path, name);
    if (await isRun(below)) found.push({ name: relative(folder, below), path: below });
    else if (depth > 1) found.push(...await runsBelow(folder, below, depth - 1));
  }
  return found;
}
