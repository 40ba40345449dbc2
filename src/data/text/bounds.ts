/** Where documents begin and end among a corpus' tokens. */
import { openTokens, type Tokens } from "./tokens.ts";

/** Ids that are looked through at a time. */
const PART = 1 << 16;

/**
 * Places of the separators among the ids from `begin` up to `end`, in shared memory: one stands before each document and one behind
 * the last.
 */
export function separatorPlaces(
  tokens: Tokens,
  separator: number,
  end: number,
  begin = 0,
): Uint32Array<SharedArrayBuffer> {
  using reader = openTokens(tokens);
  const places: number[] = [];
  for (let start = begin; start < end; start += PART) {
    reader.read(start, Math.min(end, start + PART)).forEach((id, i) => {
      if (id === separator) places.push(start + i);
    });
  }
  const shared = new Uint32Array(new SharedArrayBuffer(Uint32Array.BYTES_PER_ELEMENT * places.length));
  shared.set(places);
  return shared;
}
