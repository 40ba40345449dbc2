/** Strokes of a drawing, however bold, as lines one pixel wide along their middles. */
import { squaredDistance } from "./distance.ts";

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

/** The strokes in a drawing's ink, 1 a pixel, that are at most `widest` pixels wide; what is wider is an area. */
export function findStrokes(ink: Uint8Array, width: number, height: number, widest: number): Strokes {
  const radius = widest / 2;
  const inside = squaredDistance((i) => ink[i] === 0, width, height);
  // An area is where a disc that is wider than a stroke fits in.
  const toCore = squaredDistance((i) => inside[i]! > radius * radius, width, height);
  const thin = new Uint8Array(ink.length);
  for (let i = 0; i < thin.length; i++) if (ink[i] === 1 && toCore[i]! > radius * radius) thin[i] = 1;
  keepElongated(thin, inside, width, height);
  const toStroke = squaredDistance((i) => thin[i] === 1, width, height);
  const beside = new Uint8Array(ink.length);
  for (let i = 0; i < beside.length; i++) if (toStroke[i]! <= BESIDE * BESIDE) beside[i] = 1;
  const count = (bits: Uint8Array) => bits.reduce((sum, bit) => sum + bit, 0);
  return { share: count(thin) / Math.max(1, count(ink)), middles: skeleton(thin, width, height), beside };
}

/** Clears parts, which hang together by sides, that are no longer than wide: dots, and corners of areas. */
function keepElongated(thin: Uint8Array, inside: Float32Array, width: number, height: number): void {
  const seen = new Uint8Array(thin.length);
  for (let start = 0; start < thin.length; start++) {
    if (thin[start] === 0 || seen[start] === 1) continue;
    const part = [start];
    seen[start] = 1;
    let widest = 1;
    for (let at = 0; at < part.length; at++) {
      const i = part[at]!, x = i % width;
      widest = Math.max(widest, inside[i]!);
      const next = [x > 0 ? i - 1 : i, x < width - 1 ? i + 1 : i, i - width, i + width];
      for (const j of next) {
        if (j < 0 || j >= width * height || thin[j] === 0 || seen[j] === 1) continue;
        seen[j] = 1;
        part.push(j);
      }
    }
    if (part.length < ELONGATED * widest) { for (const i of part) thin[i] = 0; }
  }
}

/** What is left of a shape when its rim is taken off until it is one pixel wide (Zhang & Suen 1984); at the border it goes on. */
export function skeleton(shape: Uint8Array, width: number, height: number): Uint8Array {
  const bits = withBorder(shape, width, height), stride = width + 2;
  // Clockwise from above.
  const around = [-stride, 1 - stride, 1, stride + 1, stride, stride - 1, -1, -stride - 1];
  let left: number[] = [];
  for (let i = 0; i < shape.length; i++) {
    if (shape[i] === 1) left.push((Math.floor(i / width) + 1) * stride + i % width + 1);
  }
  for (let changed = true; changed;) {
    changed = false;
    for (const second of [false, true]) {
      const removed: number[] = [];
      for (const i of left) {
        let neighbours = 0, starts = 0, before = bits[i + around[7]!]!;
        for (const step of around) {
          const bit = bits[i + step]!;
          neighbours += bit;
          if (before === 0 && bit === 1) starts++;
          before = bit;
        }
        if (neighbours < 2 || neighbours > 6 || starts !== 1) continue;
        const [up, right, down, west] = [bits[i - stride]!, bits[i + 1]!, bits[i + stride]!, bits[i - 1]!];
        const isRim = second
          ? up * right * west === 0 && up * down * west === 0
          : up * right * down === 0 && right * down * west === 0;
        if (isRim) removed.push(i);
      }
      for (const i of removed) bits[i] = 0;
      if (removed.length > 0) {
        changed = true;
        left = left.filter((i) => bits[i] === 1);
      }
    }
  }
  const out = new Uint8Array(shape.length);
  for (const i of left) out[(Math.floor(i / stride) - 1) * width + i % stride - 1] = 1;
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
