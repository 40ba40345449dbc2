import { hexColour } from "../../../art/render/colour.ts";
import { lightness } from "../../../rasterise/image/formats/bitmap.ts";
import type { Box } from "../../../rasterise/ink.ts";
import { plainSvg } from "../../../rasterise/resvg.ts";
import { apply, compose, IDENTITY, type Matrix } from "../tikz/geometry.ts";

/** A plain colour: "#rrggbb", its luma and its brightest channel, 0 (black) to 1. */
export interface Colour {
  hex: string;
  luma: number;
  value: number;
}

/** One painted path of a document, in the coordinates of the whole; gradients are their means. */
export interface FlatShape {
  data: string;
  /** What its points and control points lie in. */
  box: Box;
  evenOdd: boolean;
  fill: Colour | undefined;
  stroke: Colour | undefined;
  strokeWidth: number;
}

/** Shapes and strokes that let more through only tint what is below. */
const OPAQUE = 0.5;
/** What is painted by a pattern or a filter. */
const UNKNOWN = "#808080";
/** Some documents leave it out. */
const NAMESPACE = "http://www.w3.org/2000/svg";
const HIDDEN = new Set(["defs", "clipPath", "mask", "pattern", "filter"]);
const GRADIENT = /<(?:linear|radial)Gradient id="([^"]*)"[^>]*>([\s\S]*?)<\/\w+Gradient>/g;
const TAG = /<(\/?)([a-zA-Z]+)((?:\s+[\w:-]+="[^"]*")*)\s*(\/?)>/g;

/** The opaque shapes of a document, hidden ones left out, in the order of their painting. Throws an SvgError. */
export function flatten(svg: string): FlatShape[] {
  const text = plainSvg(
    /<svg\b[^>]*\sxmlns=/.test(svg) ? svg : svg.replace(/<svg\b/, `<svg xmlns="${NAMESPACE}"`),
  );
  const paints = gradients(text);
  const shapes: FlatShape[] = [];
  const groups: { name: string; matrix: Matrix; opacity: number; hidden: boolean }[] = [];
  for (const [, closing, name = "", given = "", empty] of text.matchAll(TAG)) {
    if (closing) {
      groups.pop();
      continue;
    }
    const attributes = attributesOf(given);
    const outer = groups.at(-1) ?? { matrix: IDENTITY, opacity: 1, hidden: false };
    const inner = {
      name,
      matrix: compose(outer.matrix, matrixOf(attributes.get("transform"))),
      opacity: outer.opacity * Number(attributes.get("opacity") ?? 1),
      hidden: outer.hidden || HIDDEN.has(name) || attributes.has("filter") ||
        attributes.get("visibility") === "hidden",
    };
    if (name === "path" && !inner.hidden) {
      const shape = shapeOf(attributes, inner.matrix, inner.opacity, paints);
      if (shape !== undefined) shapes.push(shape);
    }
    if (!empty) groups.push(inner);
  }
  return shapes;
}

const attributesOf = (text: string): Map<string, string> =>
  new Map(Array.from(text.matchAll(/([\w:-]+)="([^"]*)"/g), ([, name = "", value = ""]) => [name, value]));

function matrixOf(transform: string | undefined): Matrix {
  const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = transform?.match(/-?[\d.]+(?:e-?\d+)?/g)?.map(Number) ??
    [];
  return [a, b, c, d, e, f];
}

interface Paint {
  hex: string;
  opacity: number;
}

/** The mean of the stops of each gradient, by its id. */
function gradients(text: string): Map<string, Paint> {
  const found = new Map<string, Paint>();
  for (const [, id = "", stops = ""] of text.matchAll(GRADIENT)) {
    const paints = Array.from(stops.matchAll(/<stop([^>]*)>/g), ([, given = ""]) => {
      const attributes = attributesOf(given);
      const opacity = Number(attributes.get("stop-opacity") ?? 1);
      return { channels: channelsOf(attributes.get("stop-color") ?? "#000000"), opacity };
    });
    if (paints.length === 0) continue;
    const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
    const channels = [0, 1, 2].map((c) => Math.round(mean(paints.map(({ channels }) => channels[c]!))));
    found.set(id, { hex: hexColour(channels), opacity: mean(paints.map(({ opacity }) => opacity)) });
  }
  return found;
}

const channelsOf = (hex: string): number[] =>
  hex.slice(1).match(/../g)?.map((part) => parseInt(part, 16)) ?? [0, 0, 0];

function colourOf(hex: string): Colour {
  const [red, green, blue] = channelsOf(hex).map((channel) => channel / 255);
  return { hex, luma: lightness(red!, green!, blue!), value: Math.max(red!, green!, blue!) };
}

function shapeOf(
  attributes: Map<string, string>,
  matrix: Matrix,
  opacity: number,
  paints: Map<string, Paint>,
): FlatShape | undefined {
  const paint = (name: "fill" | "stroke"): Colour | undefined => {
    const value = attributes.get(name) ?? (name === "fill" ? "#000000" : "none");
    const reference = /^url\(#(.*)\)/.exec(value)?.[1];
    if (value === "none") return undefined;
    const found = reference === undefined ? undefined : paints.get(reference) ?? { hex: UNKNOWN, opacity: 1 };
    const own = Number(attributes.get(`${name}-opacity`) ?? 1);
    return opacity * own * (found?.opacity ?? 1) < OPAQUE ? undefined : colourOf(found?.hex ?? value);
  };
  const [fill, stroke] = [paint("fill"), paint("stroke")];
  if (fill === undefined && stroke === undefined) return undefined;
  const { data, box } = transformed(attributes.get("d") ?? "", matrix);
  const [a, b, c, d] = matrix;
  const strokeWidth = Number(attributes.get("stroke-width") ?? 1) * Math.sqrt(Math.abs(a * d - b * c));
  return { data, box, evenOdd: attributes.get("fill-rule") === "evenodd", fill, stroke, strokeWidth };
}

/** Path data of absolute coordinates, moved. */
function transformed(data: string, matrix: Matrix): { data: string; box: Box } {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  const moved = data.replace(
    /(-?[\d.]+(?:e-?\d+)?)[ ,]+(-?[\d.]+(?:e-?\d+)?)/g,
    (_, before: string, after: string) => {
      const [x, y] = apply(matrix, [Number(before), Number(after)]);
      [left, right, top, bottom] = [
        Math.min(left, x),
        Math.max(right, x),
        Math.min(top, y),
        Math.max(bottom, y),
      ];
      return `${Number(x.toFixed(3))} ${Number(y.toFixed(3))}`;
    },
  );
  return {
    data: moved,
    box: { x: left, y: top, width: Math.max(0, right - left), height: Math.max(0, bottom - top) },
  };
}
