/** Bytes in a folder of this machine, each a file that is put in its place whole. */
import { dirname, join, sep } from "node:path";
import { UserError } from "../../base/errors.ts";
import { syncFolder } from "../../base/files.ts";
import { artifactsOf, writeChunks } from "./artifacts.ts";
import type { Blobs } from "./blobs.ts";
import { chunksOf } from "./source.ts";
import type { Artifacts } from "./store.ts";

/** Where files are written before they have their places. */
const TEMPORARY = ".temporary";

/** Artifacts in a folder, which is made where there is none. */
export const folderArtifacts = async (root: string): Promise<Artifacts> =>
  artifactsOf(await folderBlobs(root));

export async function folderBlobs(folder: string): Promise<Blobs> {
  await Deno.mkdir(join(folder, TEMPORARY), { recursive: true, mode: 0o700 });
  const root = await Deno.realPath(folder), temporary = join(root, TEMPORARY);

  /** What is at a key, which no link has led to. */
  async function statAt(path: string): Promise<Deno.FileInfo | undefined> {
    const there = await Deno.lstat(path).catch(ignoreMissing);
    if (there === undefined) return undefined;
    if (there.isFile && await Deno.realPath(path) === path) return there;
    throw new UserError("io", `${path} is no plain file of the folder of artifacts`);
  }

  /** The folder of a key, made where there is none. */
  async function folderFor(path: string): Promise<void> {
    const parent = dirname(path);
    const isNew = await Deno.lstat(parent).then(() => false, () => true);
    await Deno.mkdir(parent, { recursive: true, mode: 0o700 });
    if (await Deno.realPath(parent) !== parent) {
      throw new UserError("io", `${parent} is a link: artifacts are not written through one`);
    }
    if (isNew) {
      for (let each = dirname(parent); each.startsWith(root); each = dirname(each)) await syncFolder(each);
    }
  }

  async function* filesBelow(folder: string): AsyncGenerator<string> {
    const entries = await Array.fromAsync(Deno.readDir(folder)).catch(ignoreMissing) ?? [];
    for (const { name, isFile, isDirectory } of entries.sort((a, b) => a.name < b.name ? -1 : 1)) {
      if (isDirectory) yield* filesBelow(join(folder, name));
      else if (isFile) yield join(folder, name);
    }
  }

  const at = (key: string) => join(root, ...key.split("/"));
  return {
    async stat(key) {
      const there = await statAt(at(key));
      return there && { size: there.size, time: timeOf(there) };
    },
    async put(key, content) {
      const path = at(key), part = join(temporary, crypto.randomUUID());
      await folderFor(path);
      try {
        await writeChunks(part, content.chunks());
        await Deno.chmod(part, 0o400).catch(() => {}); // Windows knows no modes
        await Deno.rename(part, path);
      } catch (error) {
        await Deno.remove(part).catch(() => {});
        throw error instanceof Deno.errors.NotFound ? away(root) : error;
      }
      await syncFolder(dirname(path));
    },
    async touch(key) {
      const now = new Date();
      if (await statAt(at(key)) === undefined) return false;
      return await Deno.utime(at(key), now, now).then(() => true, ignoreMissing) ?? false;
    },
    async read(key, range) {
      const path = at(key), there = await statAt(path);
      return there && { size: there.size, chunks: chunksOf(path, range?.start, range?.end) };
    },
    async *list(prefix) {
      for await (const path of filesBelow(at(prefix))) {
        const there = await Deno.lstat(path).catch(ignoreMissing);
        if (there === undefined) continue;
        yield {
          key: path.slice(root.length + 1).replaceAll(sep, "/"),
          size: there.size,
          time: timeOf(there),
        };
      }
    },
    async remove(key, age) {
      const there = await statAt(at(key));
      if (there === undefined || timeOf(there) > Date.now() - age) return false;
      return await Deno.remove(at(key)).then(() => true, ignoreMissing) ?? false;
    },
    async clean(age) {
      for await (const path of filesBelow(temporary)) {
        const there = await Deno.lstat(path).catch(ignoreMissing);
        if (there !== undefined && timeOf(there) <= Date.now() - age) {
          await Deno.remove(path).catch(ignoreMissing);
        }
      }
    },
    async ready() {
      const { isDirectory } = await Deno.lstat(temporary).catch(ignoreMissing) ?? { isDirectory: false };
      if (!isDirectory) throw away(root);
    },
  };
}

const timeOf = ({ mtime }: Deno.FileInfo): number => mtime?.getTime() ?? Date.now();

const away = (root: string): UserError =>
  new UserError("environment", `the folder of artifacts, ${root}, is not there`);

function ignoreMissing(error: unknown): undefined {
  if (!(error instanceof Deno.errors.NotFound)) throw error;
}
