/** Sketches of pictures that users bring, in any format that `ascii-gen image` reads. */
import { UserError } from "../../base/errors.ts";
import { lumaAndAlpha } from "../../rasterise/image/formats/bitmap.ts";
import { decodeImage, sketchesOfImage } from "../../rasterise/image/formats/decode.ts";
import { crop, type Ink, inkBox } from "../../rasterise/ink.ts";
import { outlined } from "../../rasterise/sketch/outline.ts";
import { FINE_SIDE, sketchOfInk, sketchOfTone } from "../../rasterise/sketch/sketch.ts";
import { aspectBin } from "../../tokenizer/grid/grid.ts";
import type { Sketch } from "../../tasks/art/album/book.ts";
import type { Given } from "../../tasks/art/draw/jobs.ts";
import { bytesOf, type Picture } from "../picture_file.ts";

/** Lightness (0 black to 1 white) and opacity of a picture. */
interface Pixels {
  luma: Ink;
  alpha: Ink;
}

/** Pixels of a picture's width that are enough for a sketch. */
const ENOUGH = 1024;
/** Height of a cell of text in widths of a cell. */
const CELL = 2;
/** A picture that has no ink darker than this is a white one. */
const DARK = 0.3;
/** What differs less than this from the paper is paper. */
const PAPER = 0.1;

/**
 * Sketches of a picture, one for each style; `log` is told where a part of the picture is missing. Throws a UserError of kind
 * "io", "input" or "usage" for what is no picture.
 */
export async function readPicture(
  picture: Picture,
  styles: readonly string[],
  log: (line: string) => void,
): Promise<Given> {
  const isPath = typeof picture === "string", called = isPath ? picture : "the picture";
  const bytes = await bytesOf(picture, isPath ? `--from ${picture}` : called);
  return await sketchesOf(bytes, called, styles, log);
}

/** Sketches of a picture's bytes, as `readPicture` makes them of a file. */
export async function sketchesOf(
  bytes: Uint8Array,
  path: string,
  styles: readonly string[],
  log: (line: string) => void,
): Promise<Given> {
  const sketch = await sketchSvg(bytes, path, styles) ?? await sketchBitmap(bytes, path, log);
  return new Map(styles.map((style) => {
    const source = sketch(style);
    if (source === null) throw new UserError("input", `${path} shows nothing`);
    return [style, source];
  }));
}

/** Makes the sketch of a picture in a style, or null where nothing shows. */
type Sketcher = (style: string) => Sketch | null;

async function sketchBitmap(
  bytes: Uint8Array,
  path: string,
  log: (line: string) => void,
): Promise<Sketcher> {
  const { note, ...bitmap } = await decodeImage(bytes, path, { enough: ENOUGH });
  if (note !== undefined) log(note);
  return sketchPixels(lumaAndAlpha(bitmap));
}

/** The sketches of an SVG, whose strokes are known; undefined for any other format, and where they are not found. */
async function sketchSvg(
  bytes: Uint8Array,
  path: string,
  styles: readonly string[],
): Promise<Sketcher | undefined> {
  const shapes = styles.map((style) => style === "line" || style === "shaded" ? style : "solid");
  const sketches = await sketchesOfImage(bytes, path, shapes);
  if (sketches === undefined || sketches.includes(null)) return undefined;
  return (style) => {
    const sketch = sketches[styles.indexOf(style)];
    return sketch ? { bits: sketch.bits, aspect: aspectBin(sketch.width * CELL, sketch.height) } : null;
  };
}

/** Sketches of pixels; line art is the outline of what is filled. */
function sketchPixels(pixels: Pixels): Sketcher {
  const { ink, alpha } = inkOf(pixels);
  return (style) => {
    const shaded = style === "shaded";
    const box = inkBox(shaded ? alpha : ink);
    if (box === null) return null;
    const bits = shaded
      ? sketchOfTone(crop(ink, box), crop(alpha, box), FINE_SIDE)
      : sketchOfInk(crop(ink, box), FINE_SIDE);
    return {
      bits: style === "line" ? outlined(bits) : bits,
      aspect: aspectBin(box.width * CELL, box.height),
    };
  };
}

/**
 * Ink and opacity. Without transparency the usual lightness along the edges is the paper's, and ink is what differs from
 * it. A white picture on nothing is all ink.
 */
function inkOf({ luma, alpha }: Pixels): { ink: Ink; alpha: Ink } {
  const { width, height } = luma;
  const paint = (value: (i: number) => number): Ink => ({
    width,
    height,
    data: luma.data.map((_, i) => value(i)),
  });
  if (alpha.data.some((opacity) => opacity < 0.5)) {
    const ink = paint((i) => alpha.data[i]! * (1 - luma.data[i]!));
    return { ink: ink.data.some((value) => value > DARK) ? ink : alpha, alpha };
  }
  const edge = luma.data.filter((_, i) => {
    const [x, y] = [i % width, Math.floor(i / width)];
    return x === 0 || y === 0 || x === width - 1 || y === height - 1;
  }).sort();
  const paper = edge[edge.length >> 1]!;
  const most = Math.max(paper, 1 - paper);
  const ink = paint((i) => Math.abs(luma.data[i]! - paper) / most);
  return { ink, alpha: paint((i) => ink.data[i]! > PAPER ? 1 : 0) };
}
