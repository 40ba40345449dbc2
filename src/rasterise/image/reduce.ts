/** A picture at the size at which it is drawn, in one pass over its pixels. */
import type { Bitmap } from "./formats/bitmap.ts";
import * as kernels from "./assembly/kernels.wasm";
import { bytesAt, type Place, planeOf, room, scope, wholeOf, zeros } from "./memory.ts";

/** Planes of a picture, row-major. */
export interface Planes {
  width: number;
  height: number;
  /** 0 black to 1 white, where anything is opaque. */
  lightness: Place;
  /** Red less blue, -1 to 1. */
  warmth: Place;
  /** 0 transparent to 1 opaque. */
  opacity: Place;
}

/** Opacity below which a pixel has no colour. */
const CLEAR = 1 / 512;

/** Which of a line's pixels make up one of another's, and the share of each. */
interface Shares {
  first: number[];
  /** Where each pixel's weights begin; one more entry than pixels. */
  starts: number[];
  weights: number[];
}

/** Each of `to` pixels is the mean of what it covers, or lies between two where those are larger. */
function shares(from: number, to: number): Shares {
  const step = from / to;
  const first: number[] = [], starts = [0], weights: number[] = [];
  for (let i = 0; i < to; i++) {
    if (step < 1) {
      const place = Math.min(from - 1, Math.max(0, (i + 0.5) * step - 0.5));
      first.push(Math.floor(place));
      weights.push(1 - place % 1);
      if (place % 1 > 0) weights.push(place % 1);
    } else {
      const start = i * step,
        end = Math.min(from, start + step),
        left = Math.min(from - 1, Math.floor(start));
      first.push(left);
      for (let p = left; p < Math.max(left + 1, Math.ceil(end)); p++) {
        weights.push((Math.min(end, p + 1) - Math.max(start, p)) / step);
      }
    }
    starts.push(weights.length);
  }
  return { first, starts, weights };
}

/** A picture at another size. Colours count by their opacity. */
export function reduce({ width: from, height: rows, rgba }: Bitmap, width: number, height: number): Planes {
  const area = width * height;
  const [lightness, warmth, opacity] = [room(area), room(area), room(area)];
  scope(() => {
    const sums = zeros(4 * area), row = room(4 * width), source = room(from);
    const across = shares(from, width), down = shares(rows, height);
    const [first, starts, weights] = [wholeOf(across.first), wholeOf(across.starts), planeOf(across.weights)];
    let reached = -1;
    for (let y = 0; y < height; y++) {
      for (let k = down.starts[y]!; k < down.starts[y + 1]!; k++) {
        const at = down.first[y]! + k - down.starts[y]!;
        if (at !== reached) {
          bytesAt(source, 4 * from).set(rgba.subarray(at * from * 4, (at + 1) * from * 4));
          kernels.narrow(source, first, starts, weights, width, row);
          reached = at;
        }
        kernels.accumulate(row, sums + y * width * 16, 4 * width, down.weights[k]!);
      }
    }
    kernels.unpack(sums, area, CLEAR, lightness, warmth, opacity);
  });
  return { width, height, lightness, warmth, opacity };
}
