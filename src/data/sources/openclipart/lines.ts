import type { Box } from "../../../rasterise/ink.ts";
import { type FlatShape, flatten } from "./flatten.ts";

/** Pens in the longer side of a picture. */
const PENS = 34;
/** Brightest channel below which an area is ink, luma below which a stroke is a line, luma of paper. */
const DARK = 0.3, DARK_STROKE = 0.55, PAPER = 0.9;
/** A picture draws its own lines if so many of its shapes have one, or if a dark shape of so much of its size lies below. */
const LINED = 0.3, LARGE = 0.8;
/** Shapes of fewer pens, across, are left out; dark ones smaller than this are dots. */
const SMALLEST = 1, LARGEST_DOT = 3;
/** Radius of a dot, in pens. */
const DOT = 0.8;
/** More shapes make no legible picture. */
const MOST_SHAPES = 160;

/** A colour drawing in two forms, as SVG. */
export interface ClipartForms {
  /** Its lines: where the artist drew lines these alone, else the outline of each area. */
  lines: string;
  /** Its areas and lines in plain colours. */
  colours: string;
}

/**
 * Finds the lines of a colour drawing. Light areas become white, so that they hide what lies behind them, dark ones black.
 * Undefined where there is nothing, or too much. Throws an SvgError.
 */
export function readClipart(svg: string): ClipartForms | undefined {
  const all = flatten(svg);
  const box = union(all.map(({ box }) => box));
  if (box === undefined) return undefined;
  const pen = Math.max(box.width, box.height) / PENS;
  const across = ({ box }: FlatShape) => Math.max(box.width, box.height) / pen;
  const shapes = all.filter((shape, i) => across(shape) >= SMALLEST && !(i === 0 && isSheet(shape, box)));
  if (shapes.length === 0 || shapes.length > MOST_SHAPES) return undefined;
  const isLine = ({ stroke }: FlatShape) => stroke !== undefined && stroke.luma < DARK_STROKE;
  const isDark = ({ fill }: FlatShape) => fill !== undefined && fill.value < DARK;
  const lined = shapes.filter(isLine).length >= LINED * shapes.length ||
    shapes.some((shape, i) =>
      i < shapes.length / 2 && isDark(shape) && across(shape) * pen >= LARGE * Math.max(box.width, box.height)
    );
  const lines = shapes.map((shape) => {
    const dark = isDark(shape), large = across(shape) > LARGEST_DOT;
    if (dark && !large && !isLine(shape)) return dot(shape.box, pen);
    const outlined = isLine(shape) || !dark && !lined && large && shape.fill !== undefined;
    const fill = shape.fill === undefined ? "none" : dark ? "#000" : "#fff";
    return drawn(shape, fill, outlined ? "#000" : "none", pen);
  });
  const colours = shapes.map((shape) =>
    drawn(shape, shape.fill?.hex ?? "none", shape.stroke?.hex ?? "none", shape.strokeWidth)
  );
  const view = `viewBox="${box.x - pen} ${box.y - pen} ${box.width + 2 * pen} ${box.height + 2 * pen}"`;
  const document = (body: string[]) =>
    `<svg xmlns="http://www.w3.org/2000/svg" ${view}>${body.join("")}</svg>`;
  return { lines: document(lines), colours: document(colours) };
}

function drawn({ data, evenOdd }: FlatShape, fill: string, stroke: string, width: number): string {
  const pen = stroke === "none" ? "" : ` stroke="${stroke}" stroke-width="${width}" stroke-linejoin="round"`;
  return `<path fill="${fill}"${evenOdd ? ' fill-rule="evenodd"' : ""}${pen} d="${data}"/>`;
}

const dot = ({ x, y, width, height }: Box, pen: number): string =>
  `<circle fill="#000" cx="${x + width / 2}" cy="${y + height / 2}" r="${DOT * pen}"/>`;

/** Whether a shape is a sheet of paper behind the picture: a white rectangle without a line, as large as everything. */
function isSheet({ data, box, fill, stroke }: FlatShape, all: Box): boolean {
  return stroke === undefined && fill !== undefined && fill.luma > PAPER && !data.includes("C") &&
    (data.match(/L/g)?.length ?? 0) <= 4 && box.width >= all.width * 0.98 && box.height >= all.height * 0.98;
}

function union(boxes: readonly Box[]): Box | undefined {
  const x = Math.min(...boxes.map((box) => box.x)), y = Math.min(...boxes.map((box) => box.y));
  const width = Math.max(...boxes.map((box) => box.x + box.width)) - x;
  const height = Math.max(...boxes.map((box) => box.y + box.height)) - y;
  return Number.isFinite(x + y) && width > 0 && height > 0 ? { x, y, width, height } : undefined;
}
