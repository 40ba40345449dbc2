/**
 * Ink for dots that are set or not, as those of Braille and of quadrants: what stands on blank ground has a crisp rim and is
 * bright enough to be told from it, what is within keeps its details, and a picture of two tones has no others.
 */
import * as kernels from "./assembly/kernels.wasm";
import { CELL_HEIGHT, CELL_WIDTH, type Cells } from "./grid.ts";
import { floatsAt, type Place, planeOf, room, scope } from "./memory.ts";
import { cut, fillRim, GROUND, part } from "./rim.ts";
import { surroundings } from "./smooth.ts";
import { findTwo } from "./two_tone.ts";

/** Share of a picture that is ground, from which the rest is a subject that must stand out. */
const GROUND_SHARE = 0.08;
/** Lightness in which paper of one level differs from itself, and how near to black or white it is. */
const EVEN = 1 / 512, EXTREME = 0.1;
/** Ink that the median of a subject is lifted to, less where shades are to be had, and the exponent that does so at least. */
const LIFTED = { dots: { dark: 0.75, light: 0.5 }, shades: { dark: 0.55, light: 0.5 } }, STEEPEST = 0.3;
/**
 * Details are raised against what is around them, as far in dots, and so much, and tones move so far to those of a curve
 * that is steepest in the middle: where shades are to be had, less.
 */
const DETAIL_REACH = 3;
const DETAIL = { dots: { amount: 1.5, contrast: 0.6 }, shades: { amount: 0.8, contrast: 0.4 } };
/** Limbs are full: dots that differ so much from ground are lifted by its share around them, as far in dots, so many times. */
const LIMB = { apart: 0.2, reach: 4, amount: 1.8 };
/** Share of a picture of two tones that a third may take, near its paper's. */
const PALE = 0.02;
/** Ink of what is dark, but no ground: dithering sets some of its dots. */
const LEAST = 0.001;

/** Planes of `CELL_WIDTH` by `CELL_HEIGHT` pixels a cell. */
export interface Fine {
  /** Ink, 0 to 1. */
  tones: Place;
  /** Lightness and opacity, 0 to 1. */
  lightness: Place;
  opacity: Place;
  /** Whether ink is light. */
  invert: boolean;
  cells: Cells;
}

/** A plane of dots, and the ink of each, 0 to 1. */
export interface Halftone {
  ink: Float32Array;
  width: number;
  /** Pixels of ink and of ground, for a picture that has no other tones. */
  two: Float32Array | undefined;
}

/** Means of a plane of `CELL_WIDTH` by `CELL_HEIGHT` pixels a cell: `across` by `down` of them a cell. */
export function dotsOf(plane: Place, { columns, rows }: Cells, across: number, down: number): Float32Array {
  const width = columns * CELL_WIDTH, height = rows * CELL_HEIGHT, count = columns * across * rows * down;
  return scope(() => {
    const means = room(count);
    kernels.blockMeans(plane, means, width, height, CELL_WIDTH / across, CELL_HEIGHT / down);
    return floatsAt(means, count).slice();
  });
}

/** Ink of `across` by `down` dots a cell. */
export function halftone(
  { tones, lightness, opacity, invert, cells }: Fine,
  across: number,
  down: number,
): Halftone {
  const kind = down === 2 ? "shades" : "dots"; // quadrants, which mostly have shades beside them
  const { columns, rows } = cells, width = columns * across, height = rows * down;
  const fineWidth = columns * CELL_WIDTH, fineHeight = rows * CELL_HEIGHT;
  const dots = (plane: Place) => dotsOf(plane, cells, across, down);
  const off = offPaper(floatsAt(lightness, fineWidth * fineHeight), invert);
  const two = findTwo(tones, fineWidth, fineHeight);
  if (two !== undefined && !isPale(off, two)) {
    const ink = scope(() => dots(planeOf(two)));
    return { ink: Float32Array.from(part(ink, width)), width, two };
  }
  const ink = dots(tones), shown = dots(opacity);
  const cutOut = shareOf(shown, (value) => value <= GROUND) > GROUND_SHARE;
  const apart = cutOut ? shown : off === undefined ? ink.slice() : scope(() => dots(planeOf(off)));
  const subject = cut(apart, width);
  const stands = shareOf(subject, (bit) => bit === 0) > GROUND_SHARE;
  if (stands) lift(ink, subject, LIFTED[kind][invert ? "dark" : "light"]);
  raise(ink, subject, width, height, DETAIL[kind]);
  if (stands) {
    fillLimbs(ink, apart, subject, width, height);
    fillRim(ink, apart, subject, width);
  }
  return { ink: ink.map((value, i) => subject[i]! * Math.max(value, LEAST)), width, two: undefined };
}

/** Share of the values that something holds for. */
function shareOf(values: Float32Array | Uint8Array, holds: (value: number) => boolean): number {
  let count = 0;
  for (const value of values) if (holds(value)) count++;
  return count / values.length;
}

const clamp = (value: number) => Math.min(1, Math.max(0, value));

/** How far lightness is from that of paper all of one level, as the tones of what is nearly as light are not; if there is such. */
function offPaper(lightness: Float32Array, dark: boolean): Float32Array | undefined {
  const paper = lightness.reduce((a, b) => dark ? Math.min(a, b) : Math.max(a, b));
  const off = lightness.map((value) => Math.abs(value - paper));
  return shareOf(off, (value) => value < EVEN) > GROUND_SHARE &&
      (dark ? paper < EXTREME : paper > 1 - EXTREME)
    ? off
    : undefined;
}

/** Whether a picture has a third tone, so near to its paper's that it is as blank as that. */
function isPale(off: Float32Array | undefined, two: Float32Array): boolean {
  const pale = off?.map((value, i) => value > 2 * GROUND && two[i]! < 2 * GROUND ? 1 : 0);
  return pale !== undefined && shareOf(pale, (value) => value > 0) > PALE;
}

/** Lifts the tones of a subject so far that their median is what it is to be. */
function lift(ink: Float32Array, subject: Uint8Array, wanted: number): void {
  const inside = ink.filter((_, i) => subject[i] === 1).sort();
  if (inside.length === 0) return;
  const median = Math.min(0.99, Math.max(LEAST, inside[inside.length >> 1]!));
  const exponent = Math.min(1, Math.max(STEEPEST, Math.log(wanted) / Math.log(median)));
  ink.forEach((value, i) => ink[i] = value ** exponent);
}

/** Raises the details of a subject. */
function raise(
  ink: Float32Array,
  subject: Uint8Array,
  width: number,
  height: number,
  { amount, contrast }: { amount: number; contrast: number },
): void {
  const means = meansWithin(ink, subject, width, height, DETAIL_REACH).means;
  ink.forEach((value, i) => {
    if (subject[i] === 0) return;
    const raised = clamp(value + amount * (value - means[i]!));
    ink[i] = raised + contrast * (raised * raised * (3 - 2 * raised) - raised);
  });
}

/** Lifts what has ground on several sides, and differs from it. */
function fillLimbs(
  ink: Float32Array,
  apart: Float32Array,
  subject: Uint8Array,
  width: number,
  height: number,
): void {
  const { means, shares } = meansWithin(apart, subject, width, height, LIMB.reach);
  ink.forEach((value, i) => {
    if (subject[i] === 1) {
      ink[i] = value + clamp(LIMB.amount * (1 - shares[i]!)) * clamp(means[i]! / LIMB.apart) * (1 - value);
    }
  });
}

/** The mean of what is around each dot of a subject and within it, and the share of that in all around it. */
function meansWithin(
  values: Float32Array,
  subject: Uint8Array,
  width: number,
  height: number,
  reach: number,
): { means: Float32Array; shares: Float32Array } {
  const around = (plane: ArrayLike<number>) =>
    scope(() => floatsAt(surroundings(planeOf(plane), width, height, reach), values.length).slice());
  const shares = around(subject);
  return {
    means: around(values.map((value, i) => value * subject[i]!)).map((sum, i) => sum / shares[i]!),
    shares,
  };
}
