/**
 * The rules of normalisation that SentencePiece's files hold, compiled: the size of a double array in bytes, its units
 * (those of Darts-clone, 32 bits, little-endian) by the bytes of what is replaced, and replacements that end with a 0.
 */
import { UserError } from "../../base/errors.ts";

export interface Charsmap {
  units: Int32Array;
  replacements: Uint8Array;
}

/** Reads the rules. Throws a UserError of kind "model". */
export function readCharsmap(bytes: Uint8Array<ArrayBuffer>): Charsmap {
  const size = bytes.length > 4 ? new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true) : 0;
  if (size === 0 || size % 4 !== 0 || size + 4 >= bytes.length) {
    throw new UserError("model", "precompiled_charsmap: its size does not fit what it holds");
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset + 4, size);
  const units = Int32Array.from({ length: size / 4 }, (_, i) => view.getInt32(4 * i, true));
  return { units, replacements: bytes.subarray(4 + size) };
}

const offsetOf = (unit: number): number => (unit >>> 10) << ((unit & 0x200) >>> 6);
const labelOf = (unit: number): number => unit & 0x800000ff;
const hasValue = (unit: number): boolean => (unit & 0x100) !== 0;

/** Replaces, from the left, the longest that there is a rule for; all else stays. */
export function applyCharsmap({ units, replacements }: Charsmap, text: string): string {
  const bytes = new TextEncoder().encode(text);
  const parts: Uint8Array[] = [];
  /** Bytes from here on to the next replacement stay. */
  let kept = 0;
  for (let at = 0; at < bytes.length;) {
    let length = 0, value = 0;
    let unit = units[0]!, node = offsetOf(unit);
    for (let i = at; i < bytes.length; i++) {
      node ^= bytes[i]!;
      unit = units[node] ?? 0;
      if (labelOf(unit) !== bytes[i]) break;
      node ^= offsetOf(unit);
      if (!hasValue(unit)) continue;
      length = i + 1 - at;
      value = (units[node] ?? 0) & 0x7fffffff;
    }
    if (length === 0) {
      at += characterBytes(bytes[at]!);
      continue;
    }
    const end = replacements.indexOf(0, value);
    parts.push(bytes.subarray(kept, at), replacements.subarray(value, end < 0 ? undefined : end));
    kept = at += length;
  }
  if (kept === 0) return text;
  parts.push(bytes.subarray(kept));
  const decoder = new TextDecoder();
  return parts.map((part) => decoder.decode(part, { stream: true })).join("") + decoder.decode();
}

const characterBytes = (first: number): number => first < 0xc0 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
