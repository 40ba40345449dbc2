/** The files of a folder that are to be kept. */
import { createHash } from "node:crypto";
import { join } from "node:path";
import { UserError } from "../../base/errors.ts";
import { type Chunks, type Content, verified } from "./blobs.ts";
import type { ArtifactFile } from "./store.ts";

const CHUNK = 1 << 18;

/** Files below a folder with their digests. Throws a UserError of kind "io" for links and what is no file, and for none at all. */
export async function filesOf(folder: string): Promise<ArtifactFile[]> {
  const files: ArtifactFile[] = [];
  for await (const path of pathsBelow(folder)) {
    const hash = createHash("sha256");
    let size = 0;
    for await (const chunk of chunksOf(join(folder, path))) {
      hash.update(chunk);
      size += chunk.length;
    }
    files.push({ path, size, sha256: hash.digest("hex") });
  }
  if (files.length > 0) return files;
  throw new UserError("io", `${folder} has no files: there is nothing to keep`);
}

async function* pathsBelow(folder: string, prefix = ""): AsyncGenerator<string> {
  try {
    for await (const { name, isFile, isDirectory } of Deno.readDir(join(folder, prefix))) {
      const path = prefix + name;
      if (isDirectory) yield* pathsBelow(folder, `${path}/`);
      else if (isFile) yield path;
      else throw new UserError("io", `${join(folder, path)} is a link or no file: it cannot be kept`);
    }
  } catch (error) {
    if (error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotADirectory) {
      throw new UserError("io", `cannot keep ${folder}: there is no such folder`);
    }
    throw error;
  }
}

/** A file of a folder as content. */
export function contentOfFile(folder: string, { path, size, sha256 }: ArtifactFile): Content {
  const whole = join(folder, path);
  const changed = () => new UserError("io", `${whole} changed while it was kept`);
  return { size, sha256, chunks: () => verified(chunksOf(whole), { size, sha256 }, changed) };
}

/** Bytes of a plain file. Throws a UserError of kind "io" for a link. */
export async function* chunksOf(path: string, start = 0, end = Infinity): Chunks & AsyncGenerator {
  const there = await Deno.lstat(path);
  using file = await Deno.open(path);
  const { isFile, ino, dev } = await file.stat();
  // What was put in its place meanwhile is another file.
  if (!there.isFile || !isFile || there.ino !== ino || there.dev !== dev) {
    throw new UserError("io", `${path} is a link or no file`);
  }
  if (start > 0) await file.seek(start, Deno.SeekMode.Start);
  for (let left = end - start; left > 0;) {
    const buffer = new Uint8Array(Math.min(CHUNK, left));
    const read = await file.read(buffer);
    if (read === null) return;
    left -= read;
    yield buffer.subarray(0, read);
  }
}
