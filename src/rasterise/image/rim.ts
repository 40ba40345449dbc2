/** Where what stands on blank ground ends, dot by dot. */

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
 * What is not ground: dots on the border between the two belong to what they have more of, and a stroke that is thinner than
 * a dot is the dots that have more of it than those on both sides.
 */
export function cut(ink: Float32Array, width: number): Uint8Array {
  return Uint8Array.from(ink, (value, i) => {
    if (value <= GROUND) return 0;
    if (around(ink, width, i, 1, Math.min) > GROUND) return 1;
    const most = around(ink, width, i, 2, Math.max);
    return value >= RIM * most || isRidge(ink, i, width, most) ? 1 : 0;
  });
}

/** Dots of a picture of two tones: what has more of the one than of the other, and thin strokes. */
export const part = (ink: Float32Array, width: number): Uint8Array =>
  Uint8Array.from(ink, (value, i) => value >= RIM || isRidge(ink, i, width, 1) ? 1 : 0);

/** Whether a dot has more ink than those on two sides of it, and on the two others a stroke goes on. */
function isRidge(ink: Float32Array, i: number, width: number, full: number): boolean {
  const value = ink[i]!, x = i % width;
  if (value < THIN * full || x === 0 || x === width - 1) return false;
  const ring = [-width - 1, -width, -width + 1, 1, width + 1, width, width - 1, -1]
    .map((step) => ink[i + step] ?? 0);
  // Beside a solid shape, which several dots are full of, this is its rim.
  if (ring.filter((value) => value >= SOLID * full).length > 2) return false;
  const at = (k: number) => ring[(k + 8) % 8]!;
  const goesOn = (k: number) => Math.max(at(k - 1), at(k), at(k + 1)) >= THIN * full;
  return [0, 1, 2, 3].some((k) =>
    value >= at(k) - ALIKE && value > at(k + 4) + ALIKE && goesOn(k + 2) && goesOn(k + 6)
  );
}

/** Fills the rim of what stands on ground, unless it fades into it. */
export function fillRim(ink: Float32Array, apart: Float32Array, subject: Uint8Array, width: number): void {
  for (let i = 0; i < subject.length; i++) {
    const x = i % width;
    // What lies beyond the picture is no ground.
    const inside = (x === 0 || subject[i - 1] === 1) && (x === width - 1 || subject[i + 1] === 1) &&
      subject[i - width] !== 0 && subject[i + width] !== 0;
    if (subject[i] === 1 && !inside && around(apart, width, i, 1, Math.max) >= STEP) ink[i] = 1;
  }
}

/** The least or the most of the values up to `reach` from one, and of that, within a plane. */
function around(
  values: Float32Array,
  width: number,
  i: number,
  reach: number,
  of: (a: number, b: number) => number,
): number {
  const x = i % width, left = Math.max(0, x - reach), right = Math.min(width - 1, x + reach);
  let result = values[i]!;
  for (let row = i - x - reach * width; row <= i - x + reach * width; row += width) {
    if (row < 0 || row >= values.length) continue;
    for (let k = left; k <= right; k++) result = of(result, values[row + k]!);
  }
  return result;
}
