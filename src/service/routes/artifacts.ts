/** What jobs have left, to look at and to download. */
import { basename } from "node:path/posix";
import * as z from "zod";
import { ArtifactIdSchema, ManifestSchema } from "../artifacts/manifest.ts";
import { ARTIFACT_KINDS } from "../artifacts/store.ts";
import { Problem } from "../problem.ts";
import { selected } from "../ranges.ts";
import { type Route, route } from "../route.ts";

const params = z.strictObject({ kind: z.enum(ARTIFACT_KINDS), id: ArtifactIdSchema });

/** What is behind an id never changes; it is for who may ask alone. */
const FOR_GOOD = "private, max-age=31536000, immutable";
const KNOWN = { text: "the client has it already", type: "text/plain" };

const show = route({
  ...{ method: "GET", path: "/artifacts/{kind}/{id}", scope: "draw", tag: "artifacts", params },
  summary: "what is in an artifact; its id is the SHA-256 of these very bytes",
  answers: { 200: { text: "the manifest", schema: ManifestSchema }, 304: KNOWN },
  async handle({ params: { kind, id }, headers, services: { artifacts } }) {
    const manifest = await artifacts.manifest(kind, id);
    if (manifest === undefined) throw new Problem(404, `there is no ${kind} ${id}`);
    const told = { etag: `"${id}"`, "cache-control": FOR_GOOD };
    const { status } = selected(headers, told.etag, 0);
    if (status === 304) return new Response(null, { status, headers: told });
    if (status === 412) throw new Problem(412, "If-Match names none that is here");
    return Response.json({ files: manifest.files, kind }, { headers: told });
  },
});

const BYTES = "application/octet-stream";

const download = route({
  ...{ method: "GET", path: "/artifacts/{kind}/{id}/download", scope: "train", tag: "artifacts", params },
  summary: "a file of an artifact, or a range of its bytes; its ETag is its SHA-256",
  query: z.strictObject({ path: z.string().min(1).max(1024).describe("as in the manifest") }),
  answers: {
    200: { text: "the file, also where several ranges are asked for", type: BYTES },
    206: { text: "the range that was asked for", type: BYTES },
    304: KNOWN,
    412: { text: "If-Match names another file", type: "application/problem+json" },
    416: { text: "there are no bytes in that range", type: "application/problem+json" },
  },
  async handle({ params: { kind, id }, query: { path }, headers, services: { artifacts } }) {
    const manifest = await artifacts.manifest(kind, id);
    const file = manifest?.files.find((each) => each.path === path);
    if (file === undefined) {
      throw new Problem(404, manifest ? `the ${kind} has no such file` : `there is no ${kind} ${id}`);
    }
    const told = {
      ...{ etag: `"${file.sha256}"`, "accept-ranges": "bytes", "cache-control": FOR_GOOD },
    };
    const answer = selected(headers, told.etag, file.size);
    if (answer.status === 304) return new Response(null, { status: 304, headers: told });
    if (answer.status === 412) throw new Problem(412, "If-Match names another file");
    if (answer.status === 416) {
      const more = { ...told, "content-range": `bytes */${file.size}` };
      throw new Problem(416, `the file has ${file.size} bytes, none of them in that range`, {
        headers: more,
      });
    }
    const range = answer.status === 206 ? answer.range : undefined;
    const stored = await artifacts.read(kind, id, path, range);
    if (stored === undefined) throw new Problem(404, `the ${kind} has no such file`);
    const { start, end } = range ?? { start: 0, end: file.size };
    return new Response(stored.body, {
      status: answer.status,
      headers: {
        ...told,
        ...range && { "content-range": `bytes ${start}-${end - 1}/${file.size}` },
        "content-length": String(end - start),
        "content-type": BYTES,
        "content-disposition": dispositionOf(path),
      },
    });
  },
});

/** To be saved, by the name of a path: in letters that no header can be broken with, and whole in percent signs. */
export function dispositionOf(path: string): string {
  const name = basename(path), plain = name.replace(/[^\w.-]/g, "_");
  const whole = encodeURIComponent(name.toWellFormed()).replace(
    /['()*]/g,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${plain}"${plain === name ? "" : `; filename*=UTF-8''${whole}`}`;
}

export const routes: Route[] = [show, download];
