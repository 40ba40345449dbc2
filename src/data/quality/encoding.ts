import { cp437Glyph } from "../found/ansi/cp437.ts";

/** A code page: the byte of each character beyond ASCII, and the shortest UTF-8 sequence that counts as misread. */
interface Page {
  bytes: ReadonlyMap<string, number>;
  /** In code page 437 two neighbouring frames look like a sequence of two bytes. */
  shortest: number;
}

const page = (character: (byte: number) => string, shortest: number): Page => ({
  bytes: new Map(Array.from({ length: 128 }, (_, i) => [character(128 + i), 128 + i])),
  shortest,
});
const windows1252 = new TextDecoder("windows-1252");
const WINDOWS_1252 = page((byte) => windows1252.decode(Uint8Array.of(byte)), 2);
/** Here the bytes 128 to 159 are control characters. */
const LATIN_1 = page((byte) => String.fromCharCode(byte), 2);
const CP437 = page(cp437Glyph, 3);

/** Part of the characters beyond ASCII that must make sense in another encoding. */
const MOST = 0.9;

const beyondAscii = /[\u0080-\uffff]/g;

/**
 * Text whose UTF-8 was read as Latin-1, Windows-1252 or code page 437, or whose code page 437 was read as Latin-1, as it
 * was meant; any other text unchanged.
 */
export function repairMojibake(text: string): string {
  const beyond = text.match(beyondAscii)?.length ?? 0;
  if (beyond === 0) return text;
  for (const page of [WINDOWS_1252, LATIN_1, CP437]) {
    const { repaired, used } = rereadUtf8(text, page);
    if (used >= MOST * beyond) return repaired;
  }
  return rereadFrames(text, beyond);
}

/** Replaces misread UTF-8 sequences, and counts the characters of them. */
function rereadUtf8(text: string, { bytes, shortest }: Page): { repaired: string; used: number } {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let repaired = "", used = 0;
  for (let i = 0; i < text.length;) {
    const lead = bytes.get(text[i]!) ?? 0;
    const length = lead >= 0xf0 && lead < 0xf5 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc2 ? 2 : 0;
    if (length < shortest) {
      repaired += text[i++];
      continue;
    }
    const sequence = Uint8Array.from(text.slice(i, i + length), (character) => bytes.get(character) ?? 0);
    if (
      sequence.length === length &&
      sequence.every((byte, at) => at === 0 || byte >> 6 === 2)
    ) {
      try {
        repaired += decoder.decode(sequence);
        used += length;
        i += length;
        continue;
      } catch {
        // Not a sequence after all, such as one that is longer than needed.
      }
    }
    repaired += text[i++];
  }
  return { repaired, used };
}

/** Frames and blocks of code page 437 that were read as Windows-1252: "ÉÍÍ»" was a corner of a double frame. */
function rereadFrames(text: string, beyond: number): string {
  const frame = (character: string): string => {
    const byte = WINDOWS_1252.bytes.get(character) ?? 0;
    return byte >= 0xb0 && byte <= 0xdf ? cp437Glyph(byte) : character;
  };
  const frames = text.match(beyondAscii)!.filter((character) => frame(character) !== character).length;
  const ink = text.replace(/\s/g, "").length;
  if (frames < 4 || frames < MOST * beyond || frames < 0.3 * ink) return text;
  return text.replace(beyondAscii, frame);
}

const NAMED: Record<string, string> = { lt: "<", gt: ">", amp: "&", quot: '"', apos: "'", nbsp: "\u00a0" };

/** Left-over HTML entities as characters, also where they were escaped twice. */
export function decodeEntities(text: string): string {
  if (!text.includes("&")) return text;
  return text.replace(/&amp;(?=(?:[a-z]+|#\w+);)/gi, "&").replace(
    /&(?:(lt|gt|amp|quot|apos|nbsp)|#(\d{1,6})|#x([0-9a-f]{1,5}));/gi,
    (entity, name?: string, decimal?: string, hexadecimal?: string) => {
      if (name !== undefined) return NAMED[name.toLowerCase()]!;
      const code = decimal === undefined ? parseInt(hexadecimal!, 16) : Number(decimal);
      return code > 0x10ffff ? entity : String.fromCodePoint(code);
    },
  );
}

/** Text without the mark that some editors put at its beginning. */
export function dropByteOrderMark(text: string): string {
  return text.replace(/^\ufeff+/, "");
}
