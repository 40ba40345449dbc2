/** What is in a bucket, page by page. */
import type { Kept } from "../blobs.ts";
import type { S3Client } from "./client.ts";

const ENTITIES: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

/** Keys that begin with a prefix, in order. */
export async function* listed(
  client: S3Client,
  prefix: string,
): AsyncGenerator<{ key: string } & Kept> {
  let token: string | undefined;
  do {
    const query = { "list-type": "2", prefix, ...token !== undefined && { "continuation-token": token } };
    const { text } = await client.send({ method: "GET", key: "", query }, [200]);
    for (const [, entry = ""] of text.matchAll(/<Contents>(.*?)<\/Contents>/gs)) {
      const [key, size, time] = [inTag(entry, "Key"), inTag(entry, "Size"), inTag(entry, "LastModified")];
      if (key !== undefined) yield { key, size: Number(size), time: Date.parse(time ?? "") };
    }
    token = inTag(text, "IsTruncated") === "true" ? inTag(text, "NextContinuationToken") : undefined;
  } while (token !== undefined);
}

/** What stands in the first element of a name. */
export function inTag(text: string, name: string): string | undefined {
  return new RegExp(`<${name}>([^<]*)</${name}>`).exec(text)?.[1]
    ?.replace(
      /&(?:#(\d+)|#x([0-9a-f]+)|(\w+));/gi,
      (whole, decimal, hex, name) =>
        name !== undefined
          ? ENTITIES[name] ?? whole
          : String.fromCodePoint(decimal !== undefined ? Number(decimal) : parseInt(hex, 16)),
    );
}
