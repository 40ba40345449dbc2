/** The lines that one would draw of a picture: its strokes, and the edges of its areas. */
import { findEdges, longChains } from "./edges.ts";
import { bytesAt, floatsAt, scope } from "./memory.ts";
import type { Planes } from "./reduce.ts";
import { findStrokes } from "./strokes.ts";
import { OPAQUE, otsu } from "./tone.ts";

/** Widest stroke as a share of the shorter side of a drawing in strokes, and of any other, whose legs and necks are areas. */
const WIDEST = 0.13, WIDEST_AMONG_AREAS = 0.035;
/** Share of a drawing's ink that is in strokes. */
const MOSTLY = 0.5;
/** What differs less than this from the paper is no ink, whatever else there is. */
const PALE = 0.15;
/** Mean lightness from which what is cut out is a drawing in white. */
const WHITE = 0.8;
/** Pixels of the shortest line. */
const SHORTEST = 10;

/** Lines one pixel wide, 1 where they are. */
export function findLines(planes: Planes): Uint8Array {
  const { width, height } = planes, area = width * height;
  const marks = bytesAt(scope(() => findEdges(planes).marks), area).slice();
  const ink = inkOnPaper(planes), side = Math.min(width, height);
  let { middles, beside, share } = findStrokes(ink, width, height, WIDEST * side);
  if (share < MOSTLY) ({ middles, beside } = findStrokes(ink, width, height, WIDEST_AMONG_AREAS * side));
  const lines = new Uint8Array(area);
  for (let i = 0; i < area; i++) if (middles[i] === 1 || (marks[i] === 1 && beside[i] === 0)) lines[i] = 2;
  return longChains(lines, width, SHORTEST);
}

/** What differs most from the paper, which is nothing where the picture is cut out, and else as light as most of its border. */
function inkOnPaper({ width, height, ...places }: Planes): Uint8Array {
  const area = width * height;
  const lightness = floatsAt(places.lightness, area), opacity = floatsAt(places.opacity, area);
  let [opaque, light] = [0, 0];
  for (let i = 0; i < area; i++) {
    if (opacity[i]! < OPAQUE) continue;
    opaque++;
    light += lightness[i]!;
  }
  const paper = opaque < area
    ? Number(light < WHITE * opaque)
    : median(lightness.filter((_, i) => isBorder(i, width, height)));
  const ink = lightness.map((value, i) => opacity[i]! * Math.abs(value - paper));
  const threshold = Math.max(PALE, otsu(ink));
  return Uint8Array.from(ink, (value) => Number(value > threshold));
}

function isBorder(i: number, width: number, height: number): boolean {
  const x = i % width;
  return i < width || i >= width * (height - 1) || x === 0 || x === width - 1;
}

const median = (values: Float32Array) => values.sort()[values.length >> 1]!;
