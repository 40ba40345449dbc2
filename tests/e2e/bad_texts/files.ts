/** What stands in the folder that a command with bad input runs in. */
import { dirname, join } from "node:path";

/** A folder, and a pipe that nobody writes to; LOCKED may not be read by anyone but the superuser. */
export const FOLDER = Symbol("folder"), PIPE = Symbol("pipe"), LOCKED = Symbol("locked");
/** Paths with what they hold. */
export type Files = Readonly<Record<string, string | Uint8Array | symbol>>;

/** What is tried: its name, the words of the command, what is there, the line that it ends with, and the exit code. */
export type Case = readonly [
  name: string,
  args: readonly string[],
  files: Files,
  error: RegExp,
  code: number,
];

/** Writes files into a folder. */
export async function put(folder: string, files: Files): Promise<void> {
  for (const [name, content] of Object.entries(files)) {
    const path = join(folder, name);
    await Deno.mkdir(dirname(path), { recursive: true });
    if (content === FOLDER) await Deno.mkdir(path);
    else if (content === PIPE) await new Deno.Command("mkfifo", { args: [path] }).output();
    else await Deno.writeFile(path, bytesOf(content), { mode: content === LOCKED ? 0 : 0o644 });
  }
}

const bytesOf = (content: string | Uint8Array | symbol): Uint8Array =>
  typeof content === "string"
    ? new TextEncoder().encode(content)
    : typeof content === "symbol"
    ? new Uint8Array()
    : content;

/** All files below a folder. */
export async function taken(folder: string, prefix = ""): Promise<Record<string, Uint8Array<ArrayBuffer>>> {
  const files: Record<string, Uint8Array<ArrayBuffer>> = {};
  for await (const { name, isDirectory } of Deno.readDir(folder)) {
    const path = join(folder, name), told = prefix + name;
    if (isDirectory) Object.assign(files, await taken(path, `${told}/`));
    else files[told] = await Deno.readFile(path);
  }
  return files;
}

/** What is in a folder: a line an entry, with its size and when it was written. */
export async function listed(folder: string, prefix = ""): Promise<string[]> {
  const lines: string[] = [];
  for await (const { name, isDirectory } of Deno.readDir(folder)) {
    const path = join(folder, name), told = prefix + name;
    if (isDirectory) lines.push(`${told}/`, ...await listed(path, `${told}/`));
    else {
      const { size, mtime } = await Deno.lstat(path);
      lines.push(`${told} ${size} ${mtime?.getTime()}`);
    }
  }
  return lines.sort();
}

/** Files in a folder of this name. */
export const within = (folder: string, files: Files): Files =>
  Object.fromEntries(Object.entries(files).map(([name, content]) => [`${folder}/${name}`, content]));
