/** Any pictures as ASCII art. */
import { basename } from "node:path";
import type { Charset } from "../../art/charset.ts";
import { columnsOf, isBlank } from "../../art/lines.ts";
import type { Artwork } from "../../art/render/artwork.ts";
import { type ColourDepth, colourLines } from "../../art/render/colour.ts";
import { checkFields } from "../../base/check.ts";
import { filled } from "../../base/fields.ts";
import type { PictureStyle } from "../../rasterise/glyphs.ts";
import { cellColours, drawBitmap, fitCells } from "../../rasterise/image/draw.ts";
import type { Bitmap } from "../../rasterise/image/formats/bitmap.ts";
import { decodeImage } from "../../rasterise/image/formats/decode.ts";
import { bytesOf, type Picture } from "../picture_file.ts";
import { IMAGE_FIELDS, type ImageSettings } from "./fields.ts";
import { DEFAULT_WIDTH, MAX_COLUMNS, MAX_LINES } from "./limits.ts";
import { parseTones, type Tones } from "./tones.ts";

/** Pixels of a picture to a column that are enough: twice what a cell is matched by. */
const COLUMN_PIXELS = 10;

/** A picture, and how to draw it. */
export type ImageInput = ImageSettings & {
  /** Path of a file, or the bytes of one: PNG, JPEG, WebP, GIF, BMP, TIFF or SVG. */
  picture: Picture;
  /** What it is called; its path unless told otherwise. */
  name?: string;
};

/** A picture as ASCII art. */
export interface ImageDrawing extends Artwork {
  /** Its lines as one text. */
  text: string;
  /** What there is to say of it: that a part of the file is missing, or that nothing is to be seen. */
  notes: readonly string[];
}

/** How a picture is drawn, checked. */
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

/** Draws a picture. Throws a UserError for wrong settings and for what is no picture. */
export async function image({ picture, name, ...settings }: ImageInput): Promise<ImageDrawing> {
  const drawing = drawingOf(settings);
  const called = name ?? (typeof picture === "string" ? picture : "the picture");
  const bytes = await bytesOf(picture, called);
  const { note, ...bitmap } = await decodeImage(bytes, called, { enough: drawing.width * COLUMN_PIXELS });
  const art = drawPicture(bitmap, basename(called), drawing);
  const text = art.lines.join("\n");
  const hint = drawing.invert ? "leave out --invert" : "try --invert, for what is light";
  const notes = [
    ...note === undefined ? [] : [note],
    ...art.lines.every((line) => Array.from(line).every(isBlank))
      ? [`${called} shows nothing as it is drawn: ${hint}`]
      : [],
  ];
  return { ...art, text, notes };
}

/** Checks how pictures are to be drawn. Throws a UserError of kind "usage". */
export function drawingOf(given: ImageSettings): Drawing {
  checkFields(IMAGE_FIELDS, given);
  const { style, width, maxLines = MAX_LINES, charset, invert, color, room, depth = 0, ...tones } = filled(
    IMAGE_FIELDS,
    given,
  );
  return {
    ...{ style, invert, charset, maxLines, depth, coloured: color },
    tones: parseTones({ style, charset, ...tones }),
    width: width === "auto"
      ? Math.min(room ?? DEFAULT_WIDTH, MAX_COLUMNS)
      : width ?? Math.min(DEFAULT_WIDTH, room ?? DEFAULT_WIDTH),
  };
}

/** Draws pixels. */
export function drawPicture(bitmap: Bitmap, prompt: string, drawing: Drawing): Artwork {
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
