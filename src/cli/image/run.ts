import { basename } from "node:path";
import type { Charset } from "../../art/charset.ts";
import { columnsOf } from "../../art/lines.ts";
import { type ColourDepth, colourLines } from "../../art/render/colour.ts";
import type { Artwork, Format } from "../../art/render/render.ts";
import { UserError } from "../../errors.ts";
import type { PictureStyle } from "../../rasterise/glyphs.ts";
import type { Bitmap } from "../../rasterise/image/bitmap.ts";
import { decodeImage } from "../../rasterise/image/decode.ts";
import { cellColours, drawBitmap, fitCells } from "../../rasterise/image/draw.ts";
import type { Dither } from "../../rasterise/image/dither.ts";
import { describeError } from "../errors.ts";
import { formatOf, openOutput } from "../gen/output.ts";
import { wholeNumber } from "../numbers.ts";
import { colourDepth, givenColumns, isTerminal, terminalColumns, writeErrorLine } from "../terminal.ts";
import { DEFAULT_WIDTH, MAX_COLUMNS, MAX_LINES } from "./limits.ts";
import { MAX_FILE, readFile, readStdin, STDIN } from "./read.ts";
import { parseTones, type Tones } from "./tones.ts";

/** Pixels of a picture to a column that are enough: twice what a cell is matched by. */
const COLUMN_PIXELS = 10;
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

/**
 * Does what `ascii-gen image <file…>` was asked for. Throws a UserError for what cannot be done; one of several files that
 * cannot be drawn is reported and left out, and the first decides the exit code.
 */
export async function run(paths: readonly string[], options: ImageOptions): Promise<void> {
  const format = options.format ?? formatOf(options.output);
  const drawing = parseDrawing(options, format);
  if (options.animate) return await (await import("./animate.ts")).animate(paths, drawing, options);
  if (options.loops !== undefined) throw new UserError("usage", "--loops goes with --animate");
  const output = await openOutput(drawing.depth > 0 ? "plain" : format, options.output, drawing.depth > 0);
  for (const path of paths) {
    try {
      const name = nameOf(path);
      const { note, ...bitmap } = await decodeImage(await read(path), name, {
        enough: drawing.width * COLUMN_PIXELS,
      });
      if (paths.length > 1 && isTerminal()) writeErrorLine(`==> ${name} <==`);
      if (note !== undefined) writeErrorLine(`ascii-gen: ${note}`);
      await output.add([draw(bitmap, basename(name), drawing)]);
    } catch (error) {
      if (paths.length === 1 || !(error instanceof UserError)) throw error;
      const { line, code } = describeError(error);
      writeErrorLine(`ascii-gen: ${line}`);
      Deno.exitCode ||= code;
    }
  }
  await output.end();
}

/** What a file is called in messages. */
export const nameOf = (path: string): string => path === STDIN ? "standard input" : path;

/** The bytes of a file, or of standard input. Throws a UserError. */
export function read(path: string): Promise<Uint8Array> {
  return path === STDIN ? readStdin(MAX_FILE) : readFile(path, path, MAX_FILE);
}

/** Draws a picture. */
export function draw(bitmap: Bitmap, prompt: string, drawing: Drawing): Artwork {
  const { width, maxLines, style, invert, charset, tones, depth, coloured } = drawing;
  const cells = fitCells(bitmap, width, maxLines);
  const drawn = drawBitmap(bitmap, cells, { style, invert, charset, ...tones });
  const lines = drawn.map((line) => line.trimEnd());
  const colours = depth > 0 || coloured
    ? { columns: cells.columns, values: cellColours(bitmap, cells, invert), onBlack: invert }
    : undefined;
  return {
    ...{ prompt, style, seed: 0, width: columnsOf(lines), height: lines.length, model: "none" },
    lines: colours !== undefined && depth !== 0 ? colourLines(lines, colours, depth) : lines,
    ...(colours !== undefined && coloured ? { colours } : {}),
  };
}

function parseDrawing(options: ImageOptions, format: Format): Drawing {
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
