/** The tones of a picture as ink: what little contrast text has is given to the subject. */
import type { Planes } from "./reduce.ts";
import { baseOf } from "./base.ts";
import { surroundings } from "./smooth.ts";

const BINS = 256;
/** Shares of the subject that may be lost at the dark and at the light end, and the narrowest range of lightness that is stretched. */
const CLIPPED = 0.01, NARROWEST = 0.4;
/** How much of the range that is not in use is taken: a dark subject stays a dark one. */
const STRETCHED = 0.7;
/** How far tones move to where they would be if all were equally frequent. */
const EQUALISED = 0.2;
/** Details are raised against the tones of like lightness as far, in cells' widths, and so much. */
const DETAIL = { reach: 8, amount: 0.8 };
/** Edges are sharpened against surroundings as far, in cells' widths, and so much, but never beyond what is around. */
const SHARPEN = { reach: 1.2, amount: 0.8 };
/** Ink of the subject's lightest part, where what is around it is transparent. */
const LEAST = 0.06;
/** Opacity from which a pixel belongs to the subject. */
export const OPAQUE = 0.5;

/**
 * Ink, 0 to 1, where a picture is dark or, inverted, light; none where it is transparent. `cell` is the width of a
 * character in pixels.
 */
export function toneInk(planes: Planes, cell: number, invert: boolean): Float32Array {
  const { width, height, lightness, opacity } = planes, area = width * height;
  const ink = new Float32Array(area);
  const counts = new Float64Array(BINS), subject = new Float32Array(area);
  let opaque = 0;
  for (let i = 0; i < area; i++) {
    if (opacity[i]! < OPAQUE) continue;
    counts[Math.min(BINS - 1, Math.floor(lightness[i]! * BINS))]!++;
    subject[i] = 1;
    opaque++;
  }
  if (opaque === 0) return ink;
  const curve = curveOf(counts, opaque), toned = new Float32Array(area);
  for (let i = 0; i < area; i++) toned[i] = at(curve, lightness[i]!) * subject[i]!;
  const cutOut = opaque < area;
  const base = baseOf(toned, subject, width, height, DETAIL.reach * cell);
  for (let i = 0; i < area; i++) toned[i]! += subject[i]! * DETAIL.amount * (toned[i]! - base[i]!);
  const reach = SHARPEN.reach * cell;
  const around = surroundings(toned, width, height, reach);
  const share = cutOut ? surroundings(subject, width, height, reach) : null;
  const { least: darkest, most: lightest, block, columns } = extremes(toned, subject, width, height, cell);
  const least = cutOut ? LEAST : 0;
  for (let i = 0; i < area; i++) {
    // The rim of what is cut out has a colour, but none that its surroundings are compared with.
    const value = subject[i] === 1 ? toned[i]! : at(curve, lightness[i]!);
    const mean = share === null ? around[i]! : share[i]! > 0 ? around[i]! / share[i]! : value;
    const x = i % width, near = Math.floor((i - x) / width / block) * columns + Math.floor(x / block);
    const sharp = Math.min(
      lightest[near]!,
      Math.max(darkest[near]!, value + SHARPEN.amount * (value - mean)),
    );
    const light = Math.min(1, Math.max(0, sharp));
    ink[i] = opacity[i]! * (least + (1 - least) * (invert ? light : 1 - light));
  }
  return ink;
}

/** The least and the most of the subject in each block of pixels and those around it. */
function extremes(values: Float32Array, subject: Float32Array, width: number, height: number, cell: number) {
  const block = Math.max(1, Math.floor(cell / 2));
  const columns = Math.ceil(width / block), rows = Math.ceil(height / block);
  const own = { least: new Float32Array(columns * rows).fill(1), most: new Float32Array(columns * rows) };
  for (let i = 0; i < values.length; i++) {
    if (subject[i] === 0) continue;
    const x = i % width, at = Math.floor((i - x) / width / block) * columns + Math.floor(x / block);
    if (values[i]! < own.least[at]!) own.least[at] = values[i]!;
    if (values[i]! > own.most[at]!) own.most[at] = values[i]!;
  }
  const least = own.least.slice(), most = own.most.slice();
  for (let i = 0; i < least.length; i++) {
    const column = i % columns, row = Math.floor(i / columns);
    for (let y = Math.max(0, row - 1); y <= Math.min(rows - 1, row + 1); y++) {
      for (let x = Math.max(0, column - 1); x <= Math.min(columns - 1, column + 1); x++) {
        const at = y * columns + x;
        if (own.least[at]! < least[i]!) least[i] = own.least[at]!;
        if (own.most[at]! > most[i]!) most[i] = own.most[at]!;
      }
    }
  }
  return { least, most, block, columns };
}

/** What becomes of each lightness: the range in use stretched, and frequent tones spread. */
function curveOf(counts: Float64Array, all: number): Float32Array {
  let [low, high] = [0, BINS - 1];
  for (let below = 0; low < BINS - 1 && (below += counts[low]!) < CLIPPED * all;) low++;
  for (let above = 0; high > low && (above += counts[high]!) < CLIPPED * all;) high--;
  let dark = low / BINS, light = (high + 1) / BINS;
  const missing = NARROWEST - (light - dark);
  if (missing > 0) {
    const place = dark / (1 - (light - dark));
    dark -= missing * place;
    light += missing * (1 - place);
  }
  dark *= STRETCHED;
  light = 1 - (1 - light) * STRETCHED;
  let rank = 0;
  const ranks = Array.from(counts, (count) => (rank += count) - count / 2);
  const first = ranks[low]!, last = ranks[high]!;
  const within = (value: number) => Math.min(1, Math.max(0, value));
  return Float32Array.from(ranks, (own, bin) => {
    const straight = within(((bin + 0.5) / BINS - dark) / (light - dark));
    const even = last > first ? within((own - first) / (last - first)) : straight;
    return straight + EQUALISED * (even - straight);
  });
}

/** A curve's value at a lightness, 0 to 1. */
function at(curve: Float32Array, lightness: number): number {
  const place = Math.min(BINS - 1, Math.max(0, lightness * BINS - 0.5)), bin = Math.floor(place);
  const next = curve[Math.min(BINS - 1, bin + 1)]!;
  return curve[bin]! + (place - bin) * (next - curve[bin]!);
}

/** The threshold that parts values, 0 to 1, into the two classes of least variance (Otsu 1979). */
export function otsu(values: Float32Array): number {
  const counts = new Float64Array(BINS);
  for (const value of values) counts[Math.min(BINS - 1, Math.max(0, Math.round(value * (BINS - 1))))]!++;
  let all = 0;
  counts.forEach((count, level) => all += count * level);
  let [below, sum, most, first, last] = [0, 0, -1, 127, 127];
  counts.forEach((count, level) => {
    below += count;
    sum += count * level;
    const above = values.length - below;
    if (below === 0 || above === 0) return;
    const between = below * above * (sum / below - (all - sum) / above) ** 2;
    if (between > most) [most, first] = [between, level];
    if (between === most) last = level;
  });
  return ((first + last) / 2 + 0.5) / (BINS - 1);
}
