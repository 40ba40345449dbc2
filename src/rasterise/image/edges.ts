/** Where a picture's areas meet: edges one pixel wide, in any of its colours and around what is cut out (Canny 1986). */
import * as kernels from "./assembly/kernels.wasm";
import { bytesAt, type Place, room, scope, wholeAt, zeroBytes, zeros } from "./memory.ts";
import type { Planes } from "./reduce.ts";
import { smooth, surroundings } from "./smooth.ts";

/**
 * Steps of a colour, 0 to 1, that begin an edge: a share of the hundredth highest of all pixels, within bounds. An edge goes
 * on along steps that are a share as high.
 */
const BEGIN = { share: 0.5, least: 0.08, most: 0.18 }, CONTINUE = 0.4;
/** Pixels of the shortest edge that is kept. */
const SHORTEST = 11;
/** Lightness of what nothing is shown on, weight of red against blue, and the share of transparency that counts. */
const GREY = 0.5, WARMTH = 0.5, CLEAR = 1e-4;
/** What the filters here make of a step of 1. */
const STEP = 4 * (6 + 4) / 16;
/** An edge among many is texture: so much of what is around it, as far in pixels, is taken off (Grigorescu et al. 2003). */
const INHIBITION = 0.8, SURROUND = 8;
const BINS = 256;
/** Tangent of an eighth of a turn's half. */
const FLAT = Math.tan(Math.PI / 8);

/** Pixels that lie on edges, and where the steps rise: unit vectors. */
export interface Edges {
  /** Bytes: 1 on an edge, else 0. */
  marks: Place;
  across: Place;
  down: Place;
}

/** The edges of a picture. */
export function findEdges(planes: Planes): Edges {
  const { width, height } = planes, area = width * height;
  const marks = zeroBytes(area), across = zeros(area), down = zeros(area);
  scope(() => {
    const strength = zeros(area);
    for (const [plane, middle, scale] of contrasts(planes)) {
      scope(() => {
        const shown = plane === planes.opacity ? plane : room(area);
        if (shown !== plane) kernels.onGrey(plane, planes.opacity, shown, area, middle, scale);
        kernels.gradient(smooth(shown, width, height), strength, across, down, width, height);
      });
    }
    kernels.normalise(strength, across, down, area, STEP);
    kernels.inhibit(strength, surroundings(strength, width, height, SURROUND), area, INHIBITION);
    const begin = Math.min(BEGIN.most, Math.max(BEGIN.least, BEGIN.share * hundredth(strength, area)));
    kernels.crests(strength, across, down, width, height, begin, begin * CONTINUE, FLAT, marks);
  });
  const chains = longChains(bytesAt(marks, area), width, SHORTEST);
  bytesAt(marks, area).set(chains);
  return { marks, across, down };
}

/** Lightness and colour, on grey where there is nothing, and opacity where it differs: each with its middle and its weight. */
function contrasts({ width, height, lightness, warmth, opacity }: Planes): [Place, number, number][] {
  const area = width * height;
  const opaque = scope(() => kernels.histogram(opacity, opacity, 1 - CLEAR, area, zeros(1), 1));
  const shown: [Place, number, number][] = [[lightness, GREY, 1], [warmth, 0, WARMTH]];
  return opaque < area ? [...shown, [opacity, 0, 1]] : shown;
}

/** The value, 0 to 1, that a hundredth of all exceed. */
function hundredth(plane: Place, count: number): number {
  return scope(() => {
    const place = zeros(BINS);
    kernels.histogram(plane, plane, 0, count, place, BINS);
    const counts = wholeAt(place, BINS);
    let level = BINS - 1;
    for (let above = counts[level]!; level > 0 && above < count / 100;) above += counts[--level]!;
    return level / BINS;
  });
}

/** Pixels, 1 or 2, that hang together by sides or corners, `shortest` or more with at least one 2 among them: 1; all others 0. */
export function longChains(pixels: Uint8Array, width: number, shortest: number): Uint8Array {
  const left = pixels.slice(), kept = new Uint8Array(pixels.length);
  for (let start = left.indexOf(2); start >= 0; start = left.indexOf(2, start)) {
    const chain = [start];
    left[start] = 0;
    for (let at = 0; at < chain.length; at++) {
      const i = chain[at]!,
        column = i % width,
        before = column > 0 ? 1 : 0,
        after = column < width - 1 ? 1 : 0;
      for (let middle = i - width; middle <= i + width; middle += width) {
        for (let next = middle - before; next <= middle + after; next++) {
          if (!(left[next]! > 0)) continue;
          left[next] = 0;
          chain.push(next);
        }
      }
    }
    if (chain.length >= shortest) { for (const i of chain) kept[i] = 1; }
  }
  return kept;
}
