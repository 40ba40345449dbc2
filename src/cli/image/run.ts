import { basename } from "node:path";
import type { Charset } from "../../art/charset.ts";
import { columnsOf } from "../../art/lines.ts";
import type { Format } from "../../art/render/render.ts";
import { UserError } from "../../errors.ts";
import type { PictureStyle } from "../../rasterise/glyphs.ts";
import { decodeImage } from "../../rasterise/image/decode.ts";
import { cellColours, drawBitmap, fitCells } from "../../rasterise/image/draw.ts";
import type { Dither } from "../../rasterise/image/dither.ts";
import { formatOf, openOutput } from "../gen/output.ts";
import { wholeNumber } from "../numbers.ts";
import { givenColumns, hasColour, terminalColumns } from "../terminal.ts";
import { colourLines } from "./colour.ts";
import { DEFAULT_WIDTH, MAX_COLUMNS, MAX_LINES } from "./limits.ts";
import { parseTones } from "./tones.ts";
import { readFile, readStdin, STDIN } from "./read.ts";

const MAX_FILE = 1 << 26;

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
  format?: Format;
  output?: string;
}

/** Does what `ascii-gen image <file>` was asked for. Throws a UserError for what cannot be done. */
export async function run(path: string, options: ImageOptions): Promise<void> {
  const { style, invert } = options;
  const format = options.format ?? formatOf(options.output);
  const coloured = options.color && isColoured(format, options.output);
  const tones = parseTones(options);
  const width = parseWidth(options.width);
  const maxLines = options.maxLines === undefined
    ? MAX_LINES
    : wholeNumber("--max-lines", options.maxLines, 1, MAX_LINES);
  const output = await openOutput(coloured ? "plain" : format, options.output);
  const name = path === STDIN ? "standard input" : path;
  const bytes = path === STDIN ? await readStdin(MAX_FILE) : await readFile(path, name, MAX_FILE);
  const bitmap = await decodeImage(bytes, name);
  const cells = fitCells(bitmap, width, maxLines);
  const drawn = drawBitmap(bitmap, cells, { style, invert, charset: options.charset, ...tones });
  const lines = drawn.map((line) => line.trimEnd());
  const shown = coloured ? colourLines(lines, cellColours(bitmap, cells, invert), cells.columns) : lines;
  await output.add([{
    ...{ lines: shown, prompt: basename(name), style, seed: 0, width: columnsOf(lines) },
    ...{ height: lines.length, model: "none" },
  }]);
  await output.end();
}

/** Whether `--color` means ANSI sequences: where they are asked for by name, or where colour is welcome. */
function isColoured(format: Format, output?: string): boolean {
  if (format === "ansi") return true;
  if (format === "plain") return (output === undefined || output === STDIN) && hasColour();
  throw new UserError("usage", `--color goes with the formats plain and ansi, not with ${format}`);
}

/** Columns as given, as wide as the terminal for "auto", else the usual ones where the terminal has them. */
function parseWidth(width?: string): number {
  if (width === "auto") return Math.min(terminalColumns() ?? givenColumns() ?? DEFAULT_WIDTH, MAX_COLUMNS);
  if (width !== undefined) return wholeNumber("--width", width, 1, MAX_COLUMNS);
  return Math.min(DEFAULT_WIDTH, terminalColumns() ?? DEFAULT_WIDTH);
}
