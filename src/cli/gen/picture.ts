/** Sketches of pictures that users bring: PNG everywhere, SVG where its renderer is, which the executable leaves out. */
import { UserError } from "../../errors.ts";
import { crop, type Ink, inkBox } from "../../rasterise/ink.ts";
import { outlined } from "../../rasterise/outline.ts";
import { sketchOfInk, sketchOfTone } from "../../rasterise/sketch.ts";
import { aspectBin } from "../../tokenizer/character.ts";
import { readFile } from "../image/read.ts";
import type { Sketch } from "../../inference/sketches.ts";
import type { Given } from "./draw.ts";
import { type Pixels, readPng } from "./png.ts";

const MAX_FILE = 1 << 24;
const PNG_SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
/** Height of a cell of text in widths of a cell. */
const CELL = 2;
/** A picture that has no ink darker than this is a white one. */
const DARK = 0.3;
/** What differs less than this from the paper is paper. */
const PAPER = 0.1;

/** Sketches of a picture file, one for each style. Throws a UserError of kind "io" or "input" for what is no picture. */
export async function readPicture(path: string, styles: readonly string[]): Promise<Given> {
  const bytes = await readFile(path, `--from ${path}`, MAX_FILE);
  const isPng = PNG_SIGNATURE.every((byte, i) => bytes[i] === byte);
  const sketch = isPng ? sketchPng(readPng(bytes, path)) : await sketchSvg(bytes, path);
  return new Map(styles.map((style) => {
    const source = sketch(style);
    if (source === null) throw new UserError("input", `${path} shows nothing`);
    return [style, source];
  }));
}

/** Makes the sketch of a picture in a style, or null where nothing shows. */
type Sketcher = (style: string) => Sketch | null;

/** Sketches of pixels; line art is the outline of what is filled. */
function sketchPng(pixels: Pixels): Sketcher {
  const { ink, alpha } = inkOf(pixels);
  return (style) => {
    const shaded = style === "shaded";
    const box = inkBox(shaded ? alpha : ink);
    if (box === null) return null;
    const bits = shaded ? sketchOfTone(crop(ink, box), crop(alpha, box)) : sketchOfInk(crop(ink, box));
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

async function sketchSvg(bytes: Uint8Array, path: string): Promise<Sketcher> {
  const svg = new TextDecoder().decode(bytes);
  if (!/<svg\b/.test(svg)) throw new UserError("input", `--from ${path} is neither a PNG nor an SVG`);
  if (Deno.build.standalone) {
    throw new UserError(
      "input",
      `--from ${path}: the executable reads PNG only; run from the source tree for SVG`,
    );
  }
  // Computed specifiers keep the renderer, a native addon, out of the executable.
  const load = (file: string) => import(new URL(`../../rasterise/${file}`, import.meta.url).href);
  const { openPicture }: typeof import("../../rasterise/picture.ts") = await load("picture.ts");
  const { parseSvg, study }: typeof import("../../rasterise/svg.ts") = await load("svg.ts");
  return (style) => {
    const document = parseSvg(svg);
    const view = document && study(document);
    const picture = view && openPicture(svg, style === "line" || style === "shaded" ? style : "solid");
    if (!picture) return null;
    return { bits: picture.sketch, aspect: aspectBin(view.box.width * CELL, view.box.height) };
  };
}
