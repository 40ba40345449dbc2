/** The tasks by name, each loaded when it is asked for. A new one is a folder and a line here. */
import { UserError } from "../base/errors.ts";
import { type Checkpoint, loadCheckpoint as load } from "../training/checkpoint.ts";
import { liftArtCheckpoint } from "./art/old_checkpoint.ts";
import type { Kind } from "./kind.ts";

const KINDS: Readonly<Record<string, () => Promise<Kind>>> = {
  art: async () => (await import("./art/kind.ts")).art,
  text: async () => (await import("./text/kind.ts")).text,
  label: async () => (await import("./label/kind.ts")).label,
};

/** The tasks whose data only the source tree makes: the executable is compiled without them. */
const WORKSHOP: readonly string[] = Deno.build.standalone ? ["art"] : [];

export const TASK_NAMES: readonly string[] = Object.keys(KINDS).filter((name) => !WORKSHOP.includes(name));

/** Throws a UserError of kind "model" for a task that there is not, of kind "usage" where the executable has it not. */
export function kindOf(name: string): Promise<Kind> {
  if (WORKSHOP.includes(name)) {
    throw new UserError("usage", `the task ${name} needs the source tree: deno task train --task ${name}`);
  }
  const kind = Object.hasOwn(KINDS, name) ? KINDS[name] : undefined;
  if (kind !== undefined) return kind();
  throw new UserError("model", `there is no task "${name}", only ${TASK_NAMES.join(", ")}`);
}

/** The task that learns some files: the first that recognises them, else texts; drawings where there are none. */
export async function taskOf(files: readonly string[]): Promise<string> {
  if (files.length === 0) return "art";
  for (const name of TASK_NAMES) if (await (await kindOf(name)).recognises?.(files)) return name;
  return "text";
}

/** Reads and verifies a checkpoint of any task and version; a UserError says what is wrong with it. */
export const loadCheckpoint = (path: string): Promise<Checkpoint> => load(path, liftArtCheckpoint);
