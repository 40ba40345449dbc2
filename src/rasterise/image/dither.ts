/** Few levels of ink for many. */

/** How what lies between two levels is shown: by the nearer one, by a pattern, or by passing on what is missing. */
export const DITHERS = ["none", "ordered", "diffusion"] as const;
export type Dither = typeof DITHERS[number];

/**
 * The level, 0 to `levels` - 1, of each value of ink, 0 to 1, in rows of `width`. What is blank stays so in every way.
 */
export function quantise(ink: Float32Array, width: number, levels: number, dither: Dither): Uint8Array {
  const most = levels - 1;
  const within = (level: number) => Math.min(most, Math.max(0, level));
  if (dither === "diffusion") return diffuse(ink, width, levels);
  return Uint8Array.from(ink, (value, i) => {
    if (value <= 0) return 0;
    if (dither === "none") return within(Math.round(value * most));
    return within(Math.floor(value * most + threshold(i % width, Math.floor(i / width))));
  });
}

/** Thresholds, 0 to 1, of pixels: neighbours differ much (interleaved gradient noise; Jimenez 2014). */
function threshold(x: number, y: number): number {
  return 52.9829189 * (0.06711056 * x + 0.00583715 * y) % 1 % 1;
}

/** Error diffusion (Floyd & Steinberg 1976), every other row from the right; blank pixels neither take nor pass any. */
function diffuse(ink: Float32Array, width: number, levels: number): Uint8Array {
  const most = levels - 1, height = ink.length / width;
  const out = new Uint8Array(ink.length);
  let missing = new Float32Array(width + 2), next = new Float32Array(width + 2);
  for (let y = 0; y < height; y++) {
    const way = y % 2 === 0 ? 1 : -1;
    for (let k = 0; k < width; k++) {
      const x = way === 1 ? k : width - 1 - k, i = y * width + x;
      if (ink[i]! <= 0) continue;
      const wanted = ink[i]! + missing[x + 1]!;
      const level = Math.min(most, Math.max(0, Math.round(wanted * most)));
      out[i] = level;
      const error = wanted - level / most;
      missing[x + 1 + way]! += error * 7 / 16;
      next[x + 1 - way]! += error * 3 / 16;
      next[x + 1]! += error * 5 / 16;
      next[x + 1 + way]! += error / 16;
    }
    [missing, next] = [next, missing.fill(0)];
  }
  return out;
}
