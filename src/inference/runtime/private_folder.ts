/** Folders that no one but this user, and the system's administrator, can change or put another one in the place of. */
import { basename, dirname, join } from "node:path";

const WINDOWS = Deno.build.os === "windows";
/** Mode bits: written to by the group or by all; entries are their owners' to rename. */
const OTHERS_WRITE = 0o022, STICKY = 0o1000;
const ROOT = 0;

/**
 * Makes a folder that only this user can write to, unless there is one, and gives its real path, by which it has to be
 * used: links on the way may change. Throws for a link or other people's folder, and where another user may rename one
 * that it lies in. On Windows the user's profile is closed to others.
 */
export function privateFolder(path: string): string {
  if (WINDOWS) {
    Deno.mkdirSync(path, { recursive: true });
    return path;
  }
  const folder = join(safeParent(dirname(path)), basename(path));
  try {
    Deno.mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    if (!(error instanceof Deno.errors.AlreadyExists)) throw error;
  }
  const info = Deno.lstatSync(folder);
  if (!info.isDirectory || !isPrivate(info)) {
    throw new Error(`${folder} is not a folder that only you can write to`);
  }
  return folder;
}

/** Whether this user owns a file or folder, and no one else can write to it. */
export function isPrivate({ uid, mode }: { uid: number | null; mode: number | null }): boolean {
  return WINDOWS || (uid === Deno.uid() && ((mode ?? 0) & OTHERS_WRITE) === 0);
}

/** The real path of a folder, made if it is missing. Throws if another user may put another one in its place. */
function safeParent(path: string): string {
  let real: string;
  try {
    real = Deno.realPathSync(path);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound) || path === dirname(path)) throw error;
    return privateFolder(path);
  }
  for (let folder = real;; folder = dirname(folder)) {
    const { uid, mode } = Deno.statSync(folder);
    // Whoever owns a folder may rename what is in it, sticky or not.
    if (uid !== ROOT && uid !== Deno.uid()) throw new Error(`${folder} belongs to someone else`);
    if (((mode ?? 0) & OTHERS_WRITE) !== 0 && ((mode ?? 0) & STICKY) === 0) {
      throw new Error(`${folder} is a folder that others can write to`);
    }
    if (folder === dirname(folder)) return real;
  }
}
