/** Keys of what is kept, made of what was checked, and back. */
import { ARTIFACT_KINDS, type ArtifactKind } from "./store.ts";

export const FILES = "blobs/", MANIFESTS = "manifests/";

/** Key of a file by its digest. */
export const fileKey = (sha256: string): string => `${FILES}${sha256.slice(0, 2)}/${sha256}`;
export const manifestKey = (kind: ArtifactKind, id: string): string => `${MANIFESTS}${kind}/${id}`;

/** What a key of a manifest is of; undefined for what is something else. */
export function manifestAt(key: string): { kind: ArtifactKind; id: string } | undefined {
  const [, word, id = ""] = /^manifests\/([a-z]+)\/([0-9a-f]{64})$/.exec(key) ?? [];
  const kind = ARTIFACT_KINDS.find((each) => each === word);
  return kind && { kind, id };
}

/** The digest that is a file's key; undefined for what is something else. */
export const digestAt = (key: string): string | undefined =>
  /^blobs\/[0-9a-f]{2}\/([0-9a-f]{64})$/.exec(key)?.[1];
