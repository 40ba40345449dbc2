import { join, relative, sep } from "node:path";
import { UserError } from "../../base/errors.ts";
import { plainFileSize, readPlainFile, statOf } from "../../base/files.ts";
import type { FindOptions } from "../found/finding.ts";

/** A larger file is no piece of art, and no collection that a person made. */
const MAX_BYTES = 8 * 2 ** 20;

/** A file that was read. */
export interface LocalFile {
  /** Relative to the folder that was searched, with "/" between folders; the bare name of a single file. */
  name: string;
  bytes: Uint8Array<ArrayBuffer>;
}

/**
 * Reads a file, or the files of a folder and its subfolders whose names end in one of `endings`, by name. Throws a
 * UserError of kind "io" for a path that cannot be read, pipes and devices among them, and of kind "input" for a given file
 * of more than 8 MiB; a file or subfolder of a folder that cannot be read, or is that large, is a problem.
 */
export async function* readFiles(
  path: string,
  endings: readonly string[],
  asked: FindOptions,
): AsyncGenerator<LocalFile> {
  if (!(await statOf(path)).isDirectory) {
    await plainFileSize(path); // a path that is given must be one
    yield { name: path.split(/[\\/]/).at(-1)!, bytes: await readPlainFile(path, MAX_BYTES) };
    return;
  }
  for await (const file of filesBelow(path, asked.onProblem)) {
    if (asked.signal?.aborted) return;
    if (!endings.some((ending) => file.toLowerCase().endsWith(ending))) continue;
    const name = relative(path, file).replaceAll(sep, "/");
    try {
      yield { name, bytes: await readPlainFile(file, MAX_BYTES) };
    } catch (error) {
      asked.onProblem(name, error instanceof Error ? error.message : String(error));
    }
  }
}

/**
 * All files below a folder, by name, but those whose names `skip` says, and what is below folders of such names; links to
 * folders are not followed, as they may lead back. Throws a UserError of kind "io" where the folder cannot be read; one
 * below it is a problem, told by its path from there.
 */
export async function* filesBelow(
  folder: string,
  onProblem: (name: string, problem: string) => void,
  skip: (name: string) => boolean = () => false,
  root = folder,
): AsyncGenerator<string> {
  let entries: Deno.DirEntry[];
  try {
    entries = await Array.fromAsync(Deno.readDir(folder));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    if (folder === root) throw new UserError("io", `cannot read ${folder}: ${reason}`);
    return onProblem(relative(root, folder), reason);
  }
  entries.sort((a, b) => a.name < b.name ? -1 : 1);
  for (const { name, isDirectory } of entries) {
    if (skip(name)) continue;
    const path = join(folder, name);
    if (isDirectory) yield* filesBelow(path, onProblem, skip, root);
    else yield path;
  }
}
