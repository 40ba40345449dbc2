import { lightness } from "../../../rasterise/image/formats/bitmap.ts";
import { boundingBox } from "../../../rasterise/resvg.ts";

/** Strokes to the longer side of the picture. */
const STROKES = 28;
/** Radius of a dot, in strokes: what the rasteriser takes for one. */
const DOT = 0.8;
/** Dark shapes of at most so many strokes, about as wide as high, are dots: eyes and the like. */
const LARGEST_DOT = 4;
/** Light shapes of at most so many strokes are left out. */
const SMALLEST = 1.7;
/** Luma, 0 to 1, below which a shape is dark. */
const DARK = 0.3;

const SHAPE = /<(?:path|circle|ellipse|rect|polygon)\b[^<>]*>/g;
const STROKE = /\sstroke(-[a-z]+)?="[^"]*"/g;
const FILL = /\bfill="(?!none|url)([^"]*)"/;

/**
 * The lines of a colour picture: each of its shapes outlined in black and filled with white, so that it hides what lies
 * behind it. `body` is the content of an SVG document of `size` units. Eyes become dots, small light shapes go.
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
    const box = boxOf(shape, size);
    if (box === undefined) return "";
    const [shorter, longer] = [Math.min(box.width, box.height), Math.max(box.width, box.height)];
    if (isDark(colour) && longer <= LARGEST_DOT * stroke && longer <= 2 * shorter) {
      const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
      return `<circle fill="#000" cx="${x}" cy="${y}" r="${DOT * stroke}"/>`;
    }
    return longer > SMALLEST * stroke ? redrawn(shape, "#fff") : "";
  });
  return shapes.replace(/<g\b[^<>]*>/g, (group) => FILL.test(group) ? redrawn(group, "#fff") : group);
}

/**
 * The lines of a colour picture that has strokes of its own: they become black, dark shapes too, light ones white, so that
 * they hide what lies behind them.
 */
export function ownStrokes(body: string): string {
  return body.replace(SHAPE, (shape) => {
    if (/\bopacity="/.test(shape)) return "";
    return shape.replace(FILL, (_, colour: string) => `fill="${isDark(colour) ? "#000" : "#fff"}"`)
      .replace(/\bstroke="(?!none)[^"]*"/, 'stroke="#000"');
  });
}

/** What a shape covers, transformations of the groups around it left aside. */
function boxOf(shape: string, size: number) {
  const element = shape.endsWith("/>") ? shape : `${shape.slice(0, -1)}/>`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}">${element}</svg>`;
  return boundingBox(svg);
}

function isDark(colour: string): boolean {
  const digits = /^#([0-9a-f]{3}|[0-9a-f]{6})$/i.exec(colour)?.[1];
  if (digits === undefined) return colour === "black";
  const step = digits.length / 3;
  const [red, green, blue] = [0, 1, 2].map((i) => {
    const part = digits.slice(i * step, (i + 1) * step);
    return parseInt(part.padEnd(2, part), 16) / 255;
  });
  return lightness(red!, green!, blue!) < DARK;
}
