/** Made-up pictures of things, 64×64, and how many times as high as wide they are. */
import type { Look } from "../../../../src/tasks/art/scene/look.ts";

const SIDE = 64;

const drawn = (ratio: number, ink: (x: number, y: number) => boolean): Look => ({
  ratio,
  bits: Uint8Array.from({ length: SIDE ** 2 }, (_, i) => ink(i % SIDE, Math.floor(i / SIDE)) ? 1 : 0),
});

const line = (at: number, from: number) => at >= from && at < from + 2;

export const SHAPES = {
  /** A round face with eyes. */
  cat: drawn(
    1,
    (x, y) =>
      Math.abs(Math.hypot(x - 31.5, y - 31.5) - 30) < 1.5 || (line(y, 25) && (line(x, 20) || line(x, 40))),
  ),
  /** A board on two legs. */
  table: drawn(0.6, (x, y) => y < 3 || (y >= 3 && (line(x, 4) || line(x, 58)))),
  /** A back, a seat and legs. */
  chair: drawn(2, (x, y) => ((line(x, 2) || line(x, 60)) && y < 64) || line(y, 0) || line(y, 36)),
  /** An empty box. */
  box: drawn(0.8, (x, y) => line(x, 0) || line(x, 62) || line(y, 0) || line(y, 62)),
  /** A crown of leaves on a trunk. */
  tree: drawn(
    1.5,
    (x, y) => Math.abs(Math.hypot(x - 31.5, y - 20) - 19) < 1.5 || (y > 38 && (line(x, 28) || line(x, 36))),
  ),
  /** A brim and a box. */
  hat: drawn(
    0.5,
    (x, y) => y > 60 || ((line(x, 16) || line(x, 46)) && y > 10) || (line(y, 10) && x > 15 && x < 48),
  ),
} as const satisfies Readonly<Record<string, Look>>;

export type ShapeName = keyof typeof SHAPES;
export const SHAPE_NAMES = [
  "cat",
  "table",
  "chair",
  "box",
  "tree",
  "hat",
] as const satisfies readonly ShapeName[];

/** A head that is `wide`, on a body with two legs. */
const figure = (wide: number): Look =>
  drawn(2, (x, y) => {
    const head = Math.abs(Math.hypot((x - 31.5) / wide, (y - 8) / 8) - 0.9) < 0.12;
    const body = (line(y, 17) && x > 5 && x < 58) || ((line(x, 5) || line(x, 57)) && y > 17) ||
      (line(x, 31) && y > 45) || (line(y, 62) && x > 4 && x < 60);
    return head || body;
  });

/** Four legs, a tail to the left and a head to the right. */
const beast = drawn(0.8, (x, y) =>
  (line(y, 24) && x > 6 && x < 46) || (line(y, 44) && x > 6 && x < 46) ||
  ((line(x, 6) || line(x, 14) || line(x, 36) || line(x, 44)) && y > 24) ||
  ((line(x, 40) || line(x, 61)) && y < 26) || (line(y, 0) && x > 40) || (line(y, 25) && x > 40) ||
  (line(y, 62) && x > 5 && x < 46));

/** Pictures of words that have several, or others than the shapes. */
export const PICTURES: Readonly<Record<string, readonly Look[]>> = {
  dog: [beast],
  horse: [beast],
  man: [SHAPES.cat, figure(12), SHAPES.box, figure(16)],
  glasses: [SHAPES.hat],
  bowl: [SHAPES.box],
  fish: [drawn(0.5, (x, y) => Math.abs(Math.hypot((x - 24) / 24, (y - 31.5) / 31) - 0.95) < 0.06 || x > 60)],
};
