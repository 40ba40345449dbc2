import { decodeCp437 } from "./cp437.ts";

/** Encodings of text art. */
export type Encoding = "utf-8" | "utf-16le" | "utf-16be" | "cp437" | "windows-1252";

/** Part of the characters beyond ASCII that may be broken in a text of UTF-8: one that was cut or pasted together. */
const MAX_BROKEN = 0.1;

/** Bytes that are looked at together. */
const PART = 1 << 16;

/** Bytes that art in code page 437 is full of (blocks, shades, the lines of frames), and that Latin-1 hardly knows. */
const OF_CP437 = new Set([
  ...[
    0xb0,
    0xb1,
    0xb2,
    0xb3,
    0xba,
    0xbf,
    0xc0,
    0xc4,
    0xcd,
    0xd9,
    0xda,
    0xdb,
    0xdc,
    0xdd,
    0xde,
    0xdf,
    0xf9,
    0xfa,
  ],
  ...[0xfe, 0x80, 0x81, 0x84, 0x8e, 0x94, 0x99, 0x9a],
]);
/** Marks of Latin-1 that artists draw with: ¡ ¦ ¨ ¬ ¯ ´ · ¸. */
const OF_LATIN = new Set([0xa1, 0xa6, 0xa8, 0xac, 0xaf, 0xb4, 0xb7, 0xb8]);

/** The byte order mark's encoding. */
export function markedEncoding(bytes: Uint8Array): Encoding | undefined {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return "utf-8";
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  return bytes[0] === 0xfe && bytes[1] === 0xff ? "utf-16be" : undefined;
}

/**
 * The encoding of bytes: by their mark, UTF-8 where nearly all makes sense in it, else code page 437 or Latin-1 (read as
 * windows-1252, which includes it) by the bytes that are there. A font that SAUCE names settles the last.
 */
export function encodingOf(bytes: Uint8Array, font = ""): Encoding {
  const marked = markedEncoding(bytes);
  if (marked !== undefined) return marked;
  if (isUtf8(bytes)) return "utf-8";
  if (font !== "") return /^amiga/i.test(font) ? "windows-1252" : "cp437";
  let cp437 = 0, latin = 0;
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i]!;
    if (byte < 0x80) continue;
    if (OF_LATIN.has(byte)) latin++;
    else if (byte >= 0xc0 && (isLetter(bytes[i - 1]) || isLetter(bytes[i + 1])) && !isFrame(bytes, i)) {
      latin++;
    } else if (OF_CP437.has(byte)) cp437++;
  }
  return latin > cp437 ? "windows-1252" : "cp437";
}

/** Text of bytes, without byte order mark. With `controls`, code page 437 keeps these and has glyphs for the others. */
export function decodeBytes(bytes: Uint8Array, encoding: Encoding, controls?: string): string {
  if (encoding === "cp437") return decodeCp437(bytes, controls);
  return new TextDecoder(encoding).decode(bytes);
}

function isUtf8(bytes: Uint8Array): boolean {
  const decoder = new TextDecoder("utf-8");
  let beyond = 0, broken = 0;
  // By parts, so that the text of a large file need not be kept; the last, empty one tells of a cut character.
  for (let from = 0; from <= bytes.length; from += PART) {
    const stream = from + PART <= bytes.length;
    const part = decoder.decode(bytes.subarray(from, from + PART), { stream });
    for (let i = 0; i < part.length; i++) {
      const code = part.charCodeAt(i);
      if (code >= 0x80) beyond++;
      if (code === 0xfffd) broken++;
    }
  }
  return broken <= MAX_BROKEN * beyond;
}

/** Whether a byte stands beside its like, as in a line of a frame: letters with accents seldom do. */
function isFrame(bytes: Uint8Array, i: number): boolean {
  return bytes[i - 1] === bytes[i] || bytes[i + 1] === bytes[i];
}

const isLetter = (byte = 0): boolean => (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7a;
