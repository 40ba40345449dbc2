/** What standard output is: a terminal or not, how wide, coloured or not. Results go there and nothing else does. */

import type { ColourDepth } from "../art/render/colour.ts";

/** Whether a person is looking at standard output. */
export function isTerminal(): boolean {
  return Deno.stdout.isTerminal();
}

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

/** `text` in bold where colour is welcome. */
export function bold(text: string): string {
  return hasColour() ? `\x1b[1m${text}\x1b[22m` : text;
}

/** Writes all of a text or of bytes to standard output. Throws BrokenPipe when the reader has gone. */
export function writeOut(content: string | Uint8Array): void {
  writeAll(Deno.stdout, content);
}

/** Writes one line to standard error; control characters, which could come from a prompt or a file, are blanked. */
export function writeErrorLine(line: string): void {
  // deno-lint-ignore no-control-regex -- these are what is to be removed
  writeAll(Deno.stderr, line.replace(/[\x00-\x1f\x7f-\x9f]+/g, " ").trim() + "\n");
}

function writeAll(stream: { writeSync(bytes: Uint8Array): number }, content: string | Uint8Array): void {
  let bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
  while (bytes.length > 0) bytes = bytes.subarray(stream.writeSync(bytes));
}
