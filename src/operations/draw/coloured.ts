/** Drawings in the colours of what they show. */
import {
  COLOUR_SIDE,
  type ColouredThing,
  colouring,
  type ColourPicture,
  forTerminal,
} from "../../art/colouring.ts";
import { columnsOf } from "../../art/lines.ts";
import { type ColourDepth, colourLines } from "../../art/render/colour.ts";
import type { Done } from "../../tasks/art/draw/jobs.ts";
import { coloursOfWord } from "../../words/colours.ts";
import { HUES, isHue } from "../../words/scene/hues.ts";
import type { Drawing } from "./drawable.ts";

/** A thing that is the whole drawing. */
const WHOLE = { x: 0, y: 0, width: 1, height: 1 };

/** A picture all in one colour. */
const plainPicture = (colour: readonly number[]): ColourPicture => ({
  colours: [colour],
  cells: new Int8Array(COLOUR_SIDE ** 2),
});

/**
 * A drawing with the colours of its things, for a white ground; or, where `depth` is told, with escape sequences of so
 * many bits a colour in its lines, for a terminal. A word that has no colours of its own stays in the ink.
 */
export function coloured(drawing: Drawing, { text, lines, place }: Done, depth: ColourDepth | 0): Drawing {
  const things: ColouredThing[] = drawing.subject?.things?.map(({ thing, colour, ...box }) => ({
    ...box,
    pictures: colour !== undefined && isHue(colour) ? [plainPicture(HUES[colour])] : coloursOfWord(thing),
  })) ?? [{ ...WHOLE, pictures: coloursOfWord(text) }];
  const box = place ?? { column: 0, row: 0, width: columnsOf(lines), height: lines.length };
  const colours = colouring(lines, box, things);
  if (depth === 0) return { ...drawing, colours };
  const inColour = colourLines(lines, forTerminal(colours), depth);
  return { ...drawing, lines: inColour, text: inColour.join("\n") };
}
