/**
 * Planes in the kernels' memory, of float32 values, whole numbers of 32 bits or bytes, known by where they begin: to grow it
 * moves all views, but no place.
 */
import { memory } from "./assembly/kernels.wasm";

/** A plane: the offset of its first byte. */
export type Place = number;

const PAGE = 65536, ALIGNMENT = 8;
let top = ALIGNMENT;

/** Runs `work`, then gives back the memory that it took. */
export function scope<T>(work: () => T): T {
  const before = top;
  try {
    return work();
  } finally {
    top = before;
  }
}

/** Room for so many bytes. */
function take(bytes: number): Place {
  const place = top;
  top += Math.ceil(bytes / ALIGNMENT) * ALIGNMENT;
  const missing = top - memory.buffer.byteLength;
  if (missing > 0) memory.grow(Math.ceil(missing / PAGE));
  return place;
}

/** A plane of zeros. */
export function zeros(count: number): Place {
  const place = take(count * 4);
  floatsAt(place, count).fill(0);
  return place;
}

/** Room for a plane that is written before it is read. */
export const room = (count: number): Place => take(count * 4);

/** A plane of bytes that are 0. */
export function zeroBytes(count: number): Place {
  const place = take(count);
  bytesAt(place, count).fill(0);
  return place;
}

/** A plane of values. */
export function planeOf(values: ArrayLike<number>): Place {
  const place = room(values.length);
  floatsAt(place, values.length).set(values);
  return place;
}

/** Whole numbers of 32 bits. */
export function wholeOf(values: ArrayLike<number>): Place {
  const place = room(values.length);
  wholeAt(place, values.length).set(values);
  return place;
}

/** Views of what begins at a place, until more memory is taken. */
export const floatsAt = (place: Place, count: number) => new Float32Array(memory.buffer, place, count);
export const wholeAt = (place: Place, count: number) => new Int32Array(memory.buffer, place, count);
export const bytesAt = (place: Place, count: number) => new Uint8Array(memory.buffer, place, count);
