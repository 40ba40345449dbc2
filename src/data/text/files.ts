/** The files that texts are read from. */
import { basename, join, resolve, sep } from "node:path";
import type { Context } from "../../base/context.ts";
import { UserError } from "../../base/errors.ts";
import { openPlainFile } from "../../base/files.ts";
import { filesBelow } from "../sources/walk.ts";
import { nearPaths } from "./near.ts";

/** A file of text. */
export interface TextFile {
  /** What it is called in messages. */
  name: string;
  path: string;
}

/** Files to learn from; what was put aside for them goes with them. */
export interface TextFiles extends AsyncDisposable {
  files: TextFile[];
  /** Those that were found in folders: what is no text among them is left out, and not refused. */
  found: ReadonlySet<TextFile>;
}

/** Stands for standard input. */
export const STDIN = "-";
/** Files that hold no text of their own in folders of texts. */
const isHidden = (name: string): boolean => name.startsWith(".");

/**
 * The files that paths lead to: files, all below folders but hidden ones and those in `omit`, standard input ("-"), which is put
 * aside in a file. Throws a UserError of kind "io" for a path that leads nowhere, which names what is there and looks like it.
 */
export async function openTexts(
  paths: readonly string[],
  { log, input, signal }: Pick<Context, "log" | "input" | "signal">,
  omit: readonly string[] = [],
): Promise<TextFiles> {
  const omitted = omit.map((folder) => resolve(folder) + sep);
  const files: TextFile[] = [], found = new Set<TextFile>();
  let aside: string | undefined;
  const dispose = async () => {
    if (aside !== undefined) await Deno.remove(aside).catch(() => {});
  };
  try {
    for (const path of paths) {
      if (path === STDIN) {
        if (aside !== undefined) throw new UserError("usage", 'standard input ("-") is named twice');
        if (input === undefined) throw new UserError("usage", "there is no standard input to read here");
        aside = await Deno.makeTempFile({ prefix: "ascii-gen-input-" });
        await input.pipeTo((await Deno.open(aside, { write: true })).writable, { signal });
        files.push({ name: "standard input", path: aside });
      } else if ((await statOf(path)).isDirectory) {
        const onProblem = (name: string, problem: string) => log(`left out: ${join(path, name)}: ${problem}`);
        for await (const file of filesBelow(path, onProblem, isHidden)) {
          if (omitted.some((folder) => resolve(file).startsWith(folder))) continue;
          const entry = { name: file, path: file };
          files.push(entry);
          found.add(entry);
        }
      } else files.push({ name: path, path });
    }
  } catch (error) {
    await dispose();
    throw error;
  }
  return { files, found, [Symbol.asyncDispose]: dispose };
}

async function statOf(path: string): Promise<Deno.FileInfo> {
  try {
    return await Deno.stat(path);
  } catch (error) {
    const missing = error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotADirectory;
    const reason = missing
      ? `there is no such file or folder${await nearPaths(path)}`
      : error instanceof Error
      ? error.message
      : error;
    throw new UserError("io", `cannot read ${path}: ${reason}`);
  }
}

/** Bytes that are read at a time. */
const CHUNK = 1 << 20;

/** The bytes of a file, piece by piece; a piece holds until the next is asked for. */
export async function* piecesOf({ path, name }: TextFile): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  using file = await openPlainFile(path, name);
  const buffer = new Uint8Array(CHUNK);
  for (let read; (read = await file.read(buffer)) !== null;) yield buffer.subarray(0, read);
}

/** Some names, and how many more there are. */
export function someNames(names: readonly string[], most = 3): string {
  const some = names.slice(0, most).map((name) => basename(name)).join(", ");
  return names.length > most ? `${some} and ${names.length - most} more` : some;
}
