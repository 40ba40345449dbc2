import { forTerminal } from "../colouring.ts";
import { inkLevel } from "../ink.ts";
import { type CellColours, colourLines } from "./colour.ts";

/** Codes of Select Graphic Rendition (ECMA-48 8.3.117); 22 ends bold and faint. */
const FAINT = 2, NORMAL = 22, BOLD = 1, RESET = "\x1b[0m";
/** Ink levels below and above which a glyph of a shaded drawing is faint and bold. */
const LIGHT = 4, DARK = 7;

function intensity(character: string): number {
  const level = inkLevel(character);
  return level === undefined ? NORMAL : level < LIGHT ? FAINT : level < DARK ? NORMAL : BOLD;
}

/** A shaded line: the intensity follows the ink of each glyph. */
function shade(line: string): string {
  let now = NORMAL, out = "";
  for (const character of line) {
    const next = character === " " ? now : intensity(character);
    // Bold and faint can be set together: the one ends before the other begins.
    if (next !== now) out += now === NORMAL || next === NORMAL ? `\x1b[${next}m` : `\x1b[${NORMAL};${next}m`;
    out += character;
    now = next;
  }
  return out + RESET;
}

/**
 * A drawing for terminals, in their own colours, so that it reads on dark and on light ones: shaded drawings in three
 * intensities, all others bold. Every line resets what it set, so that a pager may cut anywhere.
 */
export function renderAnsi(lines: readonly string[], style: string): string {
  const accent = style === "shaded" ? shade : (line: string) => `\x1b[${BOLD}m${line}${RESET}`;
  return lines.map((line) => (line.trim() === "" ? line : accent(line)) + "\n").join("");
}

/** A drawing in colours of its own, all that there are. */
export const renderAnsiColours = (lines: readonly string[], colours: CellColours): string =>
  colourLines(lines, forTerminal(colours), 24).map((line) => line + "\n").join("");
