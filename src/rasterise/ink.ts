/** A grey picture: 0 blank … 1 full ink, row-major, `width * height` values. */
export interface Ink {
  width: number;
  height: number;
  data: Float32Array;
}

/** A rectangle; `x`, `y` the top left corner. */
export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** The smallest box around the pixels darker than `threshold`, or null where there are none. */
export function inkBox({ width, height, data }: Ink, threshold = 0.1): Box | null {
  const hasInk = (row: number): boolean => {
    for (let at = row * width; at < (row + 1) * width; at++) if (data[at]! > threshold) return true;
    return false;
  };
  let top = 0, bottom = height - 1;
  while (top < height && !hasInk(top)) top++;
  if (top === height) return null;
  while (!hasInk(bottom)) bottom--;
  let left = width, right = -1;
  for (let y = top; y <= bottom; y++) {
    const row = y * width;
    for (let x = 0; x < left; x++) if (data[row + x]! > threshold) left = x;
    for (let x = width - 1; x > right; x--) if (data[row + x]! > threshold) right = x;
  }
  return { x: left, y: top, width: right - left + 1, height: bottom - top + 1 };
}

/** Gaussian blur with blank surroundings; `sigma` in pixels. */
export function blur(ink: Ink, sigma: number): Ink {
  const radius = Math.ceil(sigma * 3);
  const kernel = new Float32Array(2 * radius + 1);
  let sum = 0;
  for (let i = -radius; i <= radius; i++) {
    sum += kernel[i + radius] = Math.exp(-(i * i) / (2 * sigma * sigma));
  }
  for (let i = 0; i < kernel.length; i++) kernel[i]! /= sum;
  const { width, height } = ink;
  const pass = (source: Float32Array, length: number, lines: number, step: number, stride: number) => {
    const out = new Float32Array(source.length);
    for (let line = 0; line < lines; line++) {
      const base = line * stride;
      for (let i = 0; i < length; i++) {
        const value = source[base + i * step]!;
        if (value === 0) continue;
        const from = Math.max(0, i - radius), to = Math.min(length - 1, i + radius);
        for (let j = from; j <= to; j++) out[base + j * step]! += value * kernel[j - i + radius]!;
      }
    }
    return out;
  };
  return { width, height, data: pass(pass(ink.data, width, height, 1, width), height, width, width, 1) };
}

/** The share of ink that its left-right mirror picture covers too: 1 is perfectly symmetric. */
export function symmetry(ink: Ink): number {
  let common = 0, all = 0;
  for (let y = 0; y < ink.height; y++) {
    const row = y * ink.width;
    for (let x = 0; x < ink.width; x++) {
      const a = ink.data[row + x]!, b = ink.data[row + ink.width - 1 - x]!;
      common += Math.min(a, b);
      all += a;
    }
  }
  return all === 0 ? 1 : common / all;
}

/** True where a stroke runs along the axis of a symmetric picture: it needs a middle column to stand in. */
export function axisInk(
  ink: Pick<Ink, "width" | "height"> & { data: ArrayLike<number> },
): boolean {
  const middle = ink.width >> 1, off = Math.round(ink.width * 0.09);
  let run = 0;
  for (let y = 0; y < ink.height; y++) {
    const row = y * ink.width;
    if (ink.data[row + middle]! > 0.5 && ink.data[row + middle - off]! < 0.5) run++;
  }
  return run > ink.height * 0.08;
}

/** The part of `ink` inside `box` (whole pixels, inside the picture). */
export function crop(ink: Ink, box: Box): Ink {
  const data = new Float32Array(box.width * box.height);
  for (let y = 0; y < box.height; y++) {
    const from = (box.y + y) * ink.width + box.x;
    data.set(ink.data.subarray(from, from + box.width), y * box.width);
  }
  return { width: box.width, height: box.height, data };
}
