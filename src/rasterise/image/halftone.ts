/**
 * Ink for dots that are set or not, as those of Braille and of quadrants: what stands on blank ground has a crisp rim and is
 * bright enough to be told from it, what is within keeps its details, and a picture of two tones has no others.
 */
import * as kernels from "./assembly/kernels.wasm";
import { CELL_HEIGHT, CELL_WIDTH, type Cells } from "./grid.ts";
import { floatsAt, type Place, room, scope } from "./memory.ts";
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
export function dotsOf(plane: Place, { columns, rows }: Cells, across: number, down: number): Place {
  const means = room(columns * across * rows * down);
  const width = columns * CELL_WIDTH, height = rows * CELL_HEIGHT;
  kernels.blockMeans(plane, means, width, height, CELL_WIDTH / across, CELL_HEIGHT / down);
  return means;
}

/** Ink of `across` by `down` dots a cell. */
export function halftone(fine: Fine, across: number, down: number): Halftone {
  return scope(() => {
    const { columns, rows } = fine.cells, width = columns * across;
    const { ink, two } = inkOf(fine, across, down);
    return {
      ink: floatsAt(ink, width * rows * down).slice(),
      width,
      two: two === undefined ? two : floatsAt(two, columns * CELL_WIDTH * rows * CELL_HEIGHT).slice(),
    };
  });
}

function inkOf(
  { tones, lightness, opacity, invert, cells }: Fine,
  across: number,
  down: number,
): { ink: Place; two: Place | undefined } {
  const kind = down === 2 ? "shades" : "dots"; // quadrants, which mostly have shades beside them
  const { columns, rows } = cells, width = columns * across, height = rows * down, count = width * height;
  const fineWidth = columns * CELL_WIDTH, fineHeight = rows * CELL_HEIGHT, area = fineWidth * fineHeight;
  const dots = (plane: Place) => dotsOf(plane, cells, across, down);
  const off = offPaper(lightness, area, invert);
  const two = findTwo(tones, fineWidth, fineHeight);
  if (two !== undefined && !isPale(off, two, area)) return { ink: part(dots(two), width, height), two };
  const ink = dots(tones), shown = dots(opacity);
  const cutOut = kernels.countUpTo(shown, count, GROUND) > GROUND_SHARE * count;
  // By tones before they are changed.
  const apart = cutOut ? shown : dots(off ?? tones);
  const subject = cut(apart, width, height);
  const stands = kernels.countUpTo(subject, count, 0) > GROUND_SHARE * count;
  if (stands) lift(floatsAt(ink, count), floatsAt(subject, count), LIFTED[kind][invert ? "dark" : "light"]);
  const { amount, contrast } = DETAIL[kind];
  const { means } = meansWithin(ink, subject, width, height, DETAIL_REACH);
  kernels.raise(ink, means, subject, count, amount, contrast);
  if (stands) {
    const { means, shares } = meansWithin(apart, subject, width, height, LIMB.reach);
    kernels.fillLimbs(ink, means, shares, subject, count, LIMB.amount, LIMB.apart);
    fillRim(ink, apart, subject, width, height);
  }
  kernels.keep(ink, subject, count, LEAST);
  return { ink, two: undefined };
}

/** How far lightness is from that of paper all of one level, as the tones of what is nearly as light are not; if there is such. */
function offPaper(lightness: Place, area: number, dark: boolean): Place | undefined {
  const paper = kernels.extreme(lightness, area, dark ? -1 : 1);
  if (dark ? paper >= EXTREME : paper <= 1 - EXTREME) return undefined;
  const off = room(area);
  kernels.apart(lightness, off, area, paper);
  return kernels.countUpTo(off, area, EVEN) > GROUND_SHARE * area ? off : undefined;
}

/** Whether a picture has a third tone, so near to its paper's that it is as blank as that. */
const isPale = (off: Place | undefined, two: Place, area: number): boolean =>
  off !== undefined && kernels.countBoth(off, 2 * GROUND, two, 2 * GROUND, area) > PALE * area;

/** Lifts the tones of a subject so far that their median is what it is to be. */
function lift(ink: Float32Array, subject: Float32Array, wanted: number): void {
  const inside = ink.filter((_, i) => subject[i] === 1).sort();
  if (inside.length === 0) return;
  const median = Math.min(0.99, Math.max(LEAST, inside[inside.length >> 1]!));
  const exponent = Math.min(1, Math.max(STEEPEST, Math.log(wanted) / Math.log(median)));
  for (let i = 0; i < ink.length; i++) ink[i] = ink[i]! ** exponent;
}

/** The mean of what is around each dot of a subject and within it, and the share of that in all around it. */
function meansWithin(values: Place, subject: Place, width: number, height: number, reach: number) {
  const count = width * height, inside = room(count);
  floatsAt(inside, count).set(floatsAt(values, count));
  kernels.multiply(inside, subject, count);
  const shares = surroundings(subject, width, height, reach);
  const means = surroundings(inside, width, height, reach);
  kernels.divide(means, shares, count);
  return { means, shares };
}
