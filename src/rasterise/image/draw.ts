/** Any picture as text. */
import { CELL_HEIGHT, CELL_WIDTH, type Cells } from "./grid.ts";
import type { PictureStyle } from "../glyphs.ts";
import { type Bitmap, channelOver, resize } from "./formats/bitmap.ts";
import * as kernels from "./assembly/kernels.wasm";
import { drawBlocks, drawHalftone, drawQuadrants } from "./blocks.ts";
import { type Dither, quantise } from "./dither.ts";
import { DOTS_ACROSS, DOTS_DOWN, drawDots } from "./dots.ts";
import { findEdges } from "./edges.ts";
import { dotsOf, halftone } from "./halftone.ts";
import { findLines } from "./lines.ts";
import { bytesAt, floatsAt, type Place, planeOf, scope, zeroBytes, zeros } from "./memory.ts";
import { evenRamp, measuredRamp } from "./ramp.ts";
import { type Planes, reduce } from "./reduce.ts";
import { drawText } from "./text.ts";
import { AREAS, BOXES, STROKES } from "./candidates.ts";
import { thresholdOf, toneInk } from "./tone.ts";

export type { Cells } from "./grid.ts";

/** The characters that a picture is drawn with. */
export type Charset = "ascii" | "box" | "blocks" | "shades" | "braille";

/** How a picture is drawn. */
export interface DrawOptions {
  style: PictureStyle;
  charset?: Charset;
  /** Ink where the picture is light. */
  invert?: boolean;
  /** Characters from blank to dense instead of the usual ones; nothing but tones is drawn then. */
  ramp?: string | undefined;
  dither?: Dither | undefined;
}

/** Characters of tones: calm ones, in steps as even as there are. */
const TONES = " .':;!rcxoXd0Q@";
/** Two tones. */
const TWO = " @";
const SHADES = " ░▒▓█";
/** Pixels' ink on both sides of the threshold of two tones that is still between ink and blank. */
const BETWEEN = 0.06;
/** Pixels to both sides of an edge at which its areas are looked at, and ink of the darker one that needs no line around it. */
const BESIDE = 3, DARK_ENOUGH = 0.6;

/** Share of a dot's pixels that a line takes. */
const DOT = 0.25;

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
export function drawBitmap(bitmap: Bitmap, cells: Cells, options: DrawOptions): string[] {
  return scope(() =>
    options.style === "line" ? drawLines(bitmap, cells, options.charset) : drawTones(bitmap, cells, options)
  );
}

function drawTones(bitmap: Bitmap, cells: Cells, options: DrawOptions): string[] {
  const { style, charset = "ascii", invert = false, ramp, dither } = options;
  /** Tones of so many pixels a cell, with the picture at that size. */
  const prepare = (across: number, down: number) => {
    const planes = reduce(bitmap, cells.columns * across, cells.rows * down);
    const tones = toneInk(planes, across, invert);
    if (style === "solid") inTwo(tones, planes.width * planes.height);
    return { planes, tones };
  };
  /** A plane that dithering makes dots of, which has nothing to dither where a picture has two tones. */
  const soft = (across: number, down: number) => {
    if (style === "shaded") {
      const { planes: { lightness, opacity }, tones } = prepare(CELL_WIDTH, CELL_HEIGHT);
      return halftone({ tones, lightness, opacity, invert, cells }, across, down);
    }
    const { planes: { width, height }, tones } = prepare(across, down);
    return { ink: floatsAt(tones, width * height), width, two: undefined };
  };
  const dots = (across: number, down: number) => {
    const { ink, width } = soft(across, down);
    return quantise(ink, width, 2, dither ?? "diffusion");
  };
  if (ramp === undefined && charset === "braille") return drawDots(dots(DOTS_ACROSS, DOTS_DOWN), cells);
  if (ramp === undefined && charset === "blocks") {
    if (dither !== undefined) return drawQuadrants(dots(2, 2), cells);
    if (style === "shaded") return drawHalftone(soft(2, 2), cells);
  }
  const { planes, tones } = prepare(CELL_WIDTH, CELL_HEIGHT);
  if (ramp === undefined && charset === "blocks") return drawBlocks(tones, cells);
  const common = { cells, tones, lines: zeros(planes.width * planes.height), dither: dither ?? "none" };
  if (ramp !== undefined || charset === "shades") {
    return drawText({ ...common, ramp: evenRamp(ramp ?? SHADES), shapes: [] });
  }
  if (style === "shaded") outline(planes, tones, common.lines);
  const shapes = charset === "box" ? BOXES : AREAS;
  return drawText({ ...common, ramp: measuredRamp(style === "solid" ? TWO : TONES), shapes });
}

/** Strokes and edges alone. */
function drawLines(bitmap: Bitmap, cells: Cells, charset: Charset = "ascii"): string[] {
  const planes = reduce(bitmap, cells.columns * CELL_WIDTH, cells.rows * CELL_HEIGHT);
  const lines = planeOf(findLines(planes));
  if (charset === "braille") {
    const count = cells.columns * DOTS_ACROSS * cells.rows * DOTS_DOWN, dots = zeroBytes(count);
    kernels.exceed(dotsOf(lines, cells, DOTS_ACROSS, DOTS_DOWN), dots, count, DOT);
    return drawDots(bytesAt(dots, count), cells);
  }
  if (charset === "blocks") return drawBlocks(lines, cells);
  return drawText({
    ...{ cells, tones: zeros(planes.width * planes.height), lines, ramp: evenRamp("  "), dither: "none" },
    shapes: charset === "box" ? BOXES : STROKES,
  });
}

/** Turns tones into ink or none, parted where the two differ most. */
function inTwo(tones: Place, count: number): void {
  kernels.part(tones, count, thresholdOf(tones, count), BETWEEN);
}

/** Edges, the stronger the lighter what they part: around what is dark, its end is seen. */
function outline(planes: Planes, tones: Place, lines: Place): void {
  const { width, height } = planes;
  scope(() => {
    const { marks, across, down } = findEdges(planes);
    kernels.outline(marks, across, down, tones, width, height, BESIDE, DARK_ENOUGH, lines);
  });
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
