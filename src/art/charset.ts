/** A drawing in another repertoire of characters, cell by cell; every character is one column wide. */
import { UserError } from "../base/errors.ts";
import { inkLevel } from "./ink.ts";
import { columnsOf } from "./lines.ts";

/** Names of the repertoires that `charset()` knows. */
export const CHARSETS = ["ascii", "box", "blocks", "shades", "braille"] as const;
export type Charset = typeof CHARSETS[number];

/** What stands for a glyph: for a glyph whose ink has a place in the cell by name, for any other by its ink level. */
interface Repertoire {
  glyphs: ReadonlyMap<string, string>;
  /** Ten characters, from blank to dense. */
  ramp: string;
}

/** A map from each glyph of `from` to the character below it. */
const pairs = (from: string, to: string) => new Map(Array.from(from, (glyph, i) => [glyph, to[i]!]));

const BLOCKS: Repertoire = {
  glyphs: pairs(
    "`',._-~\"^YVTAoau/\\|()[]{}<>dbP9qpJL7F",
    "▘▝▖▖▁▄▄▀▀▀▀▀▄▄▄▄▞▚▌▌▐▌▐▌▐▐▌▟▙▛▜▜▛▟▙▜▛",
  ),
  ramp: " ░░░▒▒▓▓██",
};
const SHADES: Repertoire = { glyphs: new Map(), ramp: " ░░▒▒▒▓▓██" };
/** Blank cells are the Braille blank: where a font lacks Braille, all cells come from one other font and are as wide. */
const BRAILLE: Repertoire = {
  glyphs: pairs(
    "`',._-~\"^:;YVTAoau/\\|()[]{}<>=+dbP9qpJL7F",
    "⠁⠈⡠⡀⣀⠤⠢⠃⠊⠅⡅⠛⠿⠛⣶⣤⣤⣤⡜⢣⡇⢎⡱⡏⢹⢮⡵⢔⡢⣒⠮⣼⣧⡟⢻⢻⡟⣸⣇⢻⡟",
  ),
  ramp: "⠀⠄⠔⠕⢕⢝⢽⣽⣿⣿",
};
/** Ink where there was none and none where it was: corners turn around, other glyphs take the ramp from its end. */
const INVERSE: Repertoire = {
  glyphs: pairs(
    "8 -#:X;x*=`d'b.P,9\"A^o_YqpVTLJF7",
    " 8#-X:x;=*d`b'P.9,A\"o^Y_,.__'`.,",
  ),
  ramp: "8#Xx=*;:- ",
};
const BOX = pairs("-|/\\X", "─│╱╲╳");

function express({ glyphs, ramp }: Repertoire, character: string): string {
  const level = inkLevel(character);
  return glyphs.get(character) ?? (level === undefined ? character : ramp[level]!);
}

/** Joints of `+` by the sides that strokes come from: up 1, down 2, left 4, right 8. Fewer than two are no joint. */
const JOINTS = "+++┼+┘┐┤+└┌├┼┴┬┼";
/** The sides that a round corner joins. */
const DOWN_LEFT = 6, DOWN_RIGHT = 10, UP_LEFT = 5, UP_RIGHT = 9;

/** The box-drawing character of a cell; corners are those that strokes meet in. */
function boxCharacter(lines: readonly string[], row: number, column: number): string {
  const at = (y: number, x: number) => lines[y]?.[x] ?? " ";
  const character = at(row, column);
  const sides = Number("|+.,".includes(at(row - 1, column))) +
    2 * Number("|+'`".includes(at(row + 1, column))) +
    4 * Number("-+".includes(at(row, column - 1))) + 8 * Number("-+".includes(at(row, column + 1)));
  if (character === "+") return JOINTS[sides]!;
  if (".,".includes(character)) return sides === DOWN_RIGHT ? "╭" : sides === DOWN_LEFT ? "╮" : character;
  if ("'`".includes(character)) return sides === UP_RIGHT ? "╰" : sides === UP_LEFT ? "╯" : character;
  return BOX.get(character) ?? character;
}

const mapCells = (
  lines: readonly string[],
  map: (character: string, row: number, column: number) => string,
) => lines.map((line, row) => Array.from(line, (character, column) => map(character, row, column)).join(""));

/**
 * A drawing in other characters, one for each of its cells: `box` joins the strokes of line art, `blocks` and `braille`
 * put ink where the glyph has it, `shades` go by density. What is not ASCII stays, and no ink is lost.
 * Throws a UserError of kind "usage" that lists the names for any other.
 */
export function charset(lines: readonly string[], name: string): string[] {
  switch (CHARSETS.find((known) => known === name)) {
    case "ascii":
      return [...lines];
    case "box":
      return mapCells(lines, (_, row, column) => boxCharacter(lines, row, column));
    case "blocks":
      return mapCells(lines, (character) => express(BLOCKS, character));
    case "shades":
      return mapCells(lines, (character) => express(SHADES, character));
    case "braille":
      return mapCells(lines, (character) => express(BRAILLE, character));
    default:
      throw new UserError("usage", `charset "${name}" is not one of ${CHARSETS.join(", ")}`);
  }
}

/**
 * Dark for light within the drawing's box (its longest line by its lines): a glyph that fills a corner becomes one that
 * leaves it empty, any other the one whose ink is as far from the densest as its own is from the blank. Lines keep their
 * trailing spaces: they are part of the box.
 */
export function invert(lines: readonly string[]): string[] {
  const width = columnsOf(lines);
  return mapCells(lines.map((line) => line.padEnd(width)), (character) => express(INVERSE, character));
}
