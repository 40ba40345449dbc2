/** Puts bytes under a key, once: small ones in a request, larger ones in parts, of which one is in memory at a time. */
import { UserError } from "../../../base/errors.ts";
import type { Chunks, Content } from "../blobs.ts";
import { digestOf } from "../manifest.ts";
import type { S3Answer, S3Client } from "./client.ts";
import { inTag } from "./list.ts";

/** Bytes of a part, at least; S3 takes 10,000 parts of at least 5 MiB. */
const PART = 1 << 23, MOST_PARTS = 10_000;

/** Does nothing where there is something by that key already. Throws what the content throws, with nothing kept. */
export async function upload(client: S3Client, key: string, content: Content): Promise<void> {
  const size = Math.max(PART, Math.ceil(content.size / MOST_PARTS));
  if (content.size > size) return await uploadParts(client, key, content, size);
  let whole: Uint8Array<ArrayBuffer> = new Uint8Array();
  for await (const part of partsOf(content.chunks(), size)) whole = part;
  const request = { method: "PUT", key, body: whole, sha256: content.sha256, headers: ONCE } as const;
  isDone(await client.send(request, [200, ...THERE]), client);
}

/** Refused where something is there. */
const ONCE = { "if-none-match": "*" };
/** Something is there. */
const THERE = [412];

async function uploadParts(client: S3Client, key: string, content: Content, size: number): Promise<void> {
  const begun = await client.send({ method: "POST", key, query: { uploads: "" } }, [200]);
  const uploadId = inTag(begun.text, "UploadId");
  if (uploadId === undefined) throw unlike(client);
  const abort = async () => {
    const request = { method: "DELETE", key, query: { uploadId } } as const;
    await client.send(request, [200, 204, 404]).catch(() => {});
  };
  try {
    const tags: string[] = [];
    for await (const body of partsOf(content.chunks(), size)) {
      const query = { partNumber: String(tags.length + 1), uploadId };
      const put = await client.send({ method: "PUT", key, query, body, sha256: digestOf(body) }, [200]);
      tags.push(put.headers.get("etag") ?? "");
    }
    const parts = tags.map((tag, i) =>
      `<Part><PartNumber>${i + 1}</PartNumber><ETag>${tag.replaceAll('"', "&quot;")}</ETag></Part>`
    );
    const body = `<CompleteMultipartUpload>${parts.join("")}</CompleteMultipartUpload>`;
    const request = {
      method: "POST",
      key,
      query: { uploadId },
      body,
      sha256: digestOf(body),
      headers: ONCE,
    } as const;
    const end = await client.send(request, [200, ...THERE, 404]);
    // It may have ended with an answer that was lost; whatever is there by that key is the same.
    if (end.status === 404) {
      const there = await client.send({ method: "HEAD", key }, [200, 404]);
      if (there.status === 404) throw unlike(client);
      return;
    }
    if (!isDone(end, client)) await abort();
  } catch (error) {
    await abort();
    throw error;
  }
}

/**
 * Whether bytes were kept by a request; they were not where some were there before. An upload in parts may be told to have
 * failed after its answer began as if it had not.
 */
function isDone({ status, text }: S3Answer, client: S3Client): boolean {
  if (status !== 200) return false;
  if (!text.includes("<Error>")) return true;
  const code = inTag(text, "Code") ?? "no code";
  throw new UserError("environment", `artifacts: ${client.name}: an upload failed (${code})`);
}

/** Chunks put together to parts of one size; the last may be smaller. */
async function* partsOf(chunks: Chunks, size: number): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  let part = new Uint8Array(size), length = 0;
  for await (let chunk of chunks) {
    while (chunk.length > 0) {
      const taken = chunk.subarray(0, size - length);
      part.set(taken, length);
      length += taken.length;
      chunk = chunk.subarray(taken.length);
      if (length < size) continue;
      yield part;
      [part, length] = [new Uint8Array(size), 0];
    }
  }
  if (length > 0) yield part.subarray(0, length);
}

const unlike = (client: S3Client): UserError =>
  new UserError("environment", `artifacts: ${client.name}: it does not keep uploads in parts as S3 does`);
