import { toAscii } from "./ascii.ts";
import { decodeCp437 } from "./cp437.ts";
import { type Sauce, splitSauce } from "./sauce.ts";
import { showAnsi } from "./screen.ts";

/** What to do with block and frame characters: ASCII of like ink, or keep them. */
export const BLOCKS = ["ascii", "keep"] as const;
export type Blocks = typeof BLOCKS[number];

/** A file of text art, read. */
export interface TextArt {
  lines: string[];
  sauce: Sauce | undefined;
}

/** A file with more control characters than one in so many bytes is binary; some art uses their glyphs. */
const CONTROL_SHARE = 12;

/**
 * Reads a file of text art: its SAUCE record, ANSI sequences shown on a screen (as wide as SAUCE says, else 80 columns),
 * UTF-8 where it is valid, else code page 437. Undefined for a file that is no text.
 */
export function decodeTextArt(file: Uint8Array, blocks: Blocks = "ascii"): TextArt | undefined {
  const { content, sauce } = splitSauce(file);
  if (isBinary(content)) return undefined;
  const lines = hasSequences(content)
    ? showAnsi(content, {
      iceColours: sauce?.iceColours ?? false,
      ...(sauce && sauce.width > 0 ? { columns: sauce.width } : {}),
    })
    : plainText(content).split(/\r\n|\r|\n/);
  const ended = lines.findLastIndex((line) => line.trim() !== "") + 1;
  const kept = lines.slice(0, ended);
  return { lines: blocks === "ascii" ? toAscii(kept) : kept, sauce };
}

function plainText(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return decodeCp437(bytes);
  }
}

function hasSequences(bytes: Uint8Array): boolean {
  for (let at = bytes.indexOf(27); at >= 0; at = bytes.indexOf(27, at + 1)) {
    if (bytes[at + 1] === 0x5b) return true;
  }
  return false;
}

function isBinary(bytes: Uint8Array): boolean {
  const isControl = (byte: number) => byte < 32 && ![8, 9, 10, 12, 13, 27].includes(byte);
  const controls = bytes.reduce((count, byte) => count + Number(isControl(byte)), 0);
  return bytes.length === 0 || controls * CONTROL_SHARE > bytes.length;
}
