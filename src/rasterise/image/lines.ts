/** The lines that one would draw of a picture: its strokes, and the edges of its areas. */
import { findEdges, longChains } from "./edges.ts";
import * as kernels from "./assembly/kernels.wasm";
import { bytesAt, floatsAt, room, scope, wholeAt, zeroBytes, zeros } from "./memory.ts";
import type { Planes } from "./reduce.ts";
import { findStrokes } from "./strokes.ts";
import { BINS, OPAQUE, thresholdOf } from "./tone.ts";

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
  const narrower = { widest: WIDEST_AMONG_AREAS * side, below: MOSTLY };
  const { middles, beside } = findStrokes(ink, width, height, WIDEST * side, narrower);
  const lines = new Uint8Array(area);
  for (let i = 0; i < area; i++) if (middles[i] === 1 || (marks[i] === 1 && beside[i] === 0)) lines[i] = 2;
  return longChains(lines, width, SHORTEST);
}

/** What differs most from the paper, which is nothing where the picture is cut out, and else as light as most of its border. */
function inkOnPaper({ width, height, lightness, opacity }: Planes): Uint8Array {
  const area = width * height;
  return scope(() => {
    const counts = zeros(BINS);
    const opaque = kernels.histogram(lightness, opacity, OPAQUE, area, counts, BINS);
    const light = wholeAt(counts, BINS).reduce((sum, count, level) => sum + count * (level + 0.5) / BINS, 0);
    const paper = opaque < area
      ? Number(light < WHITE * opaque)
      : median(border(floatsAt(lightness, area), width, height));
    const ink = room(area), bytes = zeroBytes(area);
    kernels.differ(lightness, opacity, ink, area, paper);
    kernels.exceed(ink, bytes, area, Math.max(PALE, thresholdOf(ink, area)));
    return bytesAt(bytes, area).slice();
  });
}

/** Values along the sides. */
function border(data: Float32Array, width: number, height: number): number[] {
  const across = Array.from({ length: width }, (_, x) => [data[x]!, data[(height - 1) * width + x]!]);
  const down = Array.from({ length: height }, (_, y) => [data[y * width]!, data[(y + 1) * width - 1]!]);
  return [...across, ...down].flat();
}

const median = (values: number[]) => values.sort((a, b) => a - b)[values.length >> 1]!;
