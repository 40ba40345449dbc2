import { type Box, type Ink, inkBox } from "./ink.ts";
import { renderSvg } from "./resvg.ts";

/** An SVG document taken apart so that it can be cropped and its strokes redrawn. */
export interface Picture {
  /** Attributes of the root element without size and view box. */
  attributes: string;
  body: string;
  viewBox: Box;
}

/** How the shapes are turned to lines, in user units: strokes redrawn, thick lines eroded, silhouettes outlined. */
export type Pen =
  | { kind: "as-is" }
  | { kind: "stroke"; from: number; to: number }
  | { kind: "erode"; from: number; to: number }
  | { kind: "outline"; to: number };

/** Takes an SVG document apart; null where it has no root element or no usable view box. */
export function parseSvg(svg: string): Picture | null {
  const root = /<svg\b([^>]*)>([\s\S]*)<\/svg>/.exec(svg);
  if (root === null) return null;
  const number = (name: string) => Number(new RegExp(`\\s${name}="([\\d.]+)`).exec(root[1]!)?.[1] ?? NaN);
  const view = /\sviewBox="([^"]*)"/.exec(root[1]!)?.[1]?.trim().split(/[\s,]+/).map(Number);
  const [x, y, width, height] = view ?? [0, 0, number("width"), number("height")];
  if (!(width! > 0 && height! > 0) || !Number.isFinite(x!) || !Number.isFinite(y!)) return null;
  const attributes = root[1]!.replace(/\s(width|height|viewBox|preserveAspectRatio|x|y)="[^"]*"/g, "");
  return { attributes, body: root[2]!, viewBox: { x: x!, y: y!, width: width!, height: height! } };
}

const STROKE_WIDTH = /stroke-width(="|:\s*)([\d.]+)/g;

/** The stroke width that covers most elements, in user units; null for a picture without strokes. */
export function strokeWidth(picture: Picture): number | null {
  const text = picture.attributes + picture.body;
  if (!/\bstroke\s*(=\s*"|:)\s*(?!none)/.test(text)) return null;
  const counts = new Map<number, number>();
  for (const match of text.matchAll(STROKE_WIDTH)) {
    counts.set(Number(match[2]), (counts.get(Number(match[2])) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? 1;
}

/** `name="value"` set on the root's attributes, in place of one that is there. */
const set = (attributes: string, name: string, value: string) =>
  attributes.replace(new RegExp(`\\s${name}="[^"]*"`), "") + ` ${name}="${value}"`;

function redraw(picture: Picture, pen: Pen): { attributes: string; body: string } {
  let { attributes, body } = picture;
  if (pen.kind === "stroke") {
    const factor = pen.to / pen.from;
    const scale = (text: string) =>
      text.replace(
        STROKE_WIDTH,
        (_, sign: string, value: string) => `stroke-width${sign}${Number(value) * factor}`,
      );
    attributes = /stroke-width/.test(attributes)
      ? scale(attributes)
      : set(attributes, "stroke-width", `${factor}`);
    body = scale(body);
  } else if (pen.kind === "erode") {
    attributes = set(set(attributes, "stroke", "white"), "stroke-width", `${Math.max(0, pen.from - pen.to)}`);
  } else if (pen.kind === "outline") {
    body = body.replace(/\bfill="(?!none)[^"]*"/g, "").replace(/\bfill:\s*(?!none)[^;"]*/g, "");
    attributes = set(set(set(attributes, "fill", "none"), "stroke", "black"), "stroke-width", `${pen.to}`);
  }
  return { attributes, body };
}

/**
 * Opacity and darkness (1 − luma, times opacity) of `box`, `scale` pixels to a user unit; `overlay` is SVG drawn on
 * top, which the pen leaves alone. Throws an SvgError for what cannot be rendered.
 */
export function render(
  picture: Picture,
  box: Box,
  scale: number,
  pen: Pen,
  overlay = "",
): { ink: Ink; alpha: Ink } {
  const width = Math.max(1, Math.round(box.width * scale)),
    height = Math.max(1, Math.round(box.height * scale));
  const { attributes, body } = redraw(picture, pen);
  const svg = `<svg${attributes} width="${width}" height="${height}" preserveAspectRatio="none" ` +
    `viewBox="${box.x} ${box.y} ${box.width} ${box.height}">${body}${overlay}</svg>`;
  const { pixels } = renderSvg(svg);
  const dark = new Float32Array(width * height), alpha = new Float32Array(width * height);
  for (let i = 0, p = 0; i < dark.length; i++, p += 4) {
    const opacity = pixels[p + 3]!;
    if (opacity === 0) continue;
    // Colours come premultiplied, so the luma is already times the opacity.
    const luma = 0.299 * pixels[p]! + 0.587 * pixels[p + 1]! + 0.114 * pixels[p + 2]!;
    alpha[i] = opacity / 255;
    dark[i] = Math.max(0, opacity - luma) / 255;
  }
  return { ink: { width, height, data: dark }, alpha: { width, height, data: alpha } };
}

/**
 * The thickness in pixels of a shape that is a line of even width, or null for one that is not: the ridge of a
 * distance transform (Borgefors 1986, 3-4 chamfer) is half a line's width everywhere.
 */
export function lineThickness(ink: Ink): number | null {
  const { width, height } = ink;
  const distance = new Int32Array(width * height);
  const get = (x: number, y: number) =>
    x < 0 || y < 0 || x >= width || y >= height ? 0 : distance[y * width + x]!;
  for (let i = 0; i < distance.length; i++) distance[i] = ink.data[i]! > 0.5 ? 1 << 20 : 0;
  const sweep = (sign: 1 | -1) => {
    for (let k = 0; k < height; k++) {
      const y = sign > 0 ? k : height - 1 - k;
      for (let j = 0; j < width; j++) {
        const x = sign > 0 ? j : width - 1 - j, i = y * width + x;
        if (distance[i] === 0) continue;
        distance[i] = Math.min(
          distance[i]!,
          get(x - sign, y) + 3,
          get(x, y - sign) + 3,
          get(x - sign, y - sign) + 4,
          get(x + sign, y - sign) + 4,
        );
      }
    }
  };
  sweep(1);
  sweep(-1);
  const ridge: number[] = [];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const here = distance[y * width + x]!;
      if (here < 3) continue;
      if (here >= get(x - 1, y) && here >= get(x + 1, y) && here >= get(x, y - 1) && here >= get(x, y + 1)) {
        ridge.push(here / 3);
      }
    }
  }
  if (ridge.length === 0) return null;
  ridge.sort((a, b) => a - b);
  const middle = ridge[ridge.length >> 1]!, high = ridge.at(-1)!;
  const thickness = 2 * middle - 1;
  return high <= middle * 1.75 + 1 && thickness < 0.14 * Math.max(width, height) ? thickness : null;
}

/** Pixels on the longer side of the picture that sketches and boxes are measured on. */
const STUDY_SIDE = 240;

/** The picture at high resolution: its ink and opacity, and the ink box in user units. */
export function study(
  picture: Picture,
): { ink: Ink; alpha: Ink; pixels: Box; box: Box; scale: number } | null {
  const { viewBox } = picture;
  const scale = STUDY_SIDE / Math.max(viewBox.width, viewBox.height);
  const { ink, alpha } = render(picture, viewBox, scale, { kind: "as-is" });
  const pixels = inkBox(alpha);
  if (pixels === null) return null;
  const box = {
    x: viewBox.x + pixels.x / scale,
    y: viewBox.y + pixels.y / scale,
    width: pixels.width / scale,
    height: pixels.height / scale,
  };
  return { ink, alpha, pixels, box, scale };
}
