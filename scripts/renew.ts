/** Files of a trained model that are made anew. */
import { join } from "node:path";
import { atomicWrite, sha256 } from "../src/base/files.ts";
import type { Bundle } from "../src/tasks/art/bundle/read.ts";

/** Writes files of a model, by their names, and their sizes and hashes to its manifest, with what else changes there. */
export async function renewFiles(
  { path, manifest }: Pick<Bundle, "path" | "manifest">,
  contents: Readonly<Record<string, Uint8Array<ArrayBuffer>>>,
  changes: Partial<Bundle["manifest"]> = {},
): Promise<void> {
  const files = { ...manifest.files };
  for (const [name, bytes] of Object.entries(contents)) {
    files[name] = { size: bytes.length, sha256: await sha256(bytes) };
    await atomicWrite(join(path, name), bytes);
  }
  await atomicWrite(
    join(path, "manifest.json"),
    JSON.stringify({ ...manifest, ...changes, files }, null, 2) + "\n",
  );
}
