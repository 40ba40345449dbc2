import type { PictureStyle } from "../glyphs.ts";
import { blur, type Ink } from "../ink.ts";

/** How much further than its surroundings a pixel is moved, and how far, in pixels, those reach. */
const EDGES = { amount: 0.4, reach: 3 };
/** Lines are what is darker within the first than within the second of these distances in pixels, by some contrast. */
const STROKE = { width: 0.9, around: 2.2, contrast: 0.02, gain: 12 };
/** Pixels' darkness on both sides of the threshold that is still between ink and blank. */
const RAMP = 0.12;

/** The ink, 0 to 1, that a style asks for where a picture is dark, 0 to 1. */
export function inkFor(style: PictureStyle, dark: Ink): Ink {
  switch (style) {
    case "shaded": {
      const around = soften(dark, EDGES.reach);
      return map(dark, (value, i) => value + EDGES.amount * (value - around[i]!));
    }
    case "solid": {
      const threshold = otsu(dark.data);
      return map(dark, (value) => (value - threshold) / (2 * RAMP) + 0.5);
    }
    case "line": {
      const near = soften(dark, STROKE.width), around = soften(dark, STROKE.around);
      return map(dark, (_, i) => (near[i]! - around[i]! - STROKE.contrast) * STROKE.gain);
    }
  }
}

function map(ink: Ink, value: (value: number, i: number) => number): Ink {
  return { ...ink, data: ink.data.map((v, i) => Math.min(1, Math.max(0, value(v, i)))) };
}

/** A Gaussian blur for which nothing is around the picture, not even blank. */
function soften(ink: Ink, sigma: number): Float32Array {
  const weight = blur({ ...ink, data: new Float32Array(ink.data.length).fill(1) }, sigma).data;
  return blur(ink, sigma).data.map((value, i) => value / weight[i]!);
}

/** The threshold that parts values, 0 to 1, into the two classes of least variance (Otsu 1979). */
function otsu(values: Float32Array): number {
  const counts = new Float64Array(256);
  for (const value of values) counts[Math.round(value * 255)]!++;
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
  return ((first + last) / 2 + 0.5) / 255;
}
