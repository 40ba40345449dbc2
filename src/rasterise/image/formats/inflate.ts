/** Bytes that are inflated at once: they stand for 17 MB at most. */
const STEP = 1 << 14;

type Bytes = Uint8Array<ArrayBuffer>;

/**
 * Inflates zlib data, given in parts, and hands it over as it comes until `take` returns true. Gives false if the data
 * was damaged or ended before. What `take` does not want is never inflated, whatever the data stands for.
 */
export async function inflate(
  parts: readonly Uint8Array[],
  take: (bytes: Uint8Array) => boolean,
): Promise<boolean> {
  const reader = ReadableStream.from(steps(parts)).pipeThrough(new DecompressionStream("deflate"))
    .getReader();
  let given = 0;
  try {
    while (true) {
      // The runtime's own inflater is fast, but keeps nothing of the step in which it finds damage.
      const next = await reader.read().catch(() => undefined);
      if (next === undefined) return await inflateDamaged(parts, given, take);
      if (next.done) return false;
      given += next.value.length;
      if (take(next.value)) return true;
    }
  } finally {
    await reader.cancel().catch(() => {});
  }
}

/** At most `size` bytes of what zlib data inflates to; fewer where it is damaged or ends before. */
export async function inflateAtMost(data: Uint8Array, size: number): Promise<Uint8Array> {
  const out = new Uint8Array(size);
  let length = 0;
  await inflate([data], (bytes) => {
    const part = bytes.subarray(0, size - length);
    out.set(part, length);
    length += part.length;
    return length === size;
  });
  return out.subarray(0, length);
}

function isOwn(bytes: Uint8Array): bytes is Bytes {
  return bytes.buffer instanceof ArrayBuffer;
}

function* steps(parts: Iterable<Uint8Array>): Generator<Bytes> {
  for (const part of parts) {
    // Without a copy where the bytes are no shared ones, which a stream would refuse.
    const own = isOwn(part) ? part : Uint8Array.from(part);
    for (let at = 0; at < own.length; at += STEP) yield own.subarray(at, at + STEP);
  }
}

/** Hands over what comes before the damage, less the bytes that were `given` already. */
async function inflateDamaged(
  parts: readonly Uint8Array[],
  given: number,
  take: (bytes: Uint8Array) => boolean,
): Promise<boolean> {
  const { Unzlib } = await import("fflate");
  let enough = false;
  const stream = new Unzlib((bytes) => {
    const rest = bytes.subarray(given);
    given = Math.max(0, given - bytes.length);
    if (rest.length > 0) enough ||= take(rest);
  });
  try {
    for (const part of steps(parts)) {
      if (enough) break;
      stream.push(part);
    }
  } catch (error) {
    // fflate numbers its errors; any other is one of `take`.
    if (!(error instanceof Error && "code" in error)) throw error;
  }
  return enough;
}
