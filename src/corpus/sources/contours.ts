import { Resvg } from "@resvg/resvg-js";

/** Strokes to the longer side of the picture. */
const STROKES = 32;
/** Dark shapes of at most so many strokes are dots, such as eyes; other shapes of that size are left out. */
const DOT = 1.7;
/** Luma, 0 to 1, below which a shape is dark. */
const DARK = 0.3;

const SHAPE = /<(?:path|circle|ellipse|rect|polygon)\b[^>]*>/g;
const STROKE = /\sstroke(-[a-z]+)?="[^"]*"/g;
const FILL = /\bfill="(?!none|url)([^"]*)"/;

/**
 * The lines of a colour picture: each of its shapes outlined in black and filled with white, so that it hides what lies
 * behind it. `body` is the content of an SVG document of `size` units; small dark shapes stay, small light ones go.
 */
export function contours(body: string, size: number): string {
  const stroke = size / STROKES;
  const pen = `stroke="#000" stroke-width="${stroke}" stroke-linejoin="round"`;
  /** A tag with a fill and the strokes of `pen` in place of its own. */
  const redrawn = (tag: string, fill: string): string =>
    tag.replace(STROKE, "").replace(/^<\w+/, (start) => `${start} ${pen}`).replace(FILL, `fill="${fill}"`);
  const shapes = body.replace(SHAPE, (shape) => {
    // What is translucent shades the shape below.
    if (/\bopacity="/.test(shape)) return "";
    const colour = FILL.exec(shape)?.[1];
    if (colour === undefined) return /\bstroke="(?!none)/.test(shape) ? redrawn(shape, "none") : shape;
    if (extent(shape, size) > DOT * stroke) return redrawn(shape, "#fff");
    return isDark(colour) ? redrawn(shape, "#000") : "";
  });
  return shapes.replace(/<g\b[^>]*>/g, (group) => FILL.test(group) ? redrawn(group, "#fff") : group);
}

/** The longer side of a shape, transformations of the groups around it left aside. */
function extent(shape: string, size: number): number {
  const element = shape.endsWith("/>") ? shape : `${shape.slice(0, -1)}/>`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}">${element}</svg>`;
  const box = new Resvg(svg, { font: { loadSystemFonts: false } }).innerBBox();
  return box ? Math.max(box.width, box.height) : 0;
}

function isDark(colour: string): boolean {
  const digits = /^#([0-9a-f]{3}|[0-9a-f]{6})$/i.exec(colour)?.[1];
  if (digits === undefined) return colour === "black";
  const step = digits.length / 3;
  const [red, green, blue] = [0, 1, 2].map((i) => {
    const part = digits.slice(i * step, (i + 1) * step);
    return parseInt(part.padEnd(2, part), 16) / 255;
  });
  return 0.299 * red! + 0.587 * green! + 0.114 * blue! < DARK;
}
