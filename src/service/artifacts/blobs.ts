/** Where bytes are kept by keys, once: what engines do, and what all of them have in common. */
import { createHash } from "node:crypto";
import { UserError } from "../../base/errors.ts";

export type Chunks = AsyncIterable<Uint8Array<ArrayBuffer>>;

/** Bytes that are to be kept, which may be read several times. */
export interface Content {
  size: number;
  sha256: string;
  /** Throws a UserError of kind "io" where they are no more what was said. */
  chunks(): Chunks;
}

/** What is known of bytes that are kept. */
export interface Kept {
  size: number;
  /** When they were put, or touched, in milliseconds. */
  time: number;
}

/** From `start` to before `end`. */
export interface Range {
  start: number;
  end: number;
}

/** Throws a UserError of kind "environment" where it cannot be reached or refuses. */
export interface Blobs {
  /** What is there by a key. */
  stat(key: string): Promise<Kept | undefined>;
  /** Keeps bytes whole or not at all; where there are bytes by that key already, they stay. */
  put(key: string, content: Content): Promise<void>;
  /** Makes it as new as if it were put now; false where it is not there. */
  touch(key: string): Promise<boolean>;
  /** What is there, or a range of it. */
  read(key: string, range?: Range): Promise<{ size: number; chunks: Chunks } | undefined>;
  /** All keys that begin so, in order. */
  list(prefix: string): AsyncIterable<{ key: string } & Kept>;
  /** Removes what is there, if it is still older than so many milliseconds; whether it did. */
  remove(key: string, age: number): Promise<boolean>;
  /** Removes what writers left behind that never ended, older than so many milliseconds. */
  clean(age: number): Promise<void>;
  ready(): Promise<void>;
}

/**
 * Hands bytes on; a UserError of kind "io" where they are not as many, or have not the digest, that was said. The last
 * chunk is given when all is known to be right, so that what is cut or wrong never looks whole.
 */
export async function* verified(
  chunks: Chunks,
  { size, sha256 }: { size: number; sha256: string },
  wrong: () => UserError,
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const hash = createHash("sha256");
  let length = 0, last: Uint8Array<ArrayBuffer> | undefined;
  for await (const chunk of chunks) {
    if (last !== undefined) yield last;
    length += chunk.length;
    if (length > size) throw wrong();
    hash.update(chunk);
    last = chunk;
  }
  if (length !== size || hash.digest("hex") !== sha256) throw wrong();
  if (last !== undefined) yield last;
}

/** Hands on exactly so many bytes; an error where there are fewer or more. */
export async function* counted(
  chunks: Chunks,
  count: number,
  wrong: () => UserError,
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  let length = 0;
  for await (const chunk of chunks) {
    length += chunk.length;
    if (length > count) throw wrong();
    yield chunk;
  }
  if (length !== count) throw wrong();
}

/** Bytes in memory as content. */
export const contentOf = (bytes: Uint8Array<ArrayBuffer>, sha256: string): Content => ({
  ...{ size: bytes.length, sha256 },
  async *chunks() {
    yield await Promise.resolve(bytes);
  },
});
