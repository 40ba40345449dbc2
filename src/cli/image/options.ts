import type { Charset } from "../../art/charset.ts";
import type { ColourDepth } from "../../art/render/colour.ts";
import type { Format } from "../../art/render/render.ts";
import { UserError } from "../../base/errors.ts";
import type { PictureStyle } from "../../rasterise/glyphs.ts";
import type { Dither } from "../../rasterise/image/dither.ts";
import { wholeNumber } from "../numbers.ts";
import { colourDepth, givenColumns, terminalColumns } from "../terminal.ts";
import { DEFAULT_WIDTH, MAX_COLUMNS, MAX_LINES } from "./limits.ts";
import { STDIN } from "./read.ts";
import { parseTones, type Tones } from "./tones.ts";

/** Formats in which a drawing has colours of its own. */
const COLOURED: readonly Format[] = ["html", "svg", "png"];

/** Options as commander hands them over. */
export interface ImageOptions {
  width?: string;
  maxLines?: string;
  style: PictureStyle;
  charset: Charset;
  ramp?: string;
  dither?: Dither;
  invert: boolean;
  color: boolean;
  animate: boolean;
  loops?: string;
  format?: Format;
  output?: string;
}

/** How pictures are drawn. */
export interface Drawing {
  width: number;
  maxLines: number;
  style: PictureStyle;
  charset: Charset;
  tones: Tones;
  invert: boolean;
  /** Bits of the colours that are written into the lines; 0 for none. */
  depth: ColourDepth | 0;
  /** Whether the drawing is given its colours. */
  coloured: boolean;
}

/** Checks options. Throws a UserError of kind "usage". */
export function parseDrawing(options: ImageOptions, format: Format): Drawing {
  const { style, invert, color } = options;
  const coloured = color && COLOURED.includes(format);
  return {
    ...{ style, invert, charset: options.charset, tones: parseTones(options), coloured },
    depth: color && !coloured ? depthOf(format, options.output) : 0,
    width: parseWidth(options.width),
    maxLines: options.maxLines === undefined
      ? MAX_LINES
      : wholeNumber("--max-lines", options.maxLines, 1, MAX_LINES),
  };
}

/** Bits of the colours of `--color` in text: those of the terminal, all where a file is to be ANSI by name. */
function depthOf(format: Format, output = STDIN): ColourDepth | 0 {
  if (format === "ansi") return output === STDIN ? colourDepth() || 24 : 24;
  if (format === "plain") return output === STDIN ? colourDepth() : 0;
  throw new UserError(
    "usage",
    `--color goes with the formats plain, ansi, ${COLOURED.join(", ")}, not with ${format}`,
  );
}

/** Columns as given, as wide as the terminal for "auto", else the usual ones where the terminal has them. */
function parseWidth(width?: string): number {
  if (width === "auto") return Math.min(terminalColumns() ?? givenColumns() ?? DEFAULT_WIDTH, MAX_COLUMNS);
  if (width !== undefined) return wholeNumber("--width", width, 1, MAX_COLUMNS);
  return Math.min(DEFAULT_WIDTH, terminalColumns() ?? DEFAULT_WIDTH);
}
