/** Strokes of a drawing, however bold, as lines one pixel wide along their middles. */
import * as kernels from "./assembly/kernels.wasm";
import { bytesAt, floatsAt, type Place, room, scope, wholeOf, zeroBytes } from "./memory.ts";

/** A stroke is at least so many times as large as the square of its half width. */
const ELONGATED = 9;
/** How far, in pixels, an edge may lie from the stroke whose side it is. */
const BESIDE = 3;

/** Strokes of a drawing. */
export interface Strokes {
  /** Share of the ink that is in strokes. */
  share: number;
  /** 1 in the middles of strokes, and on and beside them. */
  middles: Uint8Array;
  beside: Uint8Array;
}

/**
 * The strokes in a drawing's ink, 1 a pixel, that are at most `widest` pixels wide; what is wider is an area. Where less than
 * the share `narrower.below` of the ink is in such, strokes are at most `narrower.widest` wide.
 */
export function findStrokes(
  ink: Uint8Array,
  width: number,
  height: number,
  widest: number,
  narrower = { widest, below: 0 },
): Strokes {
  const area = ink.length, all = Math.max(1, count(ink));
  return scope(() => {
    const inside = squaredDistance(ink, 0, width, height);
    const strokesUpTo = (widest: number) => {
      const most = (widest / 2) ** 2;
      // An area is where a disc that is wider than a stroke fits in.
      const core = bytesOf(area, (bytes) => kernels.exceed(inside, bytes, area, most));
      const beyond = bytesOf(
        area,
        (bytes) => kernels.exceed(squaredDistance(core, 1, width, height), bytes, area, most),
      );
      const strokes = ink.map((bit, i) => bit & beyond[i]!);
      keepElongated(strokes, floatsAt(inside, area), width, height);
      return strokes;
    };
    let strokes = strokesUpTo(widest);
    if (count(strokes) / all < narrower.below) strokes = strokesUpTo(narrower.widest);
    const far = bytesOf(
      area,
      (bytes) => kernels.exceed(squaredDistance(strokes, 1, width, height), bytes, area, BESIDE * BESIDE),
    );
    return {
      share: count(strokes) / all,
      middles: skeleton(strokes, width, height),
      beside: far.map((bit) => 1 - bit),
    };
  });
}

const count = (bits: Uint8Array) => bits.reduce((sum, bit) => sum + bit, 0);

/** Bytes that a kernel writes. */
function bytesOf(area: number, write: (bytes: Place) => void): Uint8Array {
  return scope(() => {
    const place = zeroBytes(area);
    write(place);
    return bytesAt(place, area).slice();
  });
}

/** Squared distance of each pixel to the nearest that is `marked`, or 1e12 where there is none. */
export function squaredDistance(bytes: Uint8Array, marked: number, width: number, height: number): Place {
  const out = room(width * height);
  scope(() => {
    const length = Math.max(width, height) + 1, source = zeroBytes(bytes.length);
    bytesAt(source, bytes.length).set(bytes);
    kernels.squaredDistance(source, marked, width, height, out, room(length), room(length), room(length));
  });
  return out;
}

/** Clears parts, which hang together by sides, that are no longer than wide: dots, and corners of areas. */
function keepElongated(strokes: Uint8Array, inside: Float32Array, width: number, height: number): void {
  const left = strokes.slice();
  for (let start = left.indexOf(1); start >= 0; start = left.indexOf(1, start)) {
    const part = [start];
    left[start] = 0;
    let widest = 1;
    for (let at = 0; at < part.length; at++) {
      const i = part[at]!, x = i % width;
      widest = Math.max(widest, inside[i]!);
      const next = [x > 0 ? i - 1 : i, x < width - 1 ? i + 1 : i, i - width, i + width];
      for (const j of next) {
        if (j < 0 || j >= width * height || left[j] === 0) continue;
        left[j] = 0;
        part.push(j);
      }
    }
    if (part.length < ELONGATED * widest) { for (const i of part) strokes[i] = 0; }
  }
}

/** What is left of a shape when its rim is taken off until it is one pixel wide (Zhang & Suen 1984); at the border it goes on. */
export function skeleton(shape: Uint8Array, width: number, height: number): Uint8Array {
  const bits = withBorder(shape, width, height), stride = width + 2;
  const pixels: number[] = [];
  for (let i = shape.indexOf(1); i >= 0; i = shape.indexOf(1, i + 1)) {
    pixels.push((Math.floor(i / width) + 1) * stride + i % width + 1);
  }
  const thinned = scope(() => {
    const place = zeroBytes(bits.length), list = wholeOf(pixels);
    bytesAt(place, bits.length).set(bits);
    kernels.thin(place, stride, list, pixels.length);
    return bytesAt(place, bits.length).slice();
  });
  const out = new Uint8Array(shape.length);
  for (let y = 0; y < height; y++) {
    const from = (y + 1) * stride + 1;
    out.set(thinned.subarray(from, from + width), y * width);
  }
  return out;
}

/** A shape with one pixel more on each side, the same as the one beside it. */
function withBorder(shape: Uint8Array, width: number, height: number): Uint8Array {
  const out = new Uint8Array((width + 2) * (height + 2));
  for (let y = -1; y <= height; y++) {
    const from = Math.min(height - 1, Math.max(0, y)) * width, to = (y + 1) * (width + 2);
    out.set(shape.subarray(from, from + width), to + 1);
    out[to] = shape[from]!;
    out[to + width + 1] = shape[from + width - 1]!;
  }
  return out;
}
