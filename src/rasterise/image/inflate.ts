import { Unzlib } from "fflate";

/** Bytes that are inflated at once: they stand for 17 MB at most. */
const STEP = 1 << 14;

/**
 * Inflates zlib data, given in parts, and hands it over as it comes until `take` returns true. Gives false if the data
 * was damaged or ended before. What `take` does not want is never inflated, whatever the data stands for.
 */
export function inflate(parts: Iterable<Uint8Array>, take: (bytes: Uint8Array) => boolean): boolean {
  let enough = false;
  const stream = new Unzlib((bytes) => {
    enough ||= take(bytes);
  });
  try {
    for (const part of parts) {
      for (let at = 0; at < part.length && !enough; at += STEP) stream.push(part.subarray(at, at + STEP));
      if (enough) break;
    }
  } catch (error) {
    // fflate numbers its errors; any other is one of `take`.
    if (!(error instanceof Error && "code" in error)) throw error;
  }
  return enough;
}

/** At most `size` bytes of what zlib data inflates to; fewer where it is damaged or ends before. */
export function inflateAtMost(data: Uint8Array, size: number): Uint8Array {
  const out = new Uint8Array(size);
  let length = 0;
  inflate([data], (bytes) => {
    const part = bytes.subarray(0, size - length);
    out.set(part, length);
    length += part.length;
    return length === size;
  });
  return out.subarray(0, length);
}
