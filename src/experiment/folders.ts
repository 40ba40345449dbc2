/** Folders of configuration files: the user's `conf`, then the one that comes with the program. */
import { join } from "node:path";
import { UserError } from "../base/errors.ts";
import { isFile, isFolder, plainFileSize } from "../base/files.ts";
import { insteadOf } from "../words/nearest_name.ts";
import { type Branch, fault, type Origin } from "./tree.ts";
import { parseConfig } from "./yaml.ts";

/** A folder and what it is called where a value's origin is told. */
export interface ConfigFolder {
  path: string;
  label: string;
  /** Whether files are named within folders alone, as by who may not read others: a path is no name then. */
  isClosed?: boolean;
}

/** A file that was read. */
export interface ConfigFile {
  path: string;
  /** What it is called. */
  label: string;
  tree: Branch;
}

/** Bytes of a file that are read at most. */
const MOST = 1 << 20;
/** Names of files within a group; folders may be in it. */
const NAME = /^[\p{L}\p{N}_][\p{L}\p{N}_.+-]*(\/[\p{L}\p{N}_][\p{L}\p{N}_.+-]*)*$/u;
const ENDING = ".yaml";

/** The folder that comes with the program: in the source tree, or at the same place inside the executable. */
const shipped = (): string => join(import.meta.dirname!, "..", "..", "conf");

/** Where files are looked for, first to last. */
export async function configFolders(): Promise<ConfigFolder[]> {
  const own = { path: "conf", label: "conf" };
  const path = shipped(), label = Deno.build.standalone ? "built-in conf" : path;
  const same = await isFolder("conf") && await Deno.realPath("conf") === await Deno.realPath(path);
  return same ? [own] : [own, { path, label }];
}

/** Names of the files of a group, sorted. */
export async function namesOf(group: string, folders: readonly ConfigFolder[]): Promise<string[]> {
  const names = new Set<string>();
  for (const { path } of folders) {
    for (const { name, isFile } of await Array.fromAsync(Deno.readDir(join(path, group))).catch(() => [])) {
      if (isFile && name.endsWith(ENDING)) names.add(name.slice(0, -ENDING.length));
    }
  }
  return [...names].sort();
}

/**
 * The file of a name in a group; a name that ends with ".yaml" is a path. Throws a UserError for one that there is not, which
 * says what could be meant, and for what `parseConfig` refuses.
 */
export async function readGroupFile(
  group: string,
  name: string,
  origin: Origin,
  folders: readonly ConfigFolder[],
): Promise<ConfigFile> {
  if (name.endsWith(ENDING) && !folders.some(({ isClosed }) => isClosed)) {
    if (await isFile(name)) return await readConfigFile(name, name);
    throw fault(origin, `there is no file ${name}`);
  }
  if (NAME.test(name)) {
    for (const { path, label } of folders) {
      const file = join(path, group, name + ENDING);
      if (await isFile(file)) return await readConfigFile(file, `${label}/${group}/${name}${ENDING}`);
    }
  }
  throw fault(
    origin,
    `there is no ${group} ${JSON.stringify(name)}; ${insteadOf(name, await namesOf(group, folders))}`,
  );
}

/** Reads a file that is called `label`. */
export async function readConfigFile(path: string, label = path): Promise<ConfigFile> {
  // Files within the executable are not opened as others are.
  const size = await plainFileSize(path);
  if (size > MOST) throw new UserError("input", `${label}: has ${size} bytes; at most ${MOST} are read`);
  const text = await Deno.readTextFile(path);
  if (text.includes("\ufffd")) throw new UserError("input", `${label}: is no UTF-8`);
  return { path, label, tree: parseConfig(text, label) };
}
