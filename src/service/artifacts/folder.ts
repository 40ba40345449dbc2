/** Artifacts in a folder of this machine: `<kind>/<id>` with a manifest and files, each put in its place whole. */
import { createHash } from "node:crypto";
import { dirname, join, resolve } from "node:path";
import { UserError } from "../../base/errors.ts";
import { isFolder, syncFolder, temporaryBeside, writeSynced } from "../../base/files.ts";
import {
  ARTIFACT_KINDS,
  type ArtifactFile,
  type ArtifactKind,
  type ArtifactManifest,
  type Artifacts,
} from "./store.ts";

const MANIFEST = "manifest.json", FILES = "files", TEMPORARY = ".temporary";

/** Opens a folder of artifacts, which is made where there is none. */
export async function folderArtifacts(root: string): Promise<Artifacts> {
  await Deno.mkdir(join(root, TEMPORARY), { recursive: true });
  for (const kind of ARTIFACT_KINDS) await Deno.mkdir(join(root, kind), { recursive: true });
  const placeOf = (kind: ArtifactKind, id: string) => join(root, checkedKind(kind), checkedId(id));
  const manifestOf = async (kind: ArtifactKind, id: string) => {
    const text = await Deno.readTextFile(join(placeOf(kind, id), MANIFEST)).catch(ignoreMissing);
    if (text === undefined) return undefined;
    if (digestOf(text) !== id) throw damaged(kind, id, MANIFEST);
    const manifest: ArtifactManifest = JSON.parse(text);
    return manifest;
  };
  const sound = async (kind: ArtifactKind, id: string, file: ArtifactFile) => {
    const path = join(placeOf(kind, id), FILES, file.path);
    const hash = createHash("sha256");
    try {
      using source = await Deno.open(path);
      for await (const bytes of source.readable) hash.update(bytes);
    } catch (error) {
      if (!(error instanceof Deno.errors.NotFound)) throw error;
    }
    if (hash.digest("hex") !== file.sha256) throw damaged(kind, id, file.path);
    return path;
  };
  return {
    async put(kind, folder) {
      checkedKind(kind);
      const temporary = join(root, TEMPORARY, crypto.randomUUID());
      try {
        const files: ArtifactFile[] = [];
        for await (const path of filesBelow(folder)) {
          files.push({ path, ...await copied(join(folder, path), join(temporary, FILES, path)) });
        }
        if (files.length === 0) throw new UserError("io", `${folder} is empty: there is nothing to keep`);
        files.sort((a, b) => a.path < b.path ? -1 : 1);
        const text = JSON.stringify({ kind, files }), id = digestOf(text), place = placeOf(kind, id);
        if (await isFolder(place)) return id;
        await writeSynced(join(temporary, MANIFEST), text);
        await Deno.rename(temporary, place).catch(async (error) => {
          // Another has put the same.
          if (!await isFolder(place)) throw error;
        });
        await syncFolder(dirname(place));
        return id;
      } finally {
        await Deno.remove(temporary, { recursive: true }).catch(ignoreMissing);
      }
    },
    manifest: manifestOf,
    async read(kind, id, path, range) {
      const file = (await manifestOf(kind, id))?.files.find((each) => each.path === path);
      if (file === undefined) return undefined;
      const source = await Deno.open(await sound(kind, id, file));
      const { start, end } = range ?? { start: 0, end: file.size };
      await source.seek(start, Deno.SeekMode.Start);
      return { file, body: source.readable.pipeThrough(firstBytes(end - start)) };
    },
    async restore(kind, id, folder) {
      const manifest = await manifestOf(kind, id);
      if (manifest === undefined) throw new UserError("input", `there is no ${kind} ${id}`);
      const temporary = temporaryBeside(resolve(folder));
      try {
        await Deno.mkdir(temporary);
        for (const file of manifest.files) {
          const { sha256 } = await copied(
            join(placeOf(kind, id), FILES, file.path),
            join(temporary, file.path),
          );
          if (sha256 !== file.sha256) throw damaged(kind, id, file.path);
        }
        await Deno.rename(temporary, folder);
      } finally {
        await Deno.remove(temporary, { recursive: true }).catch(ignoreMissing);
      }
    },
    async collect(keep, minutes) {
      const before = Date.now() - minutes * 60_000, removed = { artifacts: 0, bytes: 0 };
      for (const kind of ARTIFACT_KINDS) {
        for await (const { name: id } of Deno.readDir(join(root, kind))) {
          const { mtime } = await Deno.stat(join(root, kind, id));
          if (keep.has(id) || (mtime?.getTime() ?? Infinity) > before) continue;
          const files = (await manifestOf(kind, id))?.files ?? [];
          const temporary = join(root, TEMPORARY, crypto.randomUUID());
          await Deno.rename(join(root, kind, id), temporary);
          await Deno.remove(temporary, { recursive: true });
          removed.artifacts++;
          removed.bytes += files.reduce((sum, { size }) => sum + size, 0);
        }
      }
      return removed;
    },
    async ready() {
      if (await isFolder(join(root, TEMPORARY))) return;
      throw new UserError("environment", "the folder of artifacts is not there");
    },
  };
}

const digestOf = (text: string): string => createHash("sha256").update(text).digest("hex");

function checkedKind(kind: ArtifactKind): ArtifactKind {
  if (ARTIFACT_KINDS.includes(kind)) return kind;
  throw new UserError("input", `there are artifacts of the kinds ${ARTIFACT_KINDS.join(", ")} alone`);
}

function checkedId(id: string): string {
  if (/^[0-9a-f]{64}$/.test(id)) return id;
  throw new UserError("input", "an id of an artifact has 64 hexadecimal digits");
}

const damaged = (kind: ArtifactKind, id: string, path: string): UserError =>
  new UserError("io", `${kind} ${id}: ${path} is not what was written`);

/** Paths of the plain files below a folder. Throws a UserError of kind "io" for what is something else. */
async function* filesBelow(folder: string, prefix = ""): AsyncGenerator<string> {
  for await (const { name, isFile, isDirectory } of Deno.readDir(join(folder, prefix))) {
    const path = prefix === "" ? name : `${prefix}/${name}`;
    if (isDirectory) yield* filesBelow(folder, path);
    else if (isFile) yield path;
    else throw new UserError("io", `${join(folder, path)} is a link or no file: it cannot be kept`);
  }
}

/** Copies a file; gives what was written. */
async function copied(from: string, to: string): Promise<{ size: number; sha256: string }> {
  await Deno.mkdir(dirname(to), { recursive: true });
  using source = await Deno.open(from);
  using target = await Deno.open(to, { write: true, createNew: true });
  const hash = createHash("sha256"), buffer = new Uint8Array(1 << 18);
  let size = 0;
  for (let read; (read = await source.read(buffer)) !== null;) {
    const bytes = buffer.subarray(0, read);
    hash.update(bytes);
    for (let written = 0; written < read;) written += await target.write(bytes.subarray(written));
    size += read;
  }
  await target.sync();
  return { size, sha256: hash.digest("hex") };
}

/** Lets so many bytes through. */
function firstBytes(count: number): TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>> {
  let left = count;
  return new TransformStream({
    transform(bytes, controller) {
      controller.enqueue(bytes.subarray(0, left));
      left -= Math.min(left, bytes.length);
      if (left === 0) controller.terminate();
    },
  });
}

function ignoreMissing(error: unknown): undefined {
  if (!(error instanceof Deno.errors.NotFound)) throw error;
}
