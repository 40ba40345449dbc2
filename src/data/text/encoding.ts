/** Which encoding a file is in, by the bytes that it begins with. */
import { byteOrderMark } from "../../base/text.ts";

/** An encoding as it is decoded. */
export type Encoding = "utf-8" | "utf-16le" | "utf-16be" | "windows-1252";

/** An encoding to try first, or why these bytes are no text. */
export type Guess = { encoding: Encoding; marked: boolean } | { refusal: string };

/** Bytes of a file's beginning that are looked at. */
export const HEAD = 4096;
/** Share of the pairs of bytes in which one is 0 that tells UTF-16, and of control characters that tells what is no text. */
const CLEARLY = 0.1, CONTROLS = 0.05;
const MARKS: readonly Encoding[] = ["utf-8", "utf-16le", "utf-16be"];

/** What the first bytes of a file tell, of which there are at most `HEAD`. */
export function guessEncoding(head: Uint8Array): Guess {
  const starts = (...bytes: number[]) => bytes.every((byte, i) => head[i] === byte);
  if (starts(0xff, 0xfe, 0, 0) || starts(0, 0, 0xfe, 0xff)) {
    return { refusal: "it is in UTF-32; save it as UTF-8" };
  }
  const mark = byteOrderMark(head);
  const marked = MARKS.find((encoding) => encoding === mark);
  if (marked !== undefined) return { encoding: marked, marked: true };
  if (head.includes(0)) {
    const encoding = unmarked(head);
    return encoding === undefined
      ? { refusal: "it is no text: it has bytes of 0 (and UTF-16 is known by its mark)" }
      : { encoding, marked: false };
  }
  const controls = head.reduce((sum, byte) => sum + Number(isControl(byte)), 0);
  if (controls > CONTROLS * head.length) {
    return { refusal: `it is no text: ${controls} of its first ${head.length} bytes are control characters` };
  }
  return { encoding: "utf-8", marked: false };
}

/** UTF-16 without its mark, where one byte of many pairs is 0, and never the other. */
function unmarked(head: Uint8Array): Encoding | undefined {
  const zeros = [0, 0];
  head.forEach((byte, i) => zeros[i % 2]! += Number(byte === 0));
  const pairs = head.length >> 1;
  for (const [encoding, high] of [["utf-16le", 1], ["utf-16be", 0]] as const) {
    if (zeros[high]! < CLEARLY * pairs || zeros[1 - high] !== 0) continue;
    const text = decoded(head, encoding);
    const isText = text !== undefined && /[\s]/.test(text) &&
      !Array.from(text).some((character) => isControl(character.codePointAt(0)!));
    if (isText) return encoding;
  }
  return undefined;
}

function decoded(bytes: Uint8Array, encoding: Encoding): string | undefined {
  try {
    // A pair of surrogates may be cut off at the end.
    return new TextDecoder(encoding, { fatal: true }).decode(bytes, { stream: true });
  } catch {
    return undefined;
  }
}

/** Characters that no text has; tabs, line ends, form feeds, backspaces and escapes are in some. */
const isControl = (code: number): boolean => code < 32 && !(code >= 8 && code <= 13) && code !== 27;
