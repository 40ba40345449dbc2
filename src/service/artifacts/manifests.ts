/** Manifests that are kept. */
import { UserError } from "../../base/errors.ts";
import { readBytes } from "../../base/files.ts";
import type { Blobs, Kept } from "./blobs.ts";
import { manifestAt, manifestKey, MANIFESTS } from "./keys.ts";
import { checkedId, checkedKind, decodeManifest, digestOf, MOST_MANIFEST } from "./manifest.ts";
import type { ArtifactKind, ArtifactManifest } from "./store.ts";

/** A manifest, checked. Throws a UserError of kind "io" where it is not what was written. */
export async function readManifest(
  blobs: Blobs,
  kind: ArtifactKind,
  id: string,
): Promise<ArtifactManifest | undefined> {
  const found = await blobs.read(manifestKey(checkedKind(kind), checkedId(id)));
  if (found === undefined) return undefined;
  const wrong = () => damaged(kind, id, "its manifest");
  const bytes = await readBytes(found.chunks, MOST_MANIFEST, wrong);
  const manifest = digestOf(bytes) === id ? decodeManifest(bytes) : undefined;
  if (manifest?.kind === kind) return manifest;
  throw wrong();
}

/** All that are there; what has another name is none of them. */
export async function listManifests(
  blobs: Blobs,
): Promise<({ kind: ArtifactKind; id: string; key: string } & Kept)[]> {
  const all: ({ kind: ArtifactKind; id: string; key: string } & Kept)[] = [];
  for await (const each of blobs.list(MANIFESTS)) {
    const named = manifestAt(each.key);
    if (named !== undefined) all.push({ ...each, ...named });
  }
  return all;
}

export const damaged = (kind: ArtifactKind, id: string, what: string): UserError =>
  new UserError("io", `${kind} ${id}: ${what} is not what was written`);
