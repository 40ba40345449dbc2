import type { Box } from "../../../rasterise/ink.ts";
import { IDENTITY, type Point } from "./geometry.ts";
import { readOptions, TikzError } from "./options.ts";
import { pathData } from "./path.ts";

/** A TikZ picture in centimetres, y upwards. */
export interface TikzPicture {
  /** Paths of SVG. */
  shapes: string[];
  /** What their points and control points lie in. */
  box: Box;
}

const INNER = /\)\s*\[([^\]]*)\]/g;
const COMMAND = /\\(draw|fill|filldraw|node|path)\b\s*(?:\[((?:[^\][]|\[[^\]]*\])*)\])?([^;]*);/g;

/**
 * Reads the commands of a picture, comments and macro arguments (`#2`) replaced before; `unit` is how many centimetres a
 * bare number counts. Throws a TikzError for what is not understood, and for a picture of nothing.
 */
export function readTikz(text: string, unit: number): TikzPicture {
  const nodes = new Map<string, Point>();
  const shapes: string[] = [], paths: string[] = [];
  for (const [, command = "", first = "", rest = ""] of text.matchAll(COMMAND)) {
    // Options may stand after a point as well.
    const options = [first, ...Array.from(rest.matchAll(INNER), ([, more]) => more)].join();
    const path = rest.replace(INNER, ")");
    if (command === "node") {
      pathData(`node ${path}`, unit, IDENTITY, nodes);
      continue;
    }
    const ink = (given: boolean) => given ? "black" as const : undefined;
    const { fill, stroke, matrix } = readOptions(options, {
      fill: ink(command.startsWith("fill")),
      stroke: ink(command.endsWith("draw")),
      matrix: IDENTITY,
    }, unit);
    const data = pathData(path, unit, matrix, nodes);
    if (fill === undefined && stroke === undefined) continue;
    paths.push(data);
    shapes.push(`<path d="${data}" fill="${fill ?? "none"}" stroke="${stroke ?? "none"}"/>`);
  }
  return { shapes, box: boxOf(paths) };
}

/** The box of all points in path data. */
function boxOf(paths: readonly string[]): Box {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [, x, y] of paths.join("").matchAll(/(-?[\d.]+) (-?[\d.]+)/g)) {
    [left, right] = [Math.min(left, Number(x)), Math.max(right, Number(x))];
    [top, bottom] = [Math.min(top, Number(y)), Math.max(bottom, Number(y))];
  }
  if (!(right > left && bottom > top)) throw new TikzError("a picture of nothing");
  return { x: left, y: top, width: right - left, height: bottom - top };
}
