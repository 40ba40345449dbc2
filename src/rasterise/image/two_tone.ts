/** Pictures of two tones: ink and ground, and others only where the two meet. */
import { floatsAt, type Place } from "./memory.ts";
import { thresholdOf } from "./tone.ts";

/** Where a tone lies beyond the two that it is another, and the share of a picture that may be. */
const FAR = 0.3, BEYOND = 0.002;
/** Where a tone lies between two, 0 the one and 1 the other, from which it is neither. */
const BETWEEN = 0.2;
/** Share of a picture that may be of other tones, and how far from both, in pixels, they count. */
const STRAY = 0.02, REACH = 2;

/** A plane of ink with its two tones at 0 and at 1; undefined for a picture that has more. */
export function findTwo(plane: Place, width: number, height: number): Float32Array | undefined {
  const threshold = thresholdOf(plane, width * height), ink = floatsAt(plane, width * height);
  const sums = [0, 0], counts = [0, 0];
  for (const value of ink) {
    const side = value >= threshold ? 1 : 0;
    sums[side]! += value;
    counts[side]! += 1;
  }
  if (counts[0] === 0 || counts[1] === 0) return undefined;
  const low = sums[0]! / counts[0]!, high = sums[1]! / counts[1]!;
  const parted = ink.map((value) => (value - low) / (high - low));
  const beyond = parted.reduce((count, value) => count + Number(value < -FAR || value > 1 + FAR), 0);
  if (beyond > BEYOND * ink.length || countStray(parted, width) > STRAY * ink.length) return undefined;
  return parted.map((value) => Math.min(1, Math.max(0, value)));
}

/** Pixels that are neither ink nor ground, and have not both beside them. */
function countStray(ink: Float32Array, width: number): number {
  const height = ink.length / width;
  let stray = 0;
  for (let i = 0; i < ink.length; i++) {
    if (ink[i]! <= BETWEEN || ink[i]! >= 1 - BETWEEN) continue;
    const x = i % width, y = Math.floor(i / width);
    let least = 1, most = 0;
    for (let row = Math.max(0, y - REACH); row <= Math.min(height - 1, y + REACH); row++) {
      for (let k = Math.max(0, x - REACH); k <= Math.min(width - 1, x + REACH); k++) {
        least = Math.min(least, ink[row * width + k]!);
        most = Math.max(most, ink[row * width + k]!);
      }
    }
    if (least > BETWEEN || most < 1 - BETWEEN) stray++;
  }
  return stray;
}
