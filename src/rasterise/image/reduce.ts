/** A picture at the size at which it is drawn, in one pass over its pixels. */
import type { Bitmap } from "./bitmap.ts";
import { lightness } from "./bitmap.ts";

/** Planes of a picture, row-major; colours and lightness are those of what is opaque, 0 to 1. */
export interface Planes {
  width: number;
  height: number;
  red: Float32Array;
  green: Float32Array;
  blue: Float32Array;
  /** 0 transparent to 1 opaque. */
  opacity: Float32Array;
  lightness: Float32Array;
}

/** Opacity below which a pixel has no colour. */
const CLEAR = 1 / 512;

/** Which of `from` pixels make up one of `to`, and the share of each: the mean of what it covers, or between two where it is smaller. */
interface Shares {
  first: Int32Array;
  /** Where each pixel's weights begin; one more entry than pixels. */
  starts: Int32Array;
  weights: Float32Array;
}

function shares(from: number, to: number): Shares {
  const step = from / to;
  const first = new Int32Array(to), starts = new Int32Array(to + 1), weights: number[] = [];
  for (let i = 0; i < to; i++) {
    if (step < 1) {
      const place = Math.min(from - 1, Math.max(0, (i + 0.5) * step - 0.5));
      first[i] = Math.floor(place);
      weights.push(1 - place % 1);
      if (place % 1 > 0) weights.push(place % 1);
    } else {
      const start = i * step, end = Math.min(from, start + step);
      first[i] = Math.min(from - 1, Math.floor(start));
      for (let p = first[i]!; p < Math.max(first[i]! + 1, Math.ceil(end)); p++) {
        weights.push((Math.min(end, p + 1) - Math.max(start, p)) / step);
      }
    }
    starts[i + 1] = weights.length;
  }
  return { first, starts, weights: Float32Array.from(weights) };
}

/** A picture at another size. Colours count by their opacity; where nothing is opaque they are 0. */
export function reduce(bitmap: Bitmap, width: number, height: number): Planes {
  const { rgba } = bitmap, stride = width * 4;
  const across = shares(bitmap.width, width), down = shares(bitmap.height, height);
  const sums = new Float32Array(stride * height), row = new Float32Array(stride);
  let reached = -1;
  for (let y = 0; y < height; y++) {
    for (let k = down.starts[y]!; k < down.starts[y + 1]!; k++) {
      const source = down.first[y]! + k - down.starts[y]!, share = down.weights[k]!;
      if (source !== reached) {
        narrow(rgba, source * bitmap.width * 4, across, row);
        reached = source;
      }
      for (let i = 0, at = y * stride; i < stride; i++, at++) sums[at]! += share * row[i]!;
    }
  }
  const area = width * height;
  const plane = () => new Float32Array(area);
  const planes: Planes = {
    ...{ width, height, red: plane(), green: plane(), blue: plane(), opacity: plane(), lightness: plane() },
  };
  for (let i = 0, p = 0; i < area; i++, p += 4) {
    const opacity = sums[p + 3]!;
    if (opacity < CLEAR) continue;
    const red = sums[p]! / opacity, green = sums[p + 1]! / opacity, blue = sums[p + 2]! / opacity;
    planes.red[i] = red;
    planes.green[i] = green;
    planes.blue[i] = blue;
    planes.lightness[i] = lightness(red, green, blue);
    planes.opacity[i] = Math.min(1, opacity);
  }
  return planes;
}

/** One row of pixels, from `at` on, at another width: colours times opacity, and opacity, 0 to 1. */
function narrow(
  rgba: Bitmap["rgba"],
  at: number,
  { first, starts, weights }: Shares,
  row: Float32Array,
): void {
  for (let x = 0, to = 0; to < row.length; x++, to += 4) {
    let red = 0, green = 0, blue = 0, opacity = 0;
    const end = starts[x + 1]!;
    for (let k = starts[x]!, p = at + first[x]! * 4; k < end; k++, p += 4) {
      const share = weights[k]! * rgba[p + 3]!;
      red += share * rgba[p]!;
      green += share * rgba[p + 1]!;
      blue += share * rgba[p + 2]!;
      opacity += share;
    }
    row[to] = red / 65025;
    row[to + 1] = green / 65025;
    row[to + 2] = blue / 65025;
    row[to + 3] = opacity / 255;
  }
}
