import { cp437Glyph } from "./cp437.ts";
import { type Colours, newPen } from "./pen.ts";

/** How a stream of ANSI sequences is shown. */
export interface ScreenOptions {
  /** A character in the last column moves the cursor to the next line. Default 80, as in DOS. */
  columns?: number;
  /** What lies below is not drawn. Default 2000. */
  maxRows?: number;
  /** Whether blink stands for a bright background. */
  iceColours?: boolean;
  /** The glyph of a byte; code page 437 by default. */
  glyph?: (byte: number) => string;
}

interface Cell extends Colours {
  glyph: string;
}

const [BELL, TAB, LINE_FEED, RETURN, ESCAPE] = [7, 9, 10, 13, 27];
const MAX_COLUMNS = 320;

/** Glyphs whose ink is another's blank. */
const INVERSE = new Map([..." █▀▄▌▐░▓▒"].map((glyph, i) => [glyph, [..."█ ▄▀▐▌▓░▒"][i]!]));

/**
 * Shows a stream of characters and ANSI sequences (cursor, erase and colour; others are passed over) and gives the
 * lines of the screen, without trailing blanks. Colours become ink: what is lighter than black is there, so a space
 * on a colour is a full block, and black on a colour is what is left around the glyph.
 */
export function showAnsi(bytes: Uint8Array, options: ScreenOptions = {}): string[] {
  const columns = Math.min(MAX_COLUMNS, Math.max(1, options.columns ?? 80));
  const maxRows = options.maxRows ?? 2000;
  const glyphOf = options.glyph ?? cp437Glyph;
  const rows: Cell[][] = [];
  const pen = newPen();
  let [row, column] = [0, 0];
  let saved = { row, column };

  const put = (glyph: string) => {
    if (row < maxRows) {
      while (rows.length <= row) rows.push([]);
      rows[row]![column] = { glyph, ...pen.colours(options.iceColours ?? false) };
    }
    if (++column === columns) [row, column] = [row + 1, 0];
  };
  const erase = (line: number, from: number, to: number) => {
    for (let i = from; i < Math.min(to, rows[line]?.length ?? 0); i++) delete rows[line]![i];
  };
  const eraseScreen = (part: number) => {
    const [from, to] = [part === 0 ? row + 1 : 0, part === 1 ? row : rows.length];
    for (let line = from; line < to; line++) erase(line, 0, columns);
    if (part === 2) [row, column] = [0, 0];
    else eraseLine(part);
  };
  const eraseLine = (part: number) => erase(row, part === 0 ? column : 0, part === 1 ? column + 1 : columns);
  const moveTo = (toRow: number, toColumn: number) => {
    row = Math.max(0, Math.min(maxRows, toRow));
    column = Math.max(0, Math.min(columns - 1, toColumn));
  };
  const obey = (command: string, numbers: number[]) => {
    const count = numbers[0] || 1;
    switch (command) {
      case "A":
        return moveTo(row - count, column);
      case "B":
        return moveTo(row + count, column);
      case "C":
        return moveTo(row, column + count);
      case "D":
        return moveTo(row, column - count);
      case "G":
        return moveTo(row, count - 1);
      case "H":
      case "f":
        return moveTo(count - 1, (numbers[1] || 1) - 1);
      case "J":
        return eraseScreen(numbers[0] ?? 0);
      case "K":
        return eraseLine(numbers[0] ?? 0);
      case "m":
        return pen.change(numbers);
      case "s":
        saved = { row, column };
        return;
      case "u":
        return moveTo(saved.row, saved.column);
    }
  };

  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at]!;
    if (byte === ESCAPE && bytes[at + 1] === 0x5b) {
      const sequence = readSequence(bytes, at + 2);
      if (sequence.command !== "") obey(sequence.command, sequence.numbers);
      at = sequence.end;
    } else if (byte === LINE_FEED) [row, column] = [row + 1, 0];
    else if (byte === RETURN) column = 0;
    else if (byte === TAB) moveTo(row, (Math.floor(column / 8) + 1) * 8);
    else if (byte !== BELL && byte !== 0) put(glyphOf(byte));
  }
  return rows.map((cells) => Array.from(cells, inkOf).join("").trimEnd());
}

/** Parameters and final byte of the sequence whose parameters start at `at`; `end` is the last byte it takes. */
function readSequence(
  bytes: Uint8Array,
  at: number,
): { command: string; numbers: number[]; end: number } {
  let end = at;
  while (end < bytes.length && bytes[end]! >= 0x20 && bytes[end]! < 0x40) end++;
  const parameters = String.fromCharCode(...bytes.subarray(at, Math.min(end, at + 64)));
  const final = bytes[end];
  if (final === undefined || final < 0x40 || final > 0x7e || !/^[\d;]*$/.test(parameters)) {
    return { command: "", numbers: [], end };
  }
  return { command: String.fromCharCode(final), numbers: parameters.split(";").map(Number), end };
}

/** What of a cell is lighter than black, as a glyph. */
function inkOf(cell: Cell | undefined): string {
  if (!cell) return " ";
  const { glyph, foreground, background } = cell;
  if (background === 0) return foreground === 0 ? " " : glyph;
  if (foreground === background) return "█";
  // Letters on a colour stay letters: their colours are both light, or they are black and meant to be read.
  if (foreground === 0) return INVERSE.get(glyph) ?? glyph;
  return glyph === " " || glyph === "\u00a0" ? "█" : glyph;
}
