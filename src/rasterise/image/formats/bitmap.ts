import type { Ink } from "../../ink.ts";

/** A colour picture: red, green, blue and opacity of each pixel, 0 to 255, not premultiplied, row-major. */
export interface Bitmap {
  width: number;
  height: number;
  rgba: Uint8Array | Uint8ClampedArray;
}

/** A colour's lightness (ITU-R BT.601), in the unit of its parts. */
export const lightness = (red: number, green: number, blue: number): number =>
  0.299 * red + 0.587 * green + 0.114 * blue;

/** Lightness (0 black to 1 white) and opacity, each as a plane. */
export function lumaAndAlpha({ width, height, rgba }: Bitmap): { luma: Ink; alpha: Ink } {
  const luma = new Float32Array(width * height), alpha = new Float32Array(width * height);
  for (let i = 0, p = 0; i < luma.length; i++, p += 4) {
    luma[i] = lightness(rgba[p]!, rgba[p + 1]!, rgba[p + 2]!) / 255;
    alpha[i] = rgba[p + 3]! / 255;
  }
  return { luma: { width, height, data: luma }, alpha: { width, height, data: alpha } };
}

/** Lightness over a paper of lightness `paper`, 0 to 1. */
export function lumaOver({ width, height, rgba }: Bitmap, paper: number): Ink {
  const data = new Float32Array(width * height);
  for (let i = 0, p = 0; i < data.length; i++, p += 4) {
    const opacity = rgba[p + 3]! / 255;
    data[i] = opacity * lightness(rgba[p]!, rgba[p + 1]!, rgba[p + 2]!) / 255 + (1 - opacity) * paper;
  }
  return { width, height, data };
}

/** One channel (0 red, 1 green, 2 blue) over a paper of that lightness, 0 to 1. */
export function channelOver({ width, height, rgba }: Bitmap, channel: 0 | 1 | 2, paper: number): Ink {
  const data = new Float32Array(width * height);
  for (let i = 0, p = 0; i < data.length; i++, p += 4) {
    const opacity = rgba[p + 3]! / 255;
    data[i] = opacity * rgba[p + channel]! / 255 + (1 - opacity) * paper;
  }
  return { width, height, data };
}

/**
 * The picture turned as an Exif orientation (1 to 8) says: 2 mirrored, 3 upside down, 4 both, 5 to 8 with rows and columns
 * exchanged. Any other number leaves it as it is.
 */
export function orient(bitmap: Bitmap, orientation: number): Bitmap {
  if (!(orientation >= 2 && orientation <= 8)) return bitmap;
  const { width, height, rgba } = bitmap;
  const exchanged = orientation >= 5;
  const fromRight = [2, 3, 7, 8].includes(orientation), fromBelow = [3, 4, 6, 7].includes(orientation);
  const [columns, rows] = exchanged ? [height, width] : [width, height];
  const source = new Uint32Array(rgba.slice().buffer), turned = new Uint32Array(source.length);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const [x, y] = exchanged ? [row, column] : [column, row];
      const from = (fromBelow ? height - 1 - y : y) * width + (fromRight ? width - 1 - x : x);
      turned[row * columns + column] = source[from]!;
    }
  }
  return { width: columns, height: rows, rgba: new Uint8Array(turned.buffer) };
}

/** A plane at another size: each pixel is the mean of what it covers. */
export function resize({ data, ...size }: Ink, width: number, height: number): Ink {
  return { width, height, data: resizer(size, { width, height })(data) };
}

/** Resizes planes of one size to another. */
export function resizer(
  { width: from, height: rows }: Omit<Ink, "data">,
  { width, height }: Omit<Ink, "data">,
): (data: Float32Array) => Float32Array<ArrayBuffer> {
  const across = shares(from, width), down = shares(rows, height);
  const narrow = new Float32Array(width * rows);
  return (data) => {
    for (let y = 0; y < rows; y++) {
      for (let x = 0; x < width; x++) {
        const { first, weights } = across[x]!;
        let sum = 0;
        for (let k = 0; k < weights.length; k++) sum += weights[k]! * data[y * from + first + k]!;
        narrow[y * width + x] = sum;
      }
    }
    const out = new Float32Array(width * height);
    for (let y = 0; y < height; y++) {
      const { first, weights } = down[y]!;
      for (let k = 0; k < weights.length; k++) {
        const weight = weights[k]!, row = (first + k) * width;
        for (let x = 0; x < width; x++) out[y * width + x]! += weight * narrow[row + x]!;
      }
    }
    return out;
  };
}

/** For each of `to` pixels, the pixels of `from` that it covers, and the share of each in it. */
function shares(from: number, to: number): { first: number; weights: Float32Array }[] {
  const step = from / to;
  return Array.from({ length: to }, (_, i) => {
    const start = i * step, end = Math.min(from, start + step);
    const first = Math.min(from - 1, Math.floor(start)), last = Math.max(first, Math.ceil(end) - 1);
    const weights = Float32Array.from(
      { length: last - first + 1 },
      (_, k) => (Math.min(end, first + k + 1) - Math.max(start, first + k)) / step,
    );
    return { first, weights };
  });
}
