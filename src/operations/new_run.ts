import { UserError } from "../base/errors.ts";

/** Throws a UserError of kind "usage" where a run that is to be new has left a checkpoint at `path` before. */
export async function refuseCheckpoint(path: string): Promise<void> {
  if (await Deno.stat(path).then(() => true, () => false)) {
    throw new UserError("usage", `${path} is there already; add --resume to go on, or name another --out`);
  }
}
