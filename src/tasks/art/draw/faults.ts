import { isSymmetric, mirrorArt } from "../../../rasterise/sketch/mirror.ts";
import { isNear, spots } from "../../../rasterise/sketch/spots.ts";
import { inksOf } from "./likeness.ts";

/** What people see that is wrong with a drawing of a sketch, counted. */
export interface Faults {
  /** Places where a line of the sketch is not drawn. */
  gaps: number;
  /** Marks where the sketch has nothing. */
  strays: number;
  /** Dots of the sketch, such as eyes, that are not drawn. */
  lostDots: number;
  /** Of a symmetric sketch, characters of the left half without their like in the right one. */
  uneven: number;
}

/** Pixels of 36×36 that a line may be aside: strokes of characters are thinner than the sketch's and stand in cells. */
const ASIDE = 1;
/** Fewer pixels in one place are no fault that anybody sees. */
const LEAST = 3;
/** Pixels of a dot at most. */
const DOT = 12;

/** The faults of a drawing's lines, given its sketch (a square of 0 and 1). */
export function faultsOf(lines: readonly string[], sketch: Uint8Array, inks = inksOf(lines, sketch)): Faults {
  const { drawn, sketched } = inks;
  const apart = (a: Uint8Array, b: Uint8Array) =>
    a.map((bit, i) => bit === 1 && !isNear(b, i, 1, ASIDE) ? 1 : 0);
  const places = (bits: Uint8Array) => spots(bits).filter(({ length }) => length >= LEAST).length;
  const missing = apart(sketched, drawn);
  const dots = spots(sketched).filter(({ length }) => length <= DOT);
  return {
    gaps: places(missing),
    strays: places(apart(drawn, sketched)),
    lostDots: dots.filter((dot) => dot.every((pixel) => missing[pixel] === 1)).length,
    uneven: isSymmetric(sketch) ? unevenOf(lines) : 0,
  };
}

/** Characters that differ from a drawing's mirror picture, each pair counted once. */
function unevenOf(lines: readonly string[]): number {
  const mirrored = mirrorArt([...lines]);
  let differing = 0;
  lines.forEach((line, row) => {
    const other = mirrored[row]!;
    for (let column = 0; column < Math.max(line.length, other.length); column++) {
      if ((line[column] ?? " ") !== (other[column] ?? " ")) differing++;
    }
  });
  return Math.ceil(differing / 2);
}
