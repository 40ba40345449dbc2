import stripAnsi from "strip-ansi";
import { showAnsi } from "../ansi/screen.ts";

/** Columns of the screen: as in DOS where nothing else breaks the lines, else as many as any line may need. */
const COLUMNS = { wrapping: 80, broken: 320 };

/** What a screen shows of text with ANSI sequences: cursor movements done, colours as ink. */
export function plainAnsi(text: string): string {
  if (!text.includes("\x1b[") && !text.includes("\x9b")) return text;
  const sequences = text.replaceAll("\x9b", "\x1b[");
  const beyond = [...new Set(sequences.match(/[\u0080-\uffff]/g))];
  // The screen takes bytes: each character beyond ASCII borrows one.
  if (beyond.length > 128) return stripAnsi(sequences);
  const borrowed = new Map(beyond.map((character, i) => [character, 128 + i]));
  const bytes = Uint8Array.from(sequences, (character) => borrowed.get(character) ?? character.charCodeAt(0));
  const columns = sequences.includes("\n") ? COLUMNS.broken : COLUMNS.wrapping;
  const glyph = (byte: number) => byte < 128 ? String.fromCharCode(byte) : beyond[byte - 128]!;
  return showAnsi(bytes, { columns, glyph }).join("\n");
}
