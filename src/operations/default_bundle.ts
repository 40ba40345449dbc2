import { join } from "node:path";
import { isFile } from "../base/files.ts";
import type { Bundle } from "../tasks/art/bundle/read.ts";
import { readTrusted } from "../tasks/art/bundle/trusted.ts";

/** Folder of the built-in model: in the source tree, or at the same place inside a compiled binary. */
export function defaultBundle(): string {
  return join(import.meta.dirname!, "..", "..", "weights", "default");
}

/** The model in a folder, or of a name, or the built-in one, which is trusted within the executable. */
export async function openBundle(model: string | undefined): Promise<Bundle> {
  if (model === undefined && Deno.build.standalone) return readTrusted(defaultBundle());
  const { readBundle } = await import("../tasks/art/bundle/read.ts");
  return await readBundle(model === undefined ? defaultBundle() : await folderOf(model));
}

/** A folder with a model as it is; else where a model of that name is, if there is one. */
async function folderOf(model: string): Promise<string> {
  if (await isFile(join(model, "manifest.json"))) return model;
  const { findModel } = await import("./models.ts");
  return await findModel(model).catch(() => model);
}
