/**
 * How GPT-2 writes bytes in files: printable ones of Latin-1 as the character of that number, the others as those from U+0100
 * on, so that no piece has a space or a control character.
 */

const isPlain = (byte: number): boolean =>
  byte >= 0x21 && byte <= 0x7e || byte >= 0xa1 && byte <= 0xff && byte !== 0xad;

/** The character that each byte is written as. */
export const ALPHABET: readonly string[] = alphabet();

const BYTES: ReadonlyMap<string, number> = new Map(ALPHABET.map((character, byte) => [character, byte]));

function alphabet(): string[] {
  let next = 0x100;
  return Array.from({ length: 256 }, (_, byte) => String.fromCharCode(isPlain(byte) ? byte : next++));
}

/** The bytes that are written so; undefined where a character is none of the alphabet's. */
export function bytesWritten(text: string): Uint8Array | undefined {
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) {
    const byte = BYTES.get(text[i]!);
    if (byte === undefined) return undefined;
    bytes[i] = byte;
  }
  return bytes;
}
