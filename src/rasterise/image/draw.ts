/** ASCII art of any picture: each cell takes the glyph whose shape and ink fit it and its neighbours best. */
import type { PictureStyle } from "../glyphs.ts";
import { type Bitmap, channelOver, lumaOver, resize } from "./bitmap.ts";
import { CELL_HEIGHT, CELL_WIDTH } from "../coverage.ts";
import { type Eye, type Glyphs, prepareGlyphs } from "./glyphs.ts";
import { matchImage } from "./match.ts";
import { inkFor } from "./tone.ts";

/** Columns and rows of cells. */
export interface Cells {
  columns: number;
  rows: number;
}

interface Manner {
  /** The first is the blank. */
  characters: string;
  /** Ink of a pixel that is fully dark: what a dense glyph has on average, and a little more for contrast. */
  darkest: number;
  /** How the eye blurs glyphs and picture alike; a fine eye goes by shapes, a coarse one by tones. */
  eye: Eye;
  /** What a glyph must be worth to be used, as squared ink. */
  reluctance: number;
}

const PRINTABLE = Array.from({ length: 95 }, (_, i) => String.fromCharCode(32 + i)).join("");
const MANNERS: Readonly<Record<PictureStyle, Manner>> = {
  line: { characters: " .,'`-_\"~:;|/\\()<>+=", darkest: 0.36, eye: 1.4, reluctance: 0.04 },
  solid: { characters: " .,'`-_\"^:;|/\\()dbPY9qpoJL7FTVAM8", darkest: 0.45, eye: 1, reluctance: 0 },
  shaded: { characters: PRINTABLE, darkest: 0.33, eye: 1, reluctance: 0 },
};

const prepared = new Map<PictureStyle, Glyphs>();

/** The largest grid within the limits whose cells, twice as high as wide, keep a picture's proportions. */
export function fitCells({ width, height }: Bitmap, maxColumns: number, maxRows: number): Cells {
  const rows = Math.max(1, Math.round(maxColumns * height / width / 2));
  if (rows <= maxRows) return { columns: maxColumns, rows };
  const columns = Math.round(maxRows * 2 * width / height);
  return { columns: Math.min(maxColumns, Math.max(1, columns)), rows: maxRows };
}

/**
 * Draws a picture on a grid of cells, ink where it is dark or, with `invert`, where it is light; what is transparent is
 * blank. Gives one string of `columns` characters a row.
 */
export function drawBitmap(
  bitmap: Bitmap,
  { columns, rows }: Cells,
  style: PictureStyle,
  invert = false,
): string[] {
  const { characters, darkest, eye, reluctance } = MANNERS[style];
  const light = resize(lumaOver(bitmap, invert ? 0 : 1), columns * CELL_WIDTH, rows * CELL_HEIGHT);
  const ink = inkFor(style, invert ? light : { ...light, data: light.data.map((value) => 1 - value) });
  let glyphs = prepared.get(style);
  if (glyphs === undefined) prepared.set(style, glyphs = prepareGlyphs(characters, eye));
  return matchImage({ ...ink, data: ink.data.map((value) => value * darkest) }, glyphs, reluctance);
}

/** Mean red, green and blue of each cell, 0 to 255, in rows; over white or, with `invert`, over black. */
export function cellColours(bitmap: Bitmap, { columns, rows }: Cells, invert = false): Uint8Array {
  const colours = new Uint8Array(columns * rows * 3);
  for (const channel of [0, 1, 2] as const) {
    resize(channelOver(bitmap, channel, invert ? 0 : 1), columns, rows).data
      .forEach((value, i) => colours[i * 3 + channel] = Math.round(value * 255));
  }
  return colours;
}
