/**
 * What nothing needs is removed, by command only. Writers may be at work meanwhile: they make what they share with older
 * artifacts new again before they refer to it, and what is new is left alone.
 */
import type { Blobs } from "./blobs.ts";
import { digestAt, FILES } from "./keys.ts";
import { listManifests, readManifest } from "./manifests.ts";
import type { Collected } from "./store.ts";

export interface Collecting {
  /** Ids of artifacts that stay. */
  keep: ReadonlySet<string>;
  /** Milliseconds that the rest stays after it was put. */
  age: number;
  /** Only counts. */
  dry: boolean;
}

/** Throws a UserError of kind "io", with all files left, where what a manifest that stays refers to cannot be known. */
export async function collectGarbage(blobs: Blobs, { keep, age, dry }: Collecting): Promise<Collected> {
  const before = Date.now() - age, removed = { artifacts: 0, bytes: 0 };
  const remove = async (key: string, time: number): Promise<boolean> =>
    time <= before && (dry || await blobs.remove(key, age));
  const staying: { kind: Parameters<typeof readManifest>[1]; id: string }[] = [];
  // First, so that a file is never gone before what refers to it.
  for (const { key, kind, id, size, time } of await listManifests(blobs)) {
    if (keep.has(id) || !await remove(key, time)) {
      staying.push({ kind, id });
      continue;
    }
    removed.artifacts++;
    removed.bytes += size;
  }
  const needed = new Set<string>();
  for (const { kind, id } of staying) {
    for (const { sha256 } of (await readManifest(blobs, kind, id))?.files ?? []) needed.add(sha256);
  }
  for await (const { key, size, time } of blobs.list(FILES)) {
    const digest = digestAt(key);
    if (digest === undefined || needed.has(digest) || !await remove(key, time)) continue;
    removed.bytes += size;
  }
  if (!dry) await blobs.clean(age);
  return removed;
}
