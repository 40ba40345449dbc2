/** Where what stands on blank ground ends, dot by dot. */
import * as kernels from "./assembly/kernels.wasm";
import { type Place, room } from "./memory.ts";

/** Ink, or opacity, up to which there is nothing: ground. */
export const GROUND = 0.03;
/** Share of the ink near it that a dot at a rim needs itself, and that one in a thin stroke does. */
const RIM = 0.5, THIN = 0.15;
/** Share of full ink from which a dot is part of a solid shape. */
const SOLID = 0.9;
/** Ink that differs by less is the same: of a stroke between two dots one is taken, and always the same one. */
const ALIKE = 0.02;
/** What rises by less at its border is no rim, but fades away. */
const STEP = 0.08;

/**
 * What is not ground, 1 and not 0: dots on the border between the two belong to what they have more of, and a stroke that is
 * thinner than a dot is the dots that have more of it than those on both sides.
 */
export function cut(ink: Place, width: number, height: number): Place {
  const subject = room(width * height);
  kernels.cut(ink, subject, width, height, GROUND, RIM, THIN, SOLID, ALIKE);
  return subject;
}

/** Dots of a picture of two tones: 1 where there is more of the one than of the other, and in thin strokes. */
export function part(ink: Place, width: number, height: number): Place {
  const dots = room(width * height);
  kernels.partDots(ink, dots, width, width * height, RIM, THIN, SOLID, ALIKE);
  return dots;
}

/** Fills the rim of what stands on ground, unless it fades into it. */
export const fillRim = (ink: Place, apart: Place, subject: Place, width: number, height: number): void =>
  kernels.fillRim(ink, apart, subject, width, height, STEP);
