/** The files of the model and of onnxruntime: fetched once, unpacked, compared with their digests, kept for the next time. */
import type { OnLoaded } from "../engine.ts";

/** A file as the host has it, packed by gzip: a host need not compress. */
export interface PackedFile {
  /** What it is called unpacked. */
  name: string;
  /** Relative to the list. */
  url: string;
  /** Bytes, packed. */
  size: number;
  /** Hexadecimal digest of what is unpacked. */
  sha256: string;
}

/** The list of the files that drawing needs. */
export interface FileList {
  files: readonly PackedFile[];
  /** What only drawings in colour need. */
  colours: PackedFile;
  /** Script of onnxruntime, relative to the list. */
  runtime: string;
}

/** What the page keeps its files in, the service worker as well. */
export const CACHE = "ascii-gen-studio";

/** Fetches files of the list at an address. Rejects with what is wrong, in words. */
export async function fetchFiles(
  files: readonly PackedFile[],
  address: string,
  onLoaded: OnLoaded,
): Promise<Map<string, Uint8Array<ArrayBuffer>>> {
  // Browsers hide these from pages that others may have changed on the way.
  if (globalThis.crypto?.subtle === undefined || globalThis.caches === undefined) {
    throw new Error(
      "drawing in the page needs https, or the own machine (localhost): files are checked by digests",
    );
  }
  const total = files.reduce((sum, { size }) => sum + size, 0);
  let loaded = 0;
  const count = (bytes: number) => onLoaded(loaded += bytes, total);
  const cache = await caches.open(CACHE);
  const fetched = await Promise.all(files.map(async (file) => {
    const url = new URL(file.url, address).href;
    return [
      file.name,
      await keptFile(cache, file, url, count) ?? await freshFile(cache, file, url, count),
    ] as const;
  }));
  return new Map(fetched);
}

/** A file that was kept, unless it is damaged. */
async function keptFile(cache: Cache, file: PackedFile, url: string, count: (bytes: number) => void) {
  const kept = await cache.match(url);
  if (kept === undefined) return undefined;
  const bytes = await unpacked(new Uint8Array(await kept.arrayBuffer()));
  if (bytes === undefined || await digestOf(bytes) !== file.sha256) {
    // Else the service worker would hand it out again.
    await cache.delete(url);
    return undefined;
  }
  count(file.size);
  return bytes;
}

async function freshFile(cache: Cache, file: PackedFile, url: string, count: (bytes: number) => void) {
  const answer = await fetch(url).catch(() => undefined);
  if (!answer?.ok || answer.body === null) {
    throw new Error(
      `${file.name} cannot be loaded: ${answer === undefined ? "no connection" : answer.status}`,
    );
  }
  const parts: Uint8Array<ArrayBuffer>[] = [];
  for await (const part of answer.body) {
    parts.push(part);
    count(part.length);
  }
  const packed = new Uint8Array(await new Blob(parts).arrayBuffer());
  const bytes = await unpacked(packed);
  if (bytes === undefined || await digestOf(bytes) !== file.sha256) {
    throw new Error(`${file.name} is not what it should be: load the page anew`);
  }
  // Where there is no room to keep it, it is fetched again next time.
  await cache.put(url, new Response(packed)).catch(() => {});
  return bytes;
}

/** What gzip has packed; undefined for what is damaged. */
async function unpacked(packed: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
  const bytes = await new Response(stream).arrayBuffer().catch(() => undefined);
  return bytes && new Uint8Array(bytes);
}

async function digestOf(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)).toHex();
}
