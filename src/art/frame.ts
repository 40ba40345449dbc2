/** What is put around a drawing: room at the left, a border. */
import { UserError } from "../base/errors.ts";
import type { Size } from "./constraints.ts";
import { columnsOf, padded } from "./lines.ts";

export { charset, CHARSETS, invert } from "./charset.ts";
export type { Charset } from "./charset.ts";

/** Where `align()` puts a drawing. */
export const ALIGNMENTS = ["left", "center", "right"] as const;
export type Alignment = typeof ALIGNMENTS[number];

/** Kinds of border. */
export const BORDERS = ["ascii", "light", "heavy", "double", "round"] as const;
export type Border = typeof BORDERS[number];

/** Corner, top and corner; side; corner and corner. */
const EDGES: Record<Border, string> = {
  ascii: "+-+|++",
  light: "┌─┐│└┘",
  heavy: "┏━┓┃┗┛",
  double: "╔═╗║╚╝",
  round: "╭─╮│╰╯",
};

/**
 * Moves a drawing as a whole within `width` columns; of an odd number of spare columns the right side gets one more.
 * Blank lines stay empty. Throws a UserError of kind "usage" when the drawing is wider than that.
 */
export function align(lines: readonly string[], width: number, alignment: Alignment): string[] {
  const spare = width - columnsOf(lines);
  if (spare < 0) {
    throw new UserError("usage", `a drawing of ${width - spare} columns cannot be aligned in ${width}`);
  }
  const left = { left: 0, center: Math.floor(spare / 2), right: spare }[alignment];
  return lines.map((line) => line === "" ? "" : " ".repeat(left) + line);
}

/** Columns and lines that a border adds; none without a kind. */
export function borderSize(kind?: Border): Size {
  return kind === undefined ? { width: 0, height: 0 } : { width: 2, height: 2 };
}

/** A drawing with a border around its box: `borderSize(kind)` wider and higher than its longest line and its lines. */
export function border(lines: readonly string[], kind: Border): string[] {
  const width = columnsOf(lines);
  const [topLeft, edge = "", topRight, side, bottomLeft, bottomRight] = EDGES[kind];
  const across = edge.repeat(width);
  return [
    `${topLeft}${across}${topRight}`,
    ...lines.map((line) => `${side}${padded(line, width)}${side}`),
    `${bottomLeft}${across}${bottomRight}`,
  ];
}
