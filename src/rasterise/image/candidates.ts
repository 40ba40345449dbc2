/** Characters that may stand for the shape of a cell. */
import type { Candidate } from "./shapes.ts";

/** What artists seldom choose, however well it fits by chance, and what it costs here. */
const SELDOM: Readonly<Record<string, number>> = {
  ...{ "~": 0.1, "^": 0.12, '"': 0.12, "=": 0.15, "<": 0.15, ">": 0.15, "+": 0.12, ";": 0.08, ":": 0.06 },
  ...{ "┼": 0.2, "├": 0.15, "┤": 0.15, "┬": 0.15, "┴": 0.15, "╴": 0.1, "╵": 0.1, "╶": 0.1, "╷": 0.1 },
};
/** Cost of a pixel between a stroke and its glyph. */
const BESIDE = 0.05;

/** Characters where they belong, with what it costs to use them. */
export const candidates = (characters: Iterable<string>): Candidate[] =>
  Array.from(characters, (character) => ({ character, cost: SELDOM[character] ?? 0 }));

/** A stroke keeps its glyph when it runs beside the middle of the cell. */
const beside = (characters: string, across: readonly number[], down: readonly number[]): Candidate[] =>
  Array.from(characters).flatMap((character) => [
    ...across.map((dx) => ({ character, dx, cost: BESIDE * Math.abs(dx) })),
    ...down.map((dy) => ({ character, dy, cost: BESIDE * Math.abs(dy) })),
  ]);

/** For lines. */
export const STROKES: readonly Candidate[] = [
  ...candidates(" .,'`-_~:;|/\\()<>+=\"^"),
  ...beside("|", [-1, 1], []),
  ...beside("/\\", [-1, 1], []),
  ...beside("-", [], [-3, -2, -1, 1]),
];

/** For lines in box-drawing characters, which meet in the middles of cells. */
export const BOXES: readonly Candidate[] = [
  ...candidates(" ─│╱╲╭╮╰╯┼├┤┬┴╴╵╶╷"),
  ...beside("│", [-1, 1], []),
  ...beside("─", [], [-2, -1, 1, 2]),
];

/** Cost of a letter, which stands for the border of an area better than for a line. */
const LETTER = 0.03;

/** For areas and the lines around them. */
export const AREAS: readonly Candidate[] = [
  ...STROKES,
  ...Array.from("dbPYqpoJLTVFyguUCD4a@", (character) => ({ character, cost: LETTER })),
];
