/** What attributes make of a picture; sizes and shapes are the layout's, patterns and moods are put on the drawing. */
import { mirrorSketch } from "../../../rasterise/sketch/mirror.ts";
import { sideOf } from "../../../rasterise/sketch/sketch.ts";
import type { Look } from "./look.ts";
import { solidOf } from "./solid.ts";

/** Width of the gap between broken halves, and how far the right one has slid down, as shares of the side. */
const BREAK = { gap: 0.09, slide: 0.12 };

/** A picture as an attribute has it; as it was where that shows otherwise. */
export function changed(look: Look, attribute: string): Look {
  const { bits } = look, side = sideOf(bits);
  const from = (source: (x: number, y: number) => number): Look => ({
    ...look,
    bits: bits.map((_, i) => source(i % side, Math.floor(i / side))),
  });
  const at = (x: number, y: number) => x < 0 || y < 0 || x >= side || y >= side ? 0 : bits[y * side + x]!;
  switch (attribute) {
    case "upside down":
      return from((x, y) => at(x, side - 1 - y));
    case "mirrored":
      return { ...look, bits: mirrorSketch(bits) };
    case "broken":
      return broken(look);
    case "half": {
      const solid = solidOf(bits), middle = Math.floor(side / 2);
      // Half of the box is left, with what it is cut along.
      const half = from((x, y) => {
        const source = Math.floor(x / 2);
        return x >= side - 4 ? solid[y * side + middle]! : at(source, y);
      });
      return { ...half, ratio: look.ratio * 2 };
    }
    default:
      return look;
  }
}

/** A picture in two pieces along a zigzag, the right one slid down. */
function broken(look: Look): Look {
  const { bits } = look, side = sideOf(bits), solid = solidOf(bits);
  const gap = Math.round(BREAK.gap * side), slide = Math.round(BREAK.slide * side);
  const step = Math.max(3, Math.round(side / 8));
  // The wider and higher picture is put back into the same box.
  const wide = side + gap, high = side + slide;
  const crack = (y: number) => side / 2 + Math.abs(y % (2 * step) - step) - step / 2;
  const source = (x: number, y: number): number => {
    const isRight = x - gap >= crack(y - slide) && y >= slide, isLeft = x < crack(y) && y < side;
    if (isLeft) return piece(x, y, crack(y) - x <= 2);
    if (isRight) return piece(x - gap, y - slide, x - gap - crack(y - slide) <= 2);
    return 0;
  };
  const piece = (x: number, y: number, isEdge: boolean): number => {
    const i = Math.floor(y) * side + Math.floor(x);
    return (isEdge ? solid[i] : bits[i]) ?? 0;
  };
  return {
    ...look,
    ratio: look.ratio * (high / side) / (wide / side),
    bits: bits.map((_, i) =>
      source(Math.floor((i % side) * wide / side), Math.floor(Math.floor(i / side) * high / side))
    ),
  };
}
