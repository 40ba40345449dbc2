import { graphemes } from "../../../art/graphemes.ts";
import { isBlack } from "./palette.ts";
import { type Colours, newPen, type Parameters } from "./pen.ts";
import { type Token, tokensOf } from "./sequences.ts";

/** How a stream of text and sequences is shown. */
export interface ScreenOptions {
  /** Default 80. */
  columns?: number;
  /**
   * When a full line is left: "now", as on a PC, so that a line break after it leaves a blank line; "later", with the next
   * character; or "never": what comes after the last column is not drawn. Default "later".
   */
  wrap?: "now" | "later" | "never";
  /** What lies below is not drawn. Default 2000. */
  maxRows?: number;
  /** Whether blink stands for a bright background. */
  iceColours?: boolean;
}

export const MAX_COLUMNS = 320;
/** Rows that may be erased, again and again; an animation needs a thousandth. */
const MAX_ERASED = 2e7;

/** Glyphs whose ink is another's blank. */
const INVERSE = new Map([..." █▀▄▌▐░▓▒"].map((glyph, i) => [glyph, [..."█ ▄▀▐▌▓░▒"][i]!]));
/** What the letters from "`" on stand for in the character set of lines. */
const LINE_GLYPHS = "◆▒␉␌␍␊°±␤␋┘┐┌└┼⎺⎻─⎼⎽├┤┴┬│≤≥π≠£·";

/**
 * Shows a stream of text and control sequences (cursor, erase and colour; others are passed over) and gives the lines of
 * the screen, without trailing blanks. A wide character takes two columns. Colours become ink: what is lighter than black
 * is there, so a space on a colour is a full block, and black on a colour is what is left around the glyph. A text that
 * erases without end shows nothing.
 */
export function showScreen(text: string, options: ScreenOptions = {}): string[] {
  const columns = Math.min(MAX_COLUMNS, Math.max(1, options.columns ?? 80));
  const { wrap = "later", maxRows = 2000 } = options;
  let iceColours = options.iceColours ?? false;
  /** Of each row the ink of its cells; the right half of a wide character is "". */
  const rows: (string[] | undefined)[] = [];
  /** Rows outside of these are blank. */
  let [first, last] = [Infinity, -1];
  let erased = 0;
  const pen = newPen();
  let [row, column] = [0, 0];
  let saved = { row, column };
  let repeatable = "";
  const sets = { g0: "B", g1: "0", shifted: false };

  const nextLine = () => [row, column] = [row + 1, 0];
  const put = (glyph: string, width: number) => {
    if (column + width > columns) {
      if (wrap === "never") return;
      nextLine();
    }
    if (row < maxRows && width <= columns) {
      const cells = rows[row] ??= [];
      if (cells[column] === "") cells[column - 1] = " ";
      const ink = inkOf(glyph, pen.colours(iceColours));
      cells[column] = ink === glyph ? glyph : ink.repeat(width);
      for (let i = 1; i < width; i++) cells[column + i] = "";
      if (cells[column + width] === "") cells[column + width] = " ";
      first = Math.min(first, row);
      last = Math.max(last, row);
    }
    column += width;
    if (wrap === "now" && column >= columns) nextLine();
  };
  const write = (text: string) => {
    const isLines = (sets.shifted ? sets.g1 : sets.g0) === "0";
    for (const grapheme of graphemes(text)) {
      const glyph = isLines ? lineGlyph(grapheme.text) : grapheme.text;
      if (glyph === "\u3000") {
        put(" ", 1);
        put(" ", 1);
      } else if (grapheme.columns > 0) put(glyph, grapheme.columns);
      repeatable = glyph;
    }
  };
  const eraseRows = (from: number, to: number) => {
    const [low, high] = [Math.max(first, from), Math.min(to, last + 1)];
    erased += Math.max(0, high - low);
    for (let line = low; line < high; line++) rows[line] = undefined;
    if (from <= first) first = to > last ? Infinity : Math.max(first, to);
    if (to > last) last = from <= first ? -1 : Math.min(last, from - 1);
  };
  const eraseCells = (from: number, to: number) => {
    const cells = rows[row];
    if (!cells) return;
    if (to >= cells.length) cells.length = Math.min(cells.length, from);
    else cells.fill(" ", Math.min(from, cells.length), to);
  };
  const eraseLine = (part: number) => eraseCells(part === 0 ? column : 0, part === 1 ? column + 1 : columns);
  const eraseScreen = (part: number) => {
    if (part === 0) eraseRows(row + 1, Infinity);
    else eraseRows(0, part === 1 ? row : Infinity);
    if (part < 2) eraseLine(part);
    else [row, column] = [0, 0];
  };
  const moveTo = (toRow: number, toColumn: number) => {
    row = Math.max(0, Math.min(maxRows, toRow));
    column = Math.max(0, Math.min(columns - 1, toColumn));
  };
  const save = () => saved = { row, column };

  const obey = (final: string, parameters: Parameters) => {
    const [first = NaN, second = NaN] = parameters.map(([number = NaN]) => number);
    const count = first || 1;
    switch (final) {
      case "A":
        return moveTo(row - count, column);
      case "B":
      case "e":
        return moveTo(row + count, column);
      case "C":
      case "a":
        return moveTo(row, column + count);
      case "D":
        return moveTo(row, column - count);
      case "E":
        return moveTo(row + count, 0);
      case "F":
        return moveTo(row - count, 0);
      case "G":
      case "`":
        return moveTo(row, count - 1);
      case "d":
        return moveTo(count - 1, column);
      case "H":
      case "f":
        return moveTo(count - 1, (second || 1) - 1);
      case "J":
        return eraseScreen(first || 0);
      case "K":
        return eraseLine(first || 0);
      case "X":
        return eraseCells(column, column + count);
      case "b":
        for (let i = 0; i < Math.min(count, columns); i++) write(repeatable);
        return;
      case "m":
        return pen.change(parameters);
      case "s":
        if (Number.isNaN(first)) save();
        return;
      case "u":
        return moveTo(saved.row, saved.column);
      case "t": {
        // PabloDraw's colours of 24 bits; terminals use the same letter for their windows.
        const [, red, green, blue] = parameters.map(([number = NaN]) => number);
        if (parameters.length === 4 && first <= 1) {
          pen.set(first === 0 ? "background" : "foreground", red!, green!, blue!);
        }
        return;
      }
    }
  };
  const obeyEscape = (intermediates: string, final: string) => {
    if (intermediates === "(") sets.g0 = final;
    else if (intermediates === ")") sets.g1 = final;
    else if (intermediates !== "") return;
    else if (final === "7") save();
    else if (final === "8") moveTo(saved.row, saved.column);
    else if (final === "D") row++;
    else if (final === "E") nextLine();
    else if (final === "M") row = Math.max(0, row - 1);
    else if (final === "c") eraseScreen(2);
  };
  const control = (code: number) => {
    if (code === 0x0a) nextLine();
    else if (code === 0x0d) column = 0;
    else if (code === 0x09) moveTo(row, (Math.floor(column / 8) + 1) * 8);
    else if (code === 0x08) column = Math.max(0, Math.min(column, columns) - 1);
    else if (code === 0x0e || code === 0x0f) sets.shifted = code === 0x0e;
  };
  const take = (token: Token) => {
    if (token.kind === "text") write(token.text);
    else if (token.kind === "control") control(token.code);
    else if (token.kind === "escape") obeyEscape(token.intermediates, token.final);
    else if (token.intermediates === "" && token.marker === "") obey(token.final, token.parameters);
    // Blink is a bright background from here on.
    else if (token.marker === "?" && token.parameters[0]?.[0] === 33) iceColours = token.final === "h";
  };

  for (const token of tokensOf(text)) {
    take(token);
    if (erased > MAX_ERASED) return [];
  }
  return Array.from(
    { length: last + 1 },
    (_, line) => Array.from(rows[line] ?? [], (ink) => ink ?? " ").join("").trimEnd(),
  );
}

function lineGlyph(letter: string): string {
  return letter >= "`" && letter <= "~" ? LINE_GLYPHS[letter.charCodeAt(0) - 0x60]! : letter;
}

/** What of a cell is lighter than black, as a glyph. */
function inkOf(glyph: string, { foreground, background }: Colours): string {
  const isSpace = glyph === " " || glyph === "\u00a0";
  if (isBlack(background)) return isBlack(foreground) ? " " : glyph;
  if (foreground === background || isSpace) return "█";
  // Letters on a colour stay letters: their colours are both light, or they are black and meant to be read.
  return isBlack(foreground) ? INVERSE.get(glyph) ?? glyph : glyph;
}
