/**
 * What standard output is: a terminal or not, how wide, coloured or not. Results go there and nothing else does. All that
 * commands print passes here, where what files and arguments hold is kept from commanding the terminal.
 */

import { CONTROLS } from "../base/controls.ts";
import type { ColourDepth } from "../art/render/colour.ts";
import { type Level, redact } from "../base/log.ts";
import { isShown, record } from "./log.ts";

/** Whether a person is looking at standard output, or at standard error. */
export function isTerminal(stream: "output" | "error" = "output"): boolean {
  return (stream === "output" ? Deno.stdout : Deno.stderr).isTerminal();
}

/** Whether what is on the terminal can be written over. */
export const movesCursor = (): boolean => isTerminal() && Deno.env.get("TERM") !== "dumb";

/** Columns of the terminal (COLUMNS wins), or undefined off a terminal. */
export function terminalColumns(): number | undefined {
  if (!isTerminal()) return undefined;
  const given = givenColumns();
  if (given !== undefined) return given;
  try {
    return Deno.consoleSize().columns || undefined;
  } catch {
    return undefined;
  }
}

/** Lines of the terminal, or undefined off a terminal. */
export function terminalLines(): number | undefined {
  try {
    return isTerminal() && Deno.consoleSize().rows || undefined;
  } catch {
    return undefined;
  }
}

/** What the variable COLUMNS says, which holds off a terminal too; undefined if that is no width. */
export function givenColumns(): number | undefined {
  const given = Number(Deno.env.get("COLUMNS"));
  return Number.isInteger(given) && given > 0 ? given : undefined;
}

/** Columns that there are for a width as it was asked for: those of the terminal, for "auto" also what COLUMNS says off it. */
export function roomFor(width: number | "auto" | undefined): number | undefined {
  return terminalColumns() ?? (width === "auto" ? givenColumns() : undefined);
}

/** Whether colour is welcome on standard output: a terminal that has any, without NO_COLOR, or FORCE_COLOR. */
export function hasColour(): boolean {
  return colourDepth() > 0;
}

/**
 * Bits of a colour on standard output: 24, 8 (256 colours), 4 (16) or 0 for none. FORCE_COLOR (0 to 3; anything else is 1)
 * wins, then NO_COLOR, unless it is empty; else it hangs on whether that is a terminal, and on COLORTERM and TERM.
 */
export function colourDepth(): ColourDepth | 0 {
  const forced = Deno.env.get("FORCE_COLOR");
  if (forced !== undefined && forced !== "") return DEPTHS[/^[0-3]$/.test(forced) ? Number(forced) : 1]!;
  const term = Deno.env.get("TERM") ?? "";
  if (Deno.noColor || !isTerminal() || term === "dumb") return 0;
  // The console of Windows sets none of these, and has shown all colours since 2017.
  if (/^(truecolor|24bit)$/.test(Deno.env.get("COLORTERM") ?? "") || Deno.build.os === "windows") return 24;
  if (/-direct$|kitty|ghostty|alacritty|wezterm/.test(term)) return 24;
  return /256/.test(term) ? 8 : 4;
}

const DEPTHS = [0, 4, 8, 24] as const;

/** A piece of text that is written to a terminal; escape sequences around it are made here and nowhere else. */
export type Span = string | { bold: string } | { text: string; /** Number of a colour. */ colour: number };

/** Colours of the sixteen that every terminal has, which stand out on light and dark ground, by their number. */
const COLOURS = [34, 33, 32, 35, 36, 31, 94, 90];

/**
 * A text with its control characters as they stand in JSON: `\u001b`. So JSON stays JSON and says the same, although
 * `JSON.stringify` leaves DEL, C1 and the rest as they are. Line breaks stay.
 */
export function visible(text: string): string {
  return text.replace(CONTROLS, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/** A text within a line: control characters, line breaks too, as they stand in JSON. */
export function visibleLine(text: string): string {
  return visible(text).replaceAll("\n", "\\n");
}

/** Writes a text to standard output, its control characters made visible. Throws BrokenPipe when the reader has gone. */
export function writeOut(text: string): void {
  writeAll(Deno.stdout, visible(text));
}

/** Writes a text that somebody wrote: like `writeOut`, but tabs stay. Text of models comes this way. */
export function writeText(text: string): void {
  writeAll(Deno.stdout, text.split("\t").map(visible).join("\t"));
}

/** Writes pieces of text, those in bold or in a colour so where colour is welcome. */
export function writeSpans(spans: readonly Span[]): void {
  const styled = (text: string, on: number, off: number) =>
    hasColour() ? `\x1b[${on}m${visible(text)}\x1b[${off}m` : visible(text);
  const written = (span: Span) =>
    typeof span === "string"
      ? visible(span)
      : "bold" in span
      ? styled(span.bold, 1, 22)
      : styled(span.text, COLOURS[span.colour % COLOURS.length]!, 39);
  writeAll(Deno.stdout, spans.map(written).join(""));
}

/** Writes pieces of text in the place of so many lines above; gives how many lines they are, each of which must fit. */
export function redraw(spans: readonly Span[], lines: number): number {
  if (lines > 0) writeAll(Deno.stdout, `\x1b[${lines}A\x1b[J`);
  writeSpans(spans);
  const count = (span: Span) =>
    (typeof span === "string" ? span : "bold" in span ? span.bold : span.text).split("\n").length - 1;
  return spans.reduce((sum, span) => sum + count(span), 0);
}

/** Writes bytes, or a drawing with the escape sequences that its format has, as it is. */
export function writeRaw(content: string | Uint8Array): void {
  writeAll(Deno.stdout, content);
}

/** Longest line of an error: what a file or an option holds may be of any length. */
const MAX_ERROR_LINE = 1000;

const LEFT_OUT = " … ", HALF = (MAX_ERROR_LINE - LEFT_OUT.length) >> 1;

/** A line of an error without its middle, where it is longer than such a line may be. */
export const shortLine = (line: string): string =>
  line.length > MAX_ERROR_LINE ? line.slice(0, HALF) + LEFT_OUT + line.slice(-HALF) : line;

/** Writes one line to standard error and to the log, without secrets; line breaks within become spaces. */
export function writeErrorLine(line: string, level: Level = "info"): void {
  // Before it is shortened: half a secret is not known as one.
  const whole = redact(line.trimEnd().replace(/\s*[\r\n]\s*/g, " "));
  record(level, shortLine(whole));
  if (isShown(level)) writeError(`${shortLine(visible(whole))}\n`);
}

/**
 * Writes a text of any lines to standard error, its control characters made visible, if there is still somebody to read it:
 * a terminal that closed must not cost what was made.
 */
export function writeError(text: string): void {
  try {
    writeAll(Deno.stderr, visible(text));
  } catch {
    // Nobody is there.
  }
}

function writeAll(stream: { writeSync(bytes: Uint8Array): number }, content: string | Uint8Array): void {
  let bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
  while (bytes.length > 0) bytes = bytes.subarray(stream.writeSync(bytes));
}
