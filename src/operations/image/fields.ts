/** What can be said of a picture as ASCII art. */
import { CHARSETS } from "../../art/charset.ts";
import type { ColourDepth } from "../../art/render/colour.ts";
import type { Fields, Given } from "../../base/fields.ts";
import { DITHERS } from "../../rasterise/image/dither.ts";
import { DEFAULT_WIDTH, MAX_COLUMNS, MAX_LINES } from "./limits.ts";

export const IMAGE_FIELDS = {
  style: {
    type: "choice",
    choices: ["shaded", "solid", "line"],
    fallback: "shaded",
    text: "tones, two tones, or the edges alone",
  },
  width: {
    type: "integer",
    least: 1,
    most: MAX_COLUMNS,
    word: "auto",
    short: "w",
    text: `columns at most, up to ${MAX_COLUMNS}; auto for those of the terminal`,
    usual: `${DEFAULT_WIDTH}, less in a narrow terminal`,
  },
  maxLines: {
    type: "integer",
    least: 1,
    most: MAX_LINES,
    short: "l",
    alias: "height",
    text: `lines at most, up to ${MAX_LINES}`,
  },
  invert: { type: "switch", text: "ink where the picture is light, for a dark terminal" },
  color: {
    type: "switch",
    alias: "colour",
    text: "the picture's colours, as many as the terminal has; also in ansi, html, svg and png",
  },
  ramp: {
    type: "text",
    value: "characters",
    text: 'tones in these characters, from blank to dense, as in " .:-=+*#%@"',
  },
  dither: {
    type: "choice",
    choices: DITHERS,
    text: "tones between two characters or dots",
    usual: "by charset",
  },
  charset: { type: "choice", choices: CHARSETS, fallback: "ascii", text: "characters to draw with" },
} as const satisfies Fields;

/** How pictures are drawn. */
export type ImageSettings = Given<typeof IMAGE_FIELDS> & {
  /** Columns that there are: a width of "auto" is as much, and the usual width no more. */
  room?: number;
  /** Bits of the colours that are written into the lines as escape sequences; none unless told otherwise. */
  depth?: ColourDepth;
};
