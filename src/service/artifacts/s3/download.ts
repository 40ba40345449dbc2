/** Bytes of a key as they come; where a connection is lost, the rest is asked for. */
import { UserError } from "../../../base/errors.ts";
import type { Chunks, Range } from "../blobs.ts";
import { pauseBefore, type S3Client } from "./client.ts";

/** Undefined where there is nothing by that key. */
export async function chunksFrom(
  client: S3Client,
  key: string,
  range?: Range,
): Promise<{ size: number; chunks: Chunks } | undefined> {
  const first = await ask(client, key, range);
  if (first === undefined) return undefined;
  const { size, etag } = first;
  const { start, end } = range ?? { start: 0, end: size };

  async function* chunks(): AsyncGenerator<Uint8Array<ArrayBuffer>> {
    let response: Response | undefined = first?.response, offset = start, tries = 0;
    try {
      while (offset < end) {
        try {
          response ??= (await ask(client, key, { start: offset, end }, etag))?.response;
          if (response?.body == null) throw new Error("it is gone");
          for await (const chunk of inTime(response.body, client.patience.answer)) {
            const part = chunk.subarray(0, end - offset);
            offset += part.length;
            tries = 0;
            if (part.length > 0) yield part;
          }
          if (offset < end) throw new Error("it ended early");
        } catch (error) {
          if (error instanceof UserError) throw error;
          if (++tries >= client.patience.tries) throw cut(client, error);
          await pauseBefore(client.patience, tries);
        }
        response = undefined;
      }
    } finally {
      // It may have been left in the middle.
      if (response?.body?.locked === false) await response.body.cancel().catch(() => {});
    }
  }
  return { size, chunks: chunks() };
}

async function ask(client: S3Client, key: string, range?: Range, etag?: string | null) {
  const headers = {
    ...range && { range: `bytes=${range.start}-${range.end - 1}` },
    ...etag != null && { "if-match": etag },
  };
  const response = await client.open({ method: "GET", key, headers }, [range ? 206 : 200, 404]);
  if (response.status === 404) return undefined;
  const told = range ? /\/(\d+)$/.exec(response.headers.get("content-range") ?? "")?.[1] : undefined;
  const size = Number(range ? told : response.headers.get("content-length") ?? NaN);
  return { response, size, etag: response.headers.get("etag") };
}

/** Hands chunks on; an error where one takes longer than so many milliseconds. */
async function* inTime(
  body: ReadableStream<Uint8Array<ArrayBuffer>>,
  most: number,
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const reader = body.getReader();
  try {
    for (;;) {
      const timer = setTimeout(() => void reader.cancel(new Error("too slow")).catch(() => {}), most);
      const { done, value } = await reader.read().finally(() => clearTimeout(timer));
      if (done) return;
      yield value;
    }
  } finally {
    await reader.cancel().catch(() => {});
  }
}

const cut = (client: S3Client, error: unknown): UserError =>
  new UserError("environment", `artifacts: ${client.name}: it cannot be read to the end (${error})`);
