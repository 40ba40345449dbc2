/** What of a run's folder is needed to go on with it, apart from the rest: snapshots that are kept as artifacts. */
import { join } from "node:path";
import { temporaryBeside } from "../../base/files.ts";
import { CHECKPOINT_FILE } from "../../training/loop.ts";
import type { Artifacts } from "../artifacts/store.ts";

/** Folder in that of a run, of what it was when it last saved. */
export const SNAPSHOT = ".snapshot";
/** Files of a run that are its own, all attempts together. */
export const LOG_FILE = "logs.jsonl", LOCK_FILE = ".lock", RUN_MANIFEST = "run-manifest.json";
const KEPT: readonly string[] = [LOG_FILE, LOCK_FILE];

/** What it goes on with; checkpoints that are kept besides and encoded texts, which are made again, are not. */
const NEEDED = /^(?!checkpoint-\d|tokens-)[\w-]+\.(?:bin|ya?ml|json|jsonl|csv)$/;
const isNeeded = (name: string): boolean =>
  NEEDED.test(name) && name !== RUN_MANIFEST && !KEPT.includes(name);

/** Takes a snapshot of a run, while it may be at work. Checkpoints are never changed, but replaced: a link keeps one. */
export async function snapshot(run: string): Promise<void> {
  const target = join(run, SNAPSHOT), temporary = temporaryBeside(target);
  await Deno.mkdir(temporary);
  for await (const { name, isFile } of Deno.readDir(run)) {
    if (!isFile || !isNeeded(name)) continue;
    const copy = join(temporary, name);
    if (name.endsWith(".bin")) await Deno.link(join(run, name), copy);
    else await Deno.copyFile(join(run, name), copy);
  }
  await Deno.remove(target, { recursive: true }).catch(ignoreMissing);
  await Deno.rename(temporary, target);
}

/** Keeps a snapshot of a run as it is now; gives its id. */
export async function keepCheckpoint(artifacts: Artifacts, run: string): Promise<string> {
  await snapshot(run);
  return await artifacts.put("checkpoint", join(run, SNAPSHOT));
}

/** Puts what a snapshot holds into the folder of a run that is not on this machine; the checkpoint last, which says that it is there. */
export async function restoreCheckpoint(artifacts: Artifacts, id: string, run: string): Promise<void> {
  const temporary = join(run, `.restore-${crypto.randomUUID()}`);
  try {
    await artifacts.restore("checkpoint", id, temporary);
    const names = (await Array.fromAsync(Deno.readDir(temporary))).map(({ name }) => name).filter(isNeeded);
    const last = names.filter((name) => name === CHECKPOINT_FILE);
    for (const name of [...names.filter((name) => name !== CHECKPOINT_FILE), ...last]) {
      await Deno.rename(join(temporary, name), join(run, name));
    }
  } finally {
    await Deno.remove(temporary, { recursive: true }).catch(ignoreMissing);
  }
}

/** Removes what a run has left that saved nothing, but for its log. */
export async function clearRun(run: string): Promise<void> {
  for (const { name } of await Array.fromAsync(Deno.readDir(run))) {
    if (!KEPT.includes(name)) await Deno.remove(join(run, name), { recursive: true });
  }
}

function ignoreMissing(error: unknown): void {
  if (!(error instanceof Deno.errors.NotFound)) throw error;
}
