/**
 * Ink for dots that are set or not, as those of Braille and of quadrants: what stands on blank ground has a crisp rim and is
 * bright enough to be told from it, what is within keeps its details, and a picture of two tones has no others.
 */
import * as kernels from "./assembly/kernels.wasm";
import { CELL_HEIGHT, CELL_WIDTH, type Cells } from "./grid.ts";
import { floatsAt, type Place, planeOf, room, scope } from "./memory.ts";
import { surroundings } from "./smooth.ts";
import { findTwo } from "./two_tone.ts";

/** Ink up to which nothing is shown, and opacity: ground. */
const GROUND = 0.03;
/** Share of a picture that is ground, from which the rest is a subject that must stand out. */
const GROUND_SHARE = 0.08;
/** Lightness in which paper of one level differs from itself, and how near to black or white it is. */
const EVEN = 1 / 512, EXTREME = 0.1;
/** Ink that the median of a subject is lifted to, and the exponent that does so at least. */
const LIFTED = { dark: 0.75, light: 0.5 }, STEEPEST = 0.3;
/** Details are raised against what is around them, as far in dots, and so much. */
const DETAIL = { reach: 2.5, amount: 1.6 };
/** How far tones move to those of a curve that is steepest in the middle. */
const CONTRAST = 0.6;
/** So much of the share of ground around it a dot is lifted: limbs are full. */
const LIMB = 1.6;
/** Of a dot at a rim, the share of the ink beside it that it needs itself; less than full ink beside it is a thin stroke. */
const RIM = 0.5, FULL = 0.85, THIN = 0.75;
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
  height: number;
  /** Pixels of ink and of ground, for a picture that has no other tones. */
  two: Float32Array | undefined;
}

/** Ink of `across` by `down` dots a cell. */
export function halftone(
  { tones, lightness, opacity, invert, cells }: Fine,
  across: number,
  down: number,
): Halftone {
  const { columns, rows } = cells, width = columns * across, height = rows * down;
  const fineWidth = columns * CELL_WIDTH, fineHeight = rows * CELL_HEIGHT;
  const dotsOf = (plane: Place) =>
    scope(() => {
      const means = room(width * height);
      kernels.blockMeans(plane, means, fineWidth, fineHeight, CELL_WIDTH / across, CELL_HEIGHT / down);
      return floatsAt(means, width * height).slice();
    });
  const two = findTwo(floatsAt(tones, fineWidth * fineHeight).slice(), fineWidth);
  if (two !== undefined) {
    const ink = scope(() => dotsOf(planeOf(two)));
    const subject = cut(ink, width);
    return { ink: Float32Array.from(subject), width, height, two };
  }
  const ink = dotsOf(tones), shown = dotsOf(opacity);
  const cutOut = shown.filter((value) => value <= GROUND).length > GROUND_SHARE * ink.length;
  const subject = cut(cutOut ? shown : offPaper(dotsOf(lightness), invert) ?? ink, width);
  shade(ink, subject, width, height, invert ? LIFTED.dark : LIFTED.light);
  return { ink: sharpRim(ink, subject, width), width, height, two };
}

const clamp = (value: number) => Math.min(1, Math.max(0, value));

/** How far lightness is from that of paper all of one level, as the tones of what is nearly as light are not; if there is such. */
function offPaper(lightness: Float32Array, dark: boolean): Float32Array | undefined {
  const paper = lightness.reduce((a, b) => dark ? Math.min(a, b) : Math.max(a, b));
  const off = lightness.map((value) => Math.abs(value - paper));
  const even = off.filter((value) => value < EVEN).length;
  return even > GROUND_SHARE * off.length && (dark ? paper < EXTREME : paper > 1 - EXTREME) ? off : undefined;
}

/** What is not ground: dots on the border between the two belong to what they have more of. */
function cut(ink: Float32Array, width: number): Uint8Array {
  return Uint8Array.from(ink, (value, i) => {
    if (value <= GROUND) return 0;
    let [least, most] = [value, value];
    for (const j of around(i, width, ink.length, 1)) {
      least = Math.min(least, ink[j]!);
      most = Math.max(most, ink[j]!);
    }
    if (least > GROUND) return 1;
    return value >= (most >= FULL ? RIM : THIN * most) ? 1 : 0;
  });
}

/** Lifts the tones of a subject and raises its details. */
function shade(ink: Float32Array, subject: Uint8Array, width: number, height: number, lifted: number): void {
  const inside = ink.filter((_, i) => subject[i] === 1).sort();
  if (inside.length === 0) return;
  if (inside.length <= (1 - GROUND_SHARE) * ink.length) {
    const median = Math.min(0.99, Math.max(LEAST, inside[inside.length >> 1]!));
    const exponent = Math.min(1, Math.max(STEEPEST, Math.log(lifted) / Math.log(median)));
    ink.forEach((value, i) => ink[i] = value ** exponent);
  }
  scope(() => {
    const sums = surroundings(
      planeOf(ink.map((value, i) => value * subject[i]!)),
      width,
      height,
      DETAIL.reach,
    );
    const weights = surroundings(planeOf(subject), width, height, DETAIL.reach);
    const [means, shares] = [floatsAt(sums, ink.length), floatsAt(weights, ink.length)];
    ink.forEach((value, i) => {
      if (subject[i] === 0) return;
      const raised = clamp(value + DETAIL.amount * (value - means[i]! / shares[i]!));
      const curved = raised + CONTRAST * (raised * raised * (3 - 2 * raised) - raised);
      ink[i] = curved + Math.min(1, LIMB * (1 - shares[i]!)) * (1 - curved);
    });
  });
}

/** Clears the ground, and fills the rim of what stands on it. */
function sharpRim(ink: Float32Array, subject: Uint8Array, width: number): Float32Array {
  return ink.map((value, i) => {
    if (subject[i] === 0) return 0;
    return sides(i, width, ink.length).some((j) => subject[j] === 0) ? 1 : Math.max(value, LEAST);
  });
}

/** Places up to `reach` from one, itself among them, within a plane. */
function* around(i: number, width: number, area: number, reach: number): Generator<number> {
  const x = i % width, left = Math.max(0, x - reach), right = Math.min(width - 1, x + reach);
  for (let row = i - x - reach * width; row <= i - x + reach * width; row += width) {
    if (row < 0 || row >= area) continue;
    for (let k = left; k <= right; k++) yield row + k;
  }
}

/** Places beside one within a plane. */
function sides(i: number, width: number, area: number): number[] {
  const x = i % width;
  return [...x > 0 ? [i - 1] : [], ...x < width - 1 ? [i + 1] : [], i - width, i + width]
    .filter((j) => j >= 0 && j < area);
}
