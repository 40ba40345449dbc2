/** Artifacts in a folder. */
import { join, relative } from "node:path";
import { sha256 } from "../../../../src/base/files.ts";
import type { ArtifactFile, ArtifactKind, Artifacts } from "../../../../src/service/artifacts/store.ts";

export async function folderArtifacts(root: string): Promise<Artifacts> {
  await Deno.mkdir(root, { recursive: true });
  const at = (kind: ArtifactKind, id: string) => join(root, kind, id);
  const files = async (folder: string) => {
    const all: ArtifactFile[] = [];
    const walk = async (path: string) => {
      for await (const { name, isDirectory } of Deno.readDir(path)) {
        if (isDirectory) await walk(join(path, name));
        else {
          const bytes = await Deno.readFile(join(path, name));
          all.push({
            path: relative(folder, join(path, name)),
            size: bytes.length,
            sha256: await sha256(bytes),
          });
        }
      }
    };
    await walk(folder);
    return all.sort((a, b) => a.path < b.path ? -1 : 1);
  };
  const copy = async (from: string, to: string) => {
    await Deno.mkdir(to, { recursive: true });
    for (const { path } of await files(from)) {
      await Deno.mkdir(join(to, path, ".."), { recursive: true });
      await Deno.copyFile(join(from, path), join(to, path));
    }
  };
  return {
    async put(kind, folder) {
      const manifest = { kind, files: await files(folder) };
      const id = await sha256(new TextEncoder().encode(JSON.stringify(manifest)));
      await copy(folder, at(kind, id));
      return id;
    },
    manifest: async (kind, id) => ({ kind, files: await files(at(kind, id)) }),
    read: () => Promise.resolve(undefined),
    restore: (kind, id, folder) => copy(at(kind, id), folder),
    collect: () => Promise.resolve({ artifacts: 0, bytes: 0 }),
    ready: () => Promise.resolve(),
  };
}
