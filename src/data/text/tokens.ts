/** Token ids of a corpus, as replicas on several threads read them: in shared memory, or in a file. */
import { UserError } from "../../base/errors.ts";

/** Where ids are. It is plain data, posted to workers. */
export type Tokens =
  | { ids: Uint16Array<SharedArrayBuffer> | Uint32Array<SharedArrayBuffer> }
  | { path: string; width: Width; length: number };

/** Bytes of an id in memory and on disk, little-endian. */
export type Width = 2 | 4;

/** Bytes of ids for that many kinds of tokens. */
export const widthFor = (kinds: number): Width => kinds <= 1 << 16 ? 2 : 4;

/** An array of ids over some bytes. Files are little-endian, as all machines are that this runs on. */
export function idsOver<Buffer extends ArrayBufferLike>(
  buffer: Buffer,
  width: Width,
): Uint16Array<Buffer> | Uint32Array<Buffer> {
  return width === 2 ? new Uint16Array(buffer) : new Uint32Array(buffer);
}

/** Ids in shared memory. */
export function sharedIds(ids: readonly number[], kinds: number): Tokens {
  const width = widthFor(kinds);
  const shared = idsOver(new SharedArrayBuffer(width * ids.length), width);
  shared.set(ids);
  return { ids: shared };
}

export const lengthOf = (tokens: Tokens): number => "ids" in tokens ? tokens.ids.length : tokens.length;

/** Reads stretches of ids. */
export interface TokenReader extends Disposable {
  /** Ids from `start` up to `end`. Throws a UserError of kind "io" where a file has become shorter. */
  read(start: number, end: number): number[];
}

/** Opens ids; those in a file are read where they stand, a stretch at a time. */
export function openTokens(tokens: Tokens): TokenReader {
  if ("ids" in tokens) {
    const { ids } = tokens;
    return { read: (start, end) => Array.from(ids.subarray(start, end)), [Symbol.dispose]: () => {} };
  }
  const { path, width } = tokens;
  const file = Deno.openSync(path);
  return {
    read(start, end) {
      const bytes = new Uint8Array(width * (end - start));
      file.seekSync(width * start, Deno.SeekMode.Start);
      for (let at = 0; at < bytes.length;) {
        const count = file.readSync(bytes.subarray(at));
        if (count === null) throw new UserError("io", `${path} became shorter while it was read`);
        at += count;
      }
      return Array.from(idsOver(bytes.buffer, width));
    },
    [Symbol.dispose]: () => file.close(),
  };
}
