/** Manifests: what is in an artifact, the same bytes for the same files. */
import { createHash } from "node:crypto";
import * as z from "zod";
import { UserError } from "../../base/errors.ts";
import { clashIn, faultOfPath } from "./paths.ts";
import {
  ARTIFACT_KINDS,
  type ArtifactFile,
  type ArtifactKind,
  type ArtifactManifest,
  HEX_DIGEST,
} from "./store.ts";

const MOST_FILES = 100_000;

/** Bytes of a manifest at most. */
export const MOST_MANIFEST = 1 << 25;

export const ArtifactIdSchema = z.string().regex(
  HEX_DIGEST,
  "an id of an artifact has 64 hexadecimal digits",
);

const FileSchema = z.strictObject({
  path: z.string().check(({ value, issues }) => {
    const fault = faultOfPath(value);
    if (fault !== undefined) issues.push({ code: "custom", message: fault, input: value });
  }),
  sha256: z.string().regex(HEX_DIGEST),
  size: z.int().min(0),
});

export const ManifestSchema: z.ZodType<ArtifactManifest> = z.strictObject({
  files: z.array(FileSchema).min(1).max(MOST_FILES),
  kind: z.enum(ARTIFACT_KINDS),
}).meta({ id: "ArtifactManifest" });

export const digestOf = (bytes: Uint8Array | string): string =>
  createHash("sha256").update(bytes).digest("hex");

/** A manifest and its bytes: paths sorted by code units, JSON as RFC 8785 has it. Throws a UserError of kind "io" for paths that cannot be kept. */
export function encodeManifest(
  kind: ArtifactKind,
  files: readonly ArtifactFile[],
): { id: string; bytes: Uint8Array<ArrayBuffer> } {
  for (const { path } of files) {
    const fault = faultOfPath(path);
    if (fault !== undefined) throw new UserError("io", `${JSON.stringify(path)} cannot be kept: it ${fault}`);
  }
  const clash = clashIn(files.map(({ path }) => path));
  if (clash !== undefined) {
    throw new UserError(
      "io",
      `${JSON.stringify(clash)} cannot be kept: another name differs by case or accents alone`,
    );
  }
  const bytes = new TextEncoder().encode(textOf({ kind, files: [...files] }));
  if (files.length <= MOST_FILES && bytes.length <= MOST_MANIFEST) return { id: digestOf(bytes), bytes };
  throw new UserError(
    "io",
    `${files.length} files are too many for an artifact; at most ${MOST_FILES} are kept`,
  );
}

/** The manifest that bytes hold whose digest was checked; undefined where they are none. */
export function decodeManifest(bytes: Uint8Array): ArtifactManifest | undefined {
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    const manifest = ManifestSchema.parse(JSON.parse(text));
    return textOf(manifest) === text && clashIn(manifest.files.map(({ path }) => path)) === undefined
      ? manifest
      : undefined;
  } catch {
    return undefined;
  }
}

/** Names in the order of RFC 8785. */
function textOf({ kind, files }: ArtifactManifest): string {
  const sorted = files
    .map(({ path, sha256, size }) => ({ path, sha256, size }))
    .sort((a, b) => a.path < b.path ? -1 : 1);
  return JSON.stringify({ files: sorted, kind });
}

/** Throws a UserError of kind "input" for what is no kind. */
export function checkedKind(kind: string): ArtifactKind {
  const known = ARTIFACT_KINDS.find((each) => each === kind);
  if (known !== undefined) return known;
  throw new UserError(
    "input",
    `${JSON.stringify(kind)} is no kind of artifact; there are ${ARTIFACT_KINDS.join(", ")}`,
  );
}

/** Throws a UserError of kind "input" for what is no id. */
export function checkedId(id: string): string {
  if (HEX_DIGEST.test(id)) return id;
  throw new UserError(
    "input",
    `${JSON.stringify(id.slice(0, 80))} is no id of an artifact: it has 64 hexadecimal digits`,
  );
}
