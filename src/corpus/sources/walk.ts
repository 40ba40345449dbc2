import { join, relative, sep } from "node:path";
import { UserError } from "../../errors.ts";
import type { FindOptions } from "../finding.ts";

/** A larger file is no piece of art. */
const MAX_BYTES = 64 * 2 ** 20;

/** A file that was read. */
export interface LocalFile {
  /** Relative to the folder that was searched, with "/" between folders; the bare name of a single file. */
  name: string;
  bytes: Uint8Array<ArrayBuffer>;
}

/**
 * Reads a file, or the files of a folder and its subfolders whose names end in one of `endings`, by name. Throws a
 * UserError of kind "io" for a path that cannot be read; a file of the folder that cannot is a problem.
 */
export async function* readFiles(
  path: string,
  endings: readonly string[],
  { signal, onProblem }: FindOptions,
): AsyncGenerator<LocalFile> {
  for (const file of await listFiles(path, endings)) {
    if (signal?.aborted) return;
    const name = file === path ? path.split(/[\\/]/).at(-1)! : relative(path, file).replaceAll(sep, "/");
    try {
      const { size } = await Deno.stat(file);
      if (size <= MAX_BYTES) yield { name, bytes: await Deno.readFile(file) };
      else onProblem(name, `${size} bytes are more than the ${MAX_BYTES} that are read`);
    } catch (error) {
      onProblem(name, error instanceof Error ? error.message : String(error));
    }
  }
}

async function listFiles(path: string, endings: readonly string[]): Promise<string[]> {
  try {
    if (!(await Deno.stat(path)).isDirectory) return [path];
    return (await walk(path)).filter((file) => endings.some((ending) => file.toLowerCase().endsWith(ending)));
  } catch (error) {
    const reason = error instanceof Deno.errors.NotFound ? "there is no such file or folder" : error;
    throw new UserError("io", `cannot read ${path}: ${reason instanceof Error ? reason.message : reason}`);
  }
}

/** All files below a folder, by name; links to folders are not followed, as they may lead back. */
async function walk(folder: string): Promise<string[]> {
  const entries = await Array.fromAsync(Deno.readDir(folder));
  entries.sort((a, b) => a.name < b.name ? -1 : 1);
  const files: string[] = [];
  for (const { name, isDirectory } of entries) {
    const path = join(folder, name);
    if (isDirectory) files.push(...await walk(path));
    else files.push(path);
  }
  return files;
}
