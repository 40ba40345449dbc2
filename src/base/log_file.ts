/** A log in a file that makes room for itself: one JSON object a line. */
import { UserError } from "./errors.ts";
import type { LogEntry, Sink } from "./log.ts";

/** How large files get, and how many are kept. */
export interface LogLimits {
  bytes: number;
  files: number;
}

const USUAL: LogLimits = { bytes: 5_000_000, files: 3 };
/** Only its owner reads it. */
const MODE = 0o600;

/**
 * A sink that appends to a file; where that would get too large, it becomes `path.1`, that `path.2`, and the oldest goes.
 * Other processes may append to it too. What cannot be written later on is lost: a log must not end what it tells of.
 * Throws a UserError of kind "io" where the file cannot be opened.
 */
export function logToFile(path: string, { bytes: most, files }: LogLimits = USUAL): Sink {
  let file: Deno.FsFile;
  try {
    if (statOf(path)?.isFile === false) throw new Error("it is no plain file");
    file = open(path);
  } catch (error) {
    const reason = error instanceof Deno.errors.NotFound ? "there is no such folder" : error;
    throw new UserError(
      "io",
      `cannot write the log ${path}: ${reason instanceof Error ? reason.message : reason}`,
    );
  }
  const makeRoom = () => {
    // Another process may have made room already.
    if (statOf(path)?.ino === file.statSync().ino) rotate(path, files);
    const fresh = open(path);
    file.close();
    file = fresh;
  };
  return (entry) => {
    const line = new TextEncoder().encode(`${JSON.stringify(flat(entry))}\n`);
    try {
      if (file.statSync().size + line.length > most) makeRoom();
    } catch {
      // Not allowed any more, perhaps: the old file grows on.
    }
    try {
      file.writeSync(line);
    } catch {
      // The disk is full.
    }
  };
}

const open = (path: string) => Deno.openSync(path, { create: true, append: true, mode: MODE });

/** An entry on one level; a field that is called like a part of every entry gets an underscore. */
function flat({ time, level, message, fields = {} }: LogEntry): Record<string, unknown> {
  const all: Record<string, unknown> = { time, level, message };
  for (const [name, value] of Object.entries(fields)) {
    all[Object.hasOwn(all, name) ? `${name}_` : name] = value;
  }
  return all;
}

/** Moves the file at `path` out of the way; at most `files` are left once there is a new one. */
function rotate(path: string, files: number): void {
  const numbered = (i: number) => i === 0 ? path : `${path}.${i}`;
  if (files < 2) return Deno.removeSync(path);
  for (let i = files - 2; i >= 0; i--) {
    if (statOf(numbered(i)) !== undefined) Deno.renameSync(numbered(i), numbered(i + 1));
  }
}

function statOf(path: string): Deno.FileInfo | undefined {
  try {
    return Deno.statSync(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}
