/** Bytes in a bucket of an S3-compatible store. */
import { UserError } from "../../../base/errors.ts";
import { artifactsOf } from "../artifacts.ts";
import type { Blobs, Kept } from "../blobs.ts";
import type { Artifacts } from "../store.ts";
import { type Bucket, s3Client, type S3Patience } from "./client.ts";
import { chunksFrom } from "./download.ts";
import { listed } from "./list.ts";
import { upload } from "./upload.ts";

export const s3Artifacts = (bucket: Bucket, patience?: S3Patience): Artifacts =>
  artifactsOf(s3Blobs(bucket, patience));

export function s3Blobs(bucket: Bucket, patience?: S3Patience): Blobs {
  const client = s3Client(bucket, patience);

  async function stat(key: string): Promise<Kept | undefined> {
    const { status, headers } = await client.send({ method: "HEAD", key }, [200, 404]);
    return status === 404 ? undefined : keptOf(headers, client.name);
  }

  return {
    stat,
    put: (key, content) => upload(client, key, content),
    async touch(key) {
      const headers = {
        "x-amz-copy-source": `/${bucket.bucket}/${key}`,
        "x-amz-metadata-directive": "REPLACE",
      };
      const { status, text } = await client.send({ method: "PUT", key, headers }, [200, 404]);
      // An answer may begin before it is known how it ends.
      return status === 200 && !text.includes("<Error>");
    },
    async read(key, range) {
      if (range !== undefined && range.start === range.end) {
        const there = await stat(key);
        return there && { size: there.size, chunks: nothing() };
      }
      return await chunksFrom(client, key, range);
    },
    list: (prefix) => listed(client, prefix),
    async remove(key, age) {
      const there = await stat(key);
      if (there === undefined || there.time > Date.now() - age) return false;
      await client.send({ method: "DELETE", key }, [200, 204]);
      return true;
    },
    // Uploads that never ended are for the store's own rules: not every store lists them.
    clean: () => Promise.resolve(),
    async ready() {
      const query = { "list-type": "2", "max-keys": "1" };
      await client.send({ method: "GET", key: "", query }, [200]);
    },
  };
}

/** What headers tell of bytes that are kept. */
function keptOf(headers: Headers, name: string): Kept {
  const size = Number(headers.get("content-length") ?? NaN);
  const time = Date.parse(headers.get("last-modified") ?? "");
  if (Number.isSafeInteger(size) && Number.isFinite(time)) return { size, time };
  throw new UserError("environment", `artifacts: ${name}: it tells neither sizes nor times as S3 does`);
}

async function* nothing(): AsyncGenerator<never> {}
