/** A text and the encoding that it was in. */
export interface DecodedText {
  text: string;
  encoding: string;
}

/** The encoding that a byte order mark tells, if there is one. */
export function byteOrderMark(bytes: Uint8Array): string | undefined {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return "utf-8";
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return "utf-16be";
  return undefined;
}

/** Decodes with the first of some encodings that is known and that the bytes agree with, else with windows-1252. */
export function decodeFirst(bytes: Uint8Array, encodings: readonly (string | undefined)[]): DecodedText {
  for (const encoding of encodings) {
    if (encoding === undefined) continue;
    try {
      return { text: new TextDecoder(encoding, { fatal: true }).decode(bytes), encoding };
    } catch {
      // An unknown encoding, or not the one that the bytes are in.
    }
  }
  return { text: new TextDecoder("windows-1252").decode(bytes), encoding: "windows-1252" };
}
