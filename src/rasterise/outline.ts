/** Sketches of one style made from those of another. */
import { sideOf } from "./sketch.ts";

/** Ink that is farther than this, in pixels, from all that is blank is inside a blob: lines are as thin as those of a sketch's pen. */
const RIM = 1;

/** A sketch without the inside of its blobs. */
export function outlined(bits: Uint8Array): Uint8Array {
  const side = sideOf(bits);
  const blank = (x: number, y: number) =>
    x < 0 || y < 0 || x >= side || y >= side || bits[y * side + x] === 0;
  return bits.map((bit, i) => {
    const [x, y] = [i % side, Math.floor(i / side)];
    for (let dy = -RIM; dy <= RIM; dy++) {
      for (let dx = -RIM; dx <= RIM; dx++) if (blank(x + dx, y + dy)) return bit;
    }
    return 0;
  });
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
