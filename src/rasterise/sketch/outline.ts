/** Sketches of one style made from those of another. */
import { sideOf } from "./sketch.ts";
import { isNear } from "./spots.ts";

/** Ink is a blob where it is wider than this share of the side to both sides; what is narrower is a line. */
const NARROW = 1 / 18;

/** A sketch of which blobs are drawn by their outlines, and lines as they are. */
export function outlined(bits: Uint8Array): Uint8Array {
  const reach = Math.round(NARROW * sideOf(bits));
  const cores = bits.map((bit, i) => bit === 1 && !isNear(bits, i, 0, reach) ? 1 : 0);
  return bits.map((bit, i) => bit === 1 && (isNear(bits, i, 0) || !isNear(cores, i, 1, reach)) ? 1 : 0);
}

/** A sketch with all ink that its lines enclose: what cannot be reached from outside without crossing one. */
export function filled(bits: Uint8Array): Uint8Array {
  const side = sideOf(bits);
  const outside = new Uint8Array(bits.length);
  const waiting: number[] = [];
  const visit = (x: number, y: number) => {
    const pixel = y * side + x;
    if (x < 0 || y < 0 || x >= side || y >= side || bits[pixel] || outside[pixel]) return;
    outside[pixel] = 1;
    waiting.push(pixel);
  };
  for (let i = 0; i < side; i++) {
    for (const [x, y] of [[i, 0], [i, side - 1], [0, i], [side - 1, i]] as const) visit(x, y);
  }
  for (let pixel = waiting.pop(); pixel !== undefined; pixel = waiting.pop()) {
    const [x, y] = [pixel % side, Math.floor(pixel / side)];
    visit(x - 1, y);
    visit(x + 1, y);
    visit(x, y - 1);
    visit(x, y + 1);
  }
  return outside.map((out) => 1 - out);
}
