/** Artifacts over a store of bytes: manifests by kind and id, files by the digest of what is in them. */
import { dirname, join, resolve } from "node:path";
import { UserError } from "../../base/errors.ts";
import { syncFolder, temporaryBeside } from "../../base/files.ts";
import { type Blobs, type Content, contentOf, counted, type Kept, verified } from "./blobs.ts";
import { collectGarbage } from "./collect.ts";
import { fileKey, manifestKey } from "./keys.ts";
import { checkedKind, encodeManifest } from "./manifest.ts";
import { damaged, listManifests, readManifest } from "./manifests.ts";
import { contentOfFile, filesOf } from "./source.ts";
import type { ArtifactFile, ArtifactKind, Artifacts } from "./store.ts";

/** Milliseconds for which what was put counts as new without a touch. */
const NEW = 60_000;

/** Throws what the store throws. */
export function artifactsOf(blobs: Blobs): Artifacts {
  const manifestOf = (kind: ArtifactKind, id: string) => readManifest(blobs, kind, id);

  /** Keeps bytes, or makes those that are there as new: what is being collected is not taken from under a writer. */
  async function keep(key: string, content: Content): Promise<void> {
    const there = await blobs.stat(key);
    if (there?.size === content.size && (isNew(there) || await blobs.touch(key))) return;
    if (there !== undefined && there.size !== content.size) await blobs.remove(key, -Infinity);
    await blobs.put(key, content);
  }

  async function open(
    kind: ArtifactKind,
    id: string,
    file: ArtifactFile,
    range?: { start: number; end: number },
  ) {
    const { path, size } = file, found = await blobs.read(fileKey(file.sha256), range);
    if (found?.size === size) return found.chunks;
    await (found?.chunks[Symbol.asyncIterator]().return?.());
    throw damaged(kind, id, path);
  }

  return {
    async put(kind, folder) {
      checkedKind(kind);
      const root = await Deno.realPath(folder).catch(() => folder);
      const files = await filesOf(root);
      const { id, bytes } = encodeManifest(kind, files);
      const contents = new Map(files.map((file) => [fileKey(file.sha256), contentOfFile(root, file)]));
      for (const [key, content] of contents) await keep(key, content);
      await keep(manifestKey(kind, id), contentOf(bytes, id));
      // From here on the manifest guards them; what was removed just before is put again.
      for (const [key, content] of contents) {
        if (await blobs.stat(key) === undefined) await blobs.put(key, content);
      }
      return id;
    },
    manifest: manifestOf,
    async read(kind, id, path, range) {
      const file = (await manifestOf(kind, id))?.files.find((each) => each.path === path);
      if (file === undefined) return undefined;
      const { start, end } = range ?? { start: 0, end: file.size };
      if (!(start >= 0 && start <= end && end <= file.size)) {
        throw new UserError("input", `there are no bytes ${start} to ${end} of ${file.size}`);
      }
      const isWhole = start === 0 && end === file.size;
      const chunks = await open(kind, id, file, isWhole ? undefined : { start, end });
      const wrong = () => damaged(kind, id, path);
      const body = isWhole ? verified(chunks, file, wrong) : counted(chunks, end - start, wrong);
      return { file, body: ReadableStream.from(body) };
    },
    async restore(kind, id, folder) {
      const manifest = await manifestOf(kind, id);
      if (manifest === undefined) throw new UserError("input", `there is no ${kind} ${id}`);
      const target = resolve(folder), temporary = temporaryBeside(target);
      const isThere = await Deno.lstat(target).then(() => true, () => false);
      if (isThere) {
        throw new UserError("io", `${folder} is there already; a ${kind} is restored to a new folder`);
      }
      try {
        await Deno.mkdir(temporary);
        for (const file of manifest.files) {
          const chunks = await open(kind, id, file);
          const path = join(temporary, file.path);
          await Deno.mkdir(dirname(path), { recursive: true });
          await writeChunks(path, verified(chunks, file, () => damaged(kind, id, file.path)));
        }
        await Deno.rename(temporary, target);
      } catch (error) {
        await Deno.remove(temporary, { recursive: true }).catch(() => {});
        throw error;
      }
      await syncFolder(dirname(target));
    },
    list: async () =>
      (await listManifests(blobs)).map(({ kind, id, time }) => ({
        kind,
        id,
        time: new Date(time).toISOString(),
      })),
    collect: (keep, minutes, dry = false) => collectGarbage(blobs, { keep, age: minutes * 60_000, dry }),
    ready: () => blobs.ready(),
  };
}

const isNew = ({ time }: Kept): boolean => Date.now() - time < NEW;

/** Writes a new file and waits until the disk has it. */
export async function writeChunks(path: string, chunks: AsyncIterable<Uint8Array>): Promise<void> {
  using file = await Deno.open(path, { write: true, createNew: true });
  for await (const chunk of chunks) {
    for (let written = 0; written < chunk.length;) written += await file.write(chunk.subarray(written));
  }
  await file.sync();
}
