/** The archive of the executable. Equal inputs make equal archives. */
import { zipSync } from "fflate";
import { createTar } from "nanotar";
import { join } from "node:path";
import { atomicWrite } from "../../src/base/files.ts";
import { outputOf } from "../programs.ts";
import type { Contents } from "./contents.ts";
import { archiveName, EPOCH_SECONDS, NAME, VERSION } from "./facts.ts";

const WINDOWS = Deno.build.os === "windows";

/** A file of an archive. */
export interface Packed {
  name: string;
  bytes: Uint8Array;
  executable?: boolean;
}

/** The files as tar, each below the folder `name`, with fixed times and owners. */
export function tar(name: string, files: readonly Packed[]): Uint8Array {
  const attrs = { uid: 0, gid: 0, mtime: EPOCH_SECONDS * 1000 };
  return createTar(files.map((file) => ({
    name: `${name}/${file.name}`,
    data: file.bytes,
    attrs: { ...attrs, mode: file.executable ? "755" : "644" },
  })));
}

/** The files as zip, each below the folder `name`, with fixed times. */
export function zip(name: string, files: readonly Packed[]): Uint8Array {
  const entries = files.map((file) => [`${name}/${file.name}`, file.bytes] as const);
  // zip stores local time: midnight here is midnight in every archive.
  return zipSync(Object.fromEntries(entries), { level: 9, mtime: new Date(2000, 0, 1) });
}

/** Packs what the executable brings into the folder `out`: .zip on Windows, .tar.xz elsewhere. Gives the archive's path. */
export async function pack(contents: Contents, out: string): Promise<string> {
  const name = archiveName(VERSION, Deno.build.os, Deno.build.arch);
  const files: Packed[] = [
    {
      name: WINDOWS ? `${NAME}.exe` : NAME,
      bytes: await Deno.readFile(contents.executable),
      executable: true,
    },
    { name: "LICENSE", bytes: contents.licence },
    { name: "PICTURES.txt", bytes: contents.pictures },
    { name: "SOFTWARE.txt", bytes: contents.software },
    { name: `${NAME}.1`, bytes: contents.manual },
    { name: `completions/${NAME}.bash`, bytes: contents.completions.bash },
    { name: `completions/_${NAME}`, bytes: contents.completions.zsh },
    { name: `completions/${NAME}.fish`, bytes: contents.completions.fish },
  ];
  const path = join(out, `${name}${WINDOWS ? ".zip" : ".tar.xz"}`);
  // One thread: more would cut the stream by their number.
  await atomicWrite(
    path,
    WINDOWS
      ? zip(name, files)
      : await outputOf("xz", ["-9", "--threads=1", "--stdout"], { input: new Uint8Array(tar(name, files)) }),
  );
  return path;
}
