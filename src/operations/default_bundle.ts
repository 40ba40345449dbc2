import { join } from "node:path";
import type { Bundle } from "../tasks/art/bundle/read.ts";
import { readTrusted } from "../tasks/art/bundle/trusted.ts";

/** Folder of the built-in model: in the source tree, or at the same place inside a compiled binary. */
export function defaultBundle(): string {
  return join(import.meta.dirname!, "..", "..", "weights", "default");
}

/** The model in a folder, or the built-in one, which is trusted within the executable. */
export async function openBundle(folder: string | undefined): Promise<Bundle> {
  if (folder === undefined && Deno.build.standalone) return readTrusted(defaultBundle());
  const { readBundle } = await import("../tasks/art/bundle/read.ts");
  return await readBundle(folder ?? defaultBundle());
}
