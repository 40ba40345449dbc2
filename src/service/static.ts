/** Files that the service serves: the studio. */
import { createHash } from "node:crypto";

export interface StaticFile {
  bytes: Uint8Array<ArrayBuffer>;
  /** Media type. */
  type: string;
}

/** Files by path, such as "/" and "/app-3f9a1c20.js". */
export type StaticFiles = ReadonlyMap<string, StaticFile>;

/** Names that tell the content, so that what is behind one never changes. */
const HASHED = /[-.][0-9A-Za-z_]{8,}\.\w+$/;

/** The answers with files by path, made once. */
export function fileAnswers(files: StaticFiles): (path: string, headers: Headers) => Response | undefined {
  const known = new Map(
    Array.from(files, ([path, file]) => {
      const hash = createHash("sha256").update(file.bytes).digest("base64url").slice(0, 22);
      return [path, { ...file, etag: `"${hash}"` }] as const;
    }),
  );
  return (path, headers) => {
    const file = known.get(path);
    if (file === undefined) return undefined;
    const told = {
      etag: file.etag,
      "content-type": file.type,
      "cache-control": HASHED.test(path) ? "public, max-age=31536000, immutable" : "no-cache",
    };
    const given = headers.get("if-none-match")?.split(",").map((each) => each.trim().replace(/^W\//, ""));
    return given?.includes(file.etag)
      ? new Response(null, { status: 304, headers: told })
      : new Response(file.bytes, { headers: { ...told, "content-length": String(file.bytes.length) } });
  };
}
