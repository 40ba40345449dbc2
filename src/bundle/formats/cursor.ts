/** Reads values of GGUF one after the other, a piece of the file at a time; what is longer than the file is refused. */
import type { UserError } from "../../base/errors.ts";
import { type BigType, type NumberType, VALUE_BYTES } from "./gguf_types.ts";

/** All readers take what they read, as an error is to call it. */
export interface Cursor {
  /** Place of the next byte. */
  at(): number;
  number(type: NumberType, told: string): number;
  big(type: BigType, told: string): bigint;
  bool(told: string): boolean;
  string(told: string, most?: number): string;
  /** A u64 that a place or a length is. */
  size(told: string): number;
  /** A u64: how many there are of what takes at least so many bytes. */
  count(told: string, least: number): number;
}

const PIECE = 1 << 20;

/** A cursor at the beginning of `size` bytes. */
export function cursorOf(
  size: number,
  read: (at: number, length: number) => Uint8Array<ArrayBuffer>,
  fail: (reason: string) => UserError,
): Cursor {
  let [piece, start, at] = [new DataView(new ArrayBuffer(0)), 0, 0];
  const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  /** Where the next bytes lie in the piece. */
  const take = (length: number, told: string): number => {
    if (length > size - at) throw fail(`the file ends within ${told}`);
    if (at + length > start + piece.byteLength) {
      piece = new DataView(read(at, Math.min(size - at, Math.max(length, PIECE))).buffer);
      start = at;
    }
    at += length;
    return at - length - start;
  };
  const big = (type: BigType, told: string) => {
    const place = take(VALUE_BYTES[type], told);
    return type === "int64" ? piece.getBigInt64(place, true) : piece.getBigUint64(place, true);
  };
  const length = (told: string) => Number(big("uint64", told));
  return {
    big,
    at: () => at,
    number(type, told) {
      const place = take(VALUE_BYTES[type], told);
      switch (type) {
        case "uint8":
          return piece.getUint8(place);
        case "int8":
          return piece.getInt8(place);
        case "uint16":
          return piece.getUint16(place, true);
        case "int16":
          return piece.getInt16(place, true);
        case "uint32":
          return piece.getUint32(place, true);
        case "int32":
          return piece.getInt32(place, true);
        case "float32":
          return piece.getFloat32(place, true);
        case "float64":
          return piece.getFloat64(place, true);
      }
    },
    bool: (told) => piece.getUint8(take(1, told)) !== 0,
    string(told, most = Infinity) {
      const bytes = length(told);
      if (bytes > most) throw fail(`${told} has ${bytes} bytes; at most ${most} are read`);
      const place = take(bytes, told);
      return decoder.decode(new Uint8Array(piece.buffer, place, bytes));
    },
    size(told) {
      const value = length(told);
      if (Number.isSafeInteger(value)) return value;
      throw fail(`${told}: ${value} is beyond any file`);
    },
    count(told, least) {
      const value = length(told);
      if (value * least <= size - at) return value;
      throw fail(`${told}: ${value} are more than the file has bytes for`);
    },
  };
}
