/** Folders of the user, as the system says where they are. */
import { join } from "node:path";
import { MODEL_PLACES } from "../operations/models.ts";

const PROGRAM = "ascii-gen";

/** Folders that models are looked for in: those of the current folder, and the user's own. */
export function modelPlaces(): string[] {
  const data = folderOf("XDG_DATA_HOME", ".local/share");
  return data === undefined ? [...MODEL_PLACES] : [...MODEL_PLACES, join(data, "models")];
}

/** Folder for what a program keeps between sessions; undefined where the system does not say. */
export const stateFolder = (): string | undefined => folderOf("XDG_STATE_HOME", ".local/state");

/** The program's folder: by a variable, else below the home folder. */
function folderOf(variable: string, usual: string): string | undefined {
  if (Deno.build.os === "windows") {
    const local = Deno.env.get("LOCALAPPDATA");
    return local === undefined ? undefined : join(local, PROGRAM);
  }
  const [named, home] = [Deno.env.get(variable), Deno.env.get("HOME")];
  if (named?.startsWith("/")) return join(named, PROGRAM);
  if (!home?.startsWith("/")) return undefined;
  return join(home, Deno.build.os === "darwin" ? "Library/Application Support" : usual, PROGRAM);
}
