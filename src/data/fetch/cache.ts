import { join } from "node:path";
import * as z from "zod";
import { atomicWrite, sha256 } from "../../base/files.ts";

const entrySchema = z.object({
  url: z.string(),
  etag: z.string().optional(),
  lastModified: z.string().optional(),
  contentType: z.string(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});

/** What a server said of a body that it may confirm later. */
export interface CacheEntry {
  etag?: string | undefined;
  lastModified?: string | undefined;
  contentType: string;
  bytes: Uint8Array<ArrayBuffer>;
}

/** Bodies on disk, by URL. */
export interface Cache {
  /** What is stored for a URL; undefined where nothing is, or where it is damaged. */
  read(url: string): Promise<CacheEntry | undefined>;
  /** Stores a body that its server can confirm (ETag or Last-Modified); any other is passed over. */
  write(url: string, entry: CacheEntry): Promise<void>;
}

/**
 * A cache in a folder: `bodies/<sha256 of the body>` and `urls/<sha256 of the URL>.json`, each written atomically, the
 * body first. Files that cannot be read count as absent.
 */
export function openCache(folder: string): Cache {
  const bodyPath = (digest: string) => join(folder, "bodies", digest.slice(0, 2), digest);
  const entryPath = async (url: string) => {
    const digest = await sha256(new TextEncoder().encode(url));
    return join(folder, "urls", digest.slice(0, 2), `${digest}.json`);
  };
  return {
    read: async (url) => {
      try {
        const { sha256: digest, ...entry } = entrySchema.parse(
          JSON.parse(await Deno.readTextFile(await entryPath(url))),
        );
        const bytes = await Deno.readFile(bodyPath(digest));
        return entry.url === url && await sha256(bytes) === digest ? { ...entry, bytes } : undefined;
      } catch {
        return undefined;
      }
    },
    write: async (url, { etag, lastModified, contentType, bytes }) => {
      if (etag === undefined && lastModified === undefined) return;
      const digest = await sha256(bytes);
      await writeInto(bodyPath(digest), bytes);
      const entry: z.infer<typeof entrySchema> = { url, etag, lastModified, contentType, sha256: digest };
      await writeInto(await entryPath(url), JSON.stringify(entry));
    },
  };
}

async function writeInto(path: string, content: Uint8Array | string): Promise<void> {
  await Deno.mkdir(join(path, ".."), { recursive: true });
  await atomicWrite(path, content);
}
