/** Where a picture's areas meet: edges one pixel wide, in any of its colours and around what is cut out (Canny 1986). */
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
/** Tangent of an eighth of a turn's half. */
const FLAT = Math.tan(Math.PI / 8);

/** Pixels of a plane that lie on edges, and where the steps rise: unit vectors. */
export interface Edges {
  /** 1 on an edge, else 0. */
  marks: Uint8Array;
  across: Float32Array;
  down: Float32Array;
}

/** The edges of a picture. */
export function findEdges(planes: Planes): Edges {
  const { width, height } = planes, area = width * height;
  const strength = new Float32Array(area), across = new Float32Array(area), down = new Float32Array(area);
  for (const plane of contrasts(planes)) {
    const soft = smooth(plane, width, height);
    for (let y = 1; y < height - 1; y++) {
      const last = (y + 1) * width - 1;
      for (let i = y * width + 1; i < last; i++) {
        const up = i - width, low = i + width;
        const falling = soft[low + 1]! - soft[up - 1]!, rising = soft[up + 1]! - soft[low - 1]!;
        const a = 2 * (soft[i + 1]! - soft[i - 1]!) + falling + rising;
        const b = 2 * (soft[low]! - soft[up]!) + falling - rising;
        const square = a * a + b * b;
        if (square <= strength[i]!) continue;
        strength[i] = square;
        across[i] = a;
        down[i] = b;
      }
    }
  }
  for (let i = 0; i < area; i++) {
    const length = Math.sqrt(strength[i]!);
    if (length === 0) continue;
    strength[i] = length / STEP;
    across[i]! /= length;
    down[i]! /= length;
  }
  const around = surroundings(strength, width, height, SURROUND);
  for (let i = 0; i < area; i++) strength[i] = Math.max(0, strength[i]! - INHIBITION * around[i]!);
  const begin = Math.min(BEGIN.most, Math.max(BEGIN.least, BEGIN.share * hundredth(strength)));
  const crests = new Uint8Array(area);
  for (let y = 1; y < height - 1; y++) {
    for (let x = 1, i = y * width + 1; x < width - 1; x++, i++) {
      const value = strength[i]!;
      if (value < begin * CONTINUE) continue;
      const a = Math.abs(across[i]!), b = Math.abs(down[i]!);
      const slanted = (across[i]! > 0) === (down[i]! > 0) ? width + 1 : width - 1;
      const step = b < FLAT * a ? 1 : a < FLAT * b ? width : slanted;
      if (value >= strength[i - step]! && value > strength[i + step]!) crests[i] = value < begin ? 1 : 2;
    }
  }
  return { marks: longChains(crests, width, SHORTEST), across, down };
}

/** Lightness and colour, on grey where there is nothing, and opacity where it differs. */
function contrasts({ red, blue, lightness, opacity }: Planes): Float32Array[] {
  const light = new Float32Array(lightness.length), warm = new Float32Array(lightness.length);
  let opaque = 0;
  for (let i = 0; i < light.length; i++) {
    const seen = opacity[i]!;
    opaque += seen;
    light[i] = seen * (lightness[i]! - GREY);
    warm[i] = seen * WARMTH * (red[i]! - blue[i]!);
  }
  return opaque < (1 - CLEAR) * light.length ? [light, warm, opacity] : [light, warm];
}

/** The value that a hundredth of all exceed. */
function hundredth(values: Float32Array): number {
  const counts = new Uint32Array(256);
  for (const value of values) counts[Math.min(255, Math.floor(value * 256))]!++;
  let level = 255;
  for (let above = counts[255]!; level > 0 && above < values.length / 100;) above += counts[--level]!;
  return level / 256;
}

/** Pixels, 1 or 2, that hang together by sides or corners, `shortest` or more with at least one 2 among them: 1; all others 0. */
export function longChains(pixels: Uint8Array, width: number, shortest: number): Uint8Array {
  const around = [-width - 1, -width, -width + 1, -1, 1, width - 1, width, width + 1];
  const left = pixels.slice(), kept = new Uint8Array(pixels.length);
  for (let start = 0; start < left.length; start++) {
    if (left[start] !== 2) continue;
    const chain = [start];
    left[start] = 0;
    for (let at = 0; at < chain.length; at++) {
      for (const step of around) {
        const next = chain[at]! + step;
        if (!(left[next]! > 0)) continue;
        left[next] = 0;
        chain.push(next);
      }
    }
    if (chain.length >= shortest) { for (const i of chain) kept[i] = 1; }
  }
  return kept;
}
