/** The tones of a picture as ink: what little contrast text has is given to the subject. */
import * as kernels from "./assembly/kernels.wasm";
import { raiseDetail } from "./detail.ts";
import { floatsAt, type Place, planeOf, room, scope, wholeAt, zeros } from "./memory.ts";
import type { Planes } from "./reduce.ts";
import { surroundings } from "./smooth.ts";

/** Levels of lightness and of ink that are told apart. */
export const BINS = 256;
/** Shares of the subject that may be lost at the dark and at the light end, and the narrowest range of lightness that is stretched. */
const CLIPPED = 0.01, NARROWEST = 0.4;
/** How much of the range that is not in use is taken: a dark subject stays a dark one. */
const STRETCHED = 0.7;
/** Share of a picture that a background takes, of levels that it spans, and how near to black or white it is. */
const PAPER = 0.12, FLAT = 7, EXTREME = 0.25;
/** How far tones move to where they would be if all were equally frequent. */
const EQUALISED = 0.2;
/** How far tones move to those of a curve that is steepest in the middle. */
const CONTRAST = 0.5;
/** Details are raised against the tones of like lightness as far, in cells' widths, and so much. */
const DETAIL = { reach: 8, amount: 0.8 };
/** Edges are sharpened against surroundings as far, in cells' widths, and so much, but never beyond what is around. */
const SHARPEN = { reach: 1.2, amount: 0.8 };
/** Ink of the darkest part of what is cut out where ink is light: black on nothing is to be seen there too. */
const LEAST = 0.06;
/** Opacity from which a pixel belongs to the subject. */
export const OPAQUE = 0.5;

/**
 * Ink, 0 to 1, where a picture is dark or, inverted, light; none where it is transparent. `cell` is the width of a
 * character in pixels.
 */
export function toneInk({ width, height, lightness, opacity }: Planes, cell: number, invert: boolean): Place {
  const area = width * height, ink = zeros(area);
  scope(() => {
    const counts = zeros(BINS), subject = room(area);
    const opaque = kernels.histogram(lightness, opacity, OPAQUE, area, counts, BINS);
    if (opaque === 0) return;
    kernels.mark(opacity, subject, area, OPAQUE);
    kernels.follow(
      lightness,
      ink,
      area,
      planeOf(curveOf(wholeAt(counts, BINS), opaque, opaque < area)),
      BINS,
    );
    raiseDetail(ink, subject, width, height, DETAIL.reach * cell, DETAIL.amount);
    sharpen({ ink, subject, opacity, width, height, cell }, opaque < area, invert);
  });
  return ink;
}

interface Tones {
  /** Tones, which become ink. */
  ink: Place;
  subject: Place;
  opacity: Place;
  width: number;
  height: number;
  cell: number;
}

/** Sharpens tones and turns them into ink. */
function sharpen(
  { ink, subject, opacity, width, height, cell }: Tones,
  cutOut: boolean,
  invert: boolean,
): void {
  const reach = SHARPEN.reach * cell, block = Math.max(1, Math.floor(cell / 2));
  const columns = Math.ceil(width / block), rows = Math.ceil(height / block);
  // What is not the subject has a colour at its rim, but none that anything is compared with.
  const counted = room(width * height);
  floatsAt(counted, width * height).set(floatsAt(ink, width * height));
  kernels.multiply(counted, subject, width * height);
  const [least, most] = [room(columns * rows), room(columns * rows)];
  kernels.extremes(ink, subject, width, height, block, least, most);
  const [darkest, lightest] = [room(columns * rows), room(columns * rows)];
  kernels.widen(least, darkest, columns, rows, 1);
  kernels.widen(most, lightest, columns, rows, -1);
  kernels.sharpen(
    ...[ink, opacity, surroundings(counted, width, height, reach)] as const,
    ...[surroundings(subject, width, height, reach), darkest, lightest, width, height, block] as const,
    ...[SHARPEN.amount, cutOut && invert ? LEAST : 0, Number(invert)] as const,
  );
}

/** What becomes of each lightness: the range in use stretched, and frequent tones spread. */
function curveOf(counts: Int32Array, all: number, cutOut: boolean): Float32Array {
  let [low, high] = [0, BINS - 1];
  for (let below = 0; low < BINS - 1 && (below += counts[low]!) < CLIPPED * all;) low++;
  for (let above = 0; high > low && (above += counts[high]!) < CLIPPED * all;) high--;
  let dark = low / BINS, light = (high + 1) / BINS;
  // A flat background is as blank, or as full, as what is cut out of one.
  const flat = cutOut ? undefined : flatEnds(counts, PAPER * all);
  low = flat?.dark ?? low;
  high = flat?.light ?? high;
  const missing = NARROWEST - (light - dark);
  if (missing > 0) {
    const place = dark / (1 - (light - dark));
    dark -= missing * place;
    light += missing * (1 - place);
  }
  dark = flat?.dark === undefined ? dark * STRETCHED : (low + 1) / BINS;
  light = flat?.light === undefined ? 1 - (1 - light) * STRETCHED : high / BINS;
  let rank = 0;
  const ranks = Array.from(counts, (count) => (rank += count) - count / 2);
  const first = ranks[low]!, last = ranks[high]!;
  const within = (value: number) => Math.min(1, Math.max(0, value));
  return Float32Array.from(ranks, (own, bin) => {
    const straight = within(((bin + 0.5) / BINS - dark) / (light - dark));
    const even = last > first ? within((own - first) / (last - first)) : straight;
    const value = straight + EQUALISED * (even - straight);
    return value + CONTRAST * (value * value * (3 - 2 * value) - value);
  });
}

/** Where a few neighbouring levels, near black or near white, make up a large area: the lightest or the darkest of them. */
function flatEnds(
  counts: Int32Array,
  least: number,
): { dark: number | undefined; light: number | undefined } {
  const ends: { dark: number | undefined; light: number | undefined } = { dark: undefined, light: undefined };
  let sum = 0;
  for (let level = 0; level < BINS; level++) {
    sum += counts[level]! - (counts[level - FLAT] ?? 0);
    if (sum < least) continue;
    const first = level - FLAT + 1;
    if (level < EXTREME * BINS) ends.dark = level;
    else if (first >= (1 - EXTREME) * BINS) ends.light ??= first;
  }
  return ends;
}

/** The threshold, 0 to 1, at which a plane's values differ most. */
export function thresholdOf(plane: Place, count: number): number {
  return scope(() => {
    const counts = zeros(BINS);
    kernels.histogram(plane, plane, 0, count, counts, BINS);
    return otsu(wholeAt(counts, BINS));
  });
}

/** The threshold, 0 to 1, that parts values into the two classes of least variance, by the counts of their levels (Otsu 1979). */
function otsu(counts: ArrayLike<number>): number {
  let [all, total] = [0, 0];
  for (let level = 0; level < counts.length; level++) {
    all += counts[level]!;
    total += counts[level]! * level;
  }
  let [below, sum, most, first, last] = [0, 0, -1, 0, counts.length - 1];
  for (let level = 0; level < counts.length; level++) {
    below += counts[level]!;
    sum += counts[level]! * level;
    const above = all - below;
    if (below === 0 || above === 0) continue;
    const between = below * above * (sum / below - (total - sum) / above) ** 2;
    if (between > most) [most, first] = [between, level];
    if (between === most) last = level;
  }
  return (most < 0 ? 0.5 : (first + last) / 2 + 1) / (most < 0 ? 1 : counts.length);
}
