/** What attributes make of a picture; sizes and shapes are the layout's, patterns and moods are put on the drawing. */
import { mirrorSketch } from "../../../rasterise/sketch/mirror.ts";
import { sideOf } from "../../../rasterise/sketch/sketch.ts";
import type { Look } from "./look.ts";
import { solidOf } from "./solid.ts";

/** Width of the gap between broken halves as a share of the side. */
const BREAK = 0.16;

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
        // Not along a stem or a mast.
        const isCut = solid[y * side + middle] && solid[y * side + middle - Math.round(side / 10)];
        return x >= side - 4 && isCut ? 1 : at(source, y);
      });
      return { ...half, ratio: look.ratio * 2 };
    }
    default:
      return look;
  }
}

/** A picture in two pieces along a zigzag. */
function broken(look: Look): Look {
  const { bits } = look, side = sideOf(bits), solid = solidOf(bits);
  // The wider picture is put back into the same box.
  const gap = Math.round(BREAK * side), wide = side + gap, step = Math.max(3, Math.round(side / 7));
  const crack = (y: number) => side / 2 + Math.abs(y % (2 * step) - step) - step / 2;
  const piece = (x: number, y: number): number => {
    const from = x - crack(y) < 0 ? x : x - gap, away = from === x ? crack(y) - x : from - crack(y);
    if (away < 0) return 0;
    const pixel = y * side + Math.floor(from);
    return (away <= EDGE ? solid[pixel] : bits[pixel]) ?? 0;
  };
  return {
    ...look,
    ratio: look.ratio * side / wide,
    bits: bits.map((_, i) => piece((i % side) * wide / side, Math.floor(i / side))),
  };
}

/** Width of the line along a crack, in pixels of the picture. */
const EDGE = 1.6;
