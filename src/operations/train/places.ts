/** Where a run is, and what must not stand in its way. */
import { dirname, join } from "node:path";
import { quoted } from "../../base/check.ts";
import { UserError } from "../../base/errors.ts";
import { lockFile } from "../../base/files.ts";
import { MANIFEST_FILE } from "../../bundle/manifest.ts";
import { removeShards } from "../../data/text/shard.ts";
import { BUILT_IN } from "../../tasks/named.ts";
import { kindOf, taskOf } from "../../tasks/registry.ts";

/** What says where a run is. */
interface RunPlace {
  name?: string;
  out?: string;
  task?: string;
  files?: readonly string[];
}

/** The folder of a run: the one that was named, or that of its name. Throws a UserError of kind "usage" for a bad name. */
export async function runFolderOf({ name, out, task, files = [] }: RunPlace): Promise<string> {
  if (name === undefined) {
    return out ?? (await kindOf(task ?? await taskOf(files))).runFolder(files);
  }
  if (out !== undefined) {
    throw new UserError("usage", "--name is the name of a run in runs/; leave it out, or leave out --out");
  }
  if (name === BUILT_IN) {
    throw new UserError("usage", `--name ${name} is the model of drawings that comes with ascii-gen`);
  }
  if (/^[\p{L}\p{N}_][\p{L}\p{N}_.-]*$/u.test(name)) return join("runs", name);
  throw new UserError(
    "usage",
    `--name ${quoted(name)} is no name: it takes letters, digits, "-", "_" and "."; --out takes paths`,
  );
}

/** Throws a UserError of kind "usage" where something stands in the place of a model that is to be new. */
export async function refuseModel(path: string, flag = "--name"): Promise<void> {
  const entries = await Array.fromAsync(Deno.readDir(path)).catch(() => []);
  if (entries.length === 0) return;
  throw new UserError("usage", `${path} is there already; choose another ${flag}, or take it away`);
}

/** Held by who trains in a run's folder. */
const LOCK_FILE = ".training";

/** Holds a run's folder. Throws a UserError of kind "usage" where another process trains in it. */
export async function lockRun(folder: string): Promise<Disposable> {
  const lock = await lockFile(join(folder, LOCK_FILE));
  if (lock !== undefined) return lock;
  throw new UserError("usage", `${folder}: this run is going on already, in another process`);
}

/**
 * Prepares a run in a folder, which is made if need be, and held by the lock that is returned besides. Where it is refused, what a
 * new folder has of it goes again, and what was made to hold it.
 */
export async function preparedIn<T>(
  folder: string,
  prepare: () => Promise<T>,
): Promise<{ run: T; lock: Disposable }> {
  if (await isThere(join(folder, MANIFEST_FILE))) {
    throw new UserError("usage", `${folder} is a model, and no folder for a run: choose another --out`);
  }
  const made: string[] = [];
  for (let path = join(folder, LOCK_FILE); !await isThere(path); path = dirname(path)) made.push(path);
  await Deno.mkdir(folder, { recursive: true });
  const lock = await lockRun(folder);
  try {
    return { run: await prepare(), lock };
  } catch (error) {
    lock[Symbol.dispose]();
    if (error instanceof UserError) {
      if (made.length > 1) await removeShards(folder);
      // Only empty folders go.
      for (const path of made) await Deno.remove(path).catch(() => {});
    }
    throw error;
  }
}

const isThere = (path: string): Promise<boolean> => Deno.lstat(path).then(() => true, () => false);
