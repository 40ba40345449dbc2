/** Where artifacts are kept, as the settings say. */
import { join } from "node:path";
import { UserError } from "../../base/errors.ts";
import type { Settings } from "../settings/fields.ts";
import type { Artifacts } from "./store.ts";

/** Throws a UserError of kind "usage" for settings of a store that are not all there. */
export async function openArtifacts(
  { root, artifacts }: Pick<Settings, "root" | "artifacts">,
): Promise<Artifacts> {
  const { endpoint, bucket, region, key, secret } = artifacts;
  if (bucket === undefined) {
    const { folderArtifacts } = await import("./folder.ts");
    return await folderArtifacts(artifacts.root ?? join(root, "artifacts"));
  }
  if (endpoint === undefined || key === undefined || secret === undefined) {
    const missing = Object.entries({ endpoint, key, secret }).filter(([, value]) => value === undefined);
    const names = missing.map(([name]) => `artifacts.${name}`).join(", ");
    throw new UserError("usage", `artifacts.bucket is set, but not ${names}`);
  }
  const { s3Artifacts } = await import("./s3/blobs.ts");
  return s3Artifacts({ endpoint, bucket, region, key, secret });
}
