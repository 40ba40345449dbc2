/** Sketches of one style made from those of another. */
import { SKETCH_SIDE } from "./sketch.ts";

/** Ink that is farther than this, in sketch pixels, from all that is blank is inside a blob. */
const RIM = 2;

/** A sketch without the inside of its blobs. */
export function outlined(bits: Uint8Array): Uint8Array {
  const blank = (x: number, y: number) =>
    x < 0 || y < 0 || x >= SKETCH_SIDE || y >= SKETCH_SIDE || bits[y * SKETCH_SIDE + x] === 0;
  return bits.map((bit, i) => {
    const [x, y] = [i % SKETCH_SIDE, Math.floor(i / SKETCH_SIDE)];
    for (let dy = -RIM; dy <= RIM; dy++) {
      for (let dx = -RIM; dx <= RIM; dx++) if (blank(x + dx, y + dy)) return bit;
    }
    return 0;
  });
}

/** A sketch with all ink that its lines enclose: what cannot be reached from outside without crossing one. */
export function filled(bits: Uint8Array): Uint8Array {
  const outside = new Uint8Array(bits.length);
  const waiting: number[] = [];
  const visit = (x: number, y: number) => {
    const pixel = y * SKETCH_SIDE + x;
    if (x < 0 || y < 0 || x >= SKETCH_SIDE || y >= SKETCH_SIDE || bits[pixel] || outside[pixel]) return;
    outside[pixel] = 1;
    waiting.push(pixel);
  };
  for (let i = 0; i < SKETCH_SIDE; i++) {
    for (const [x, y] of [[i, 0], [i, SKETCH_SIDE - 1], [0, i], [SKETCH_SIDE - 1, i]] as const) visit(x, y);
  }
  for (let pixel = waiting.pop(); pixel !== undefined; pixel = waiting.pop()) {
    const [x, y] = [pixel % SKETCH_SIDE, Math.floor(pixel / SKETCH_SIDE)];
    visit(x - 1, y);
    visit(x + 1, y);
    visit(x, y - 1);
    visit(x, y + 1);
  }
  return outside.map((out) => 1 - out);
}
