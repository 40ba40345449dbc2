import { columnsOf } from "../../art/lines.ts";
import type { Artwork } from "../../art/render/artwork.ts";
import { colourLines } from "../../art/render/colour.ts";
import type { Bitmap } from "../../rasterise/image/formats/bitmap.ts";
import { cellColours, drawBitmap, fitCells } from "../../rasterise/image/draw.ts";
import type { Drawing } from "./options.ts";

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
