import { sideOf } from "./sketch.ts";
import { isNear } from "./spots.ts";

const PAIRS = ["/\\", "()", "[]", "{}", "<>", "`'", "db", "pq", "JL", "9P", "7F", "sz", "SZ"];
const MIRRORED = new Map(PAIRS.flatMap(([a, b]) => [[a!, b!], [b!, a!]]));

/** The character that looks most like `character` in a mirror; itself where there is none better. */
export function mirrorCharacter(character: string): string {
  return MIRRORED.get(character) ?? character;
}

/** Left-right mirror of a drawing, characters included: `/` becomes `\`. */
export function mirrorArt(lines: string[]): string[] {
  const width = Math.max(0, ...lines.map((line) => line.length));
  const mirrored = lines.map((line) =>
    [...line.padEnd(width)].reverse().map(mirrorCharacter).join("").trimEnd()
  );
  const indents = mirrored.filter((line) => line !== "").map((line) => line.length - line.trimStart().length);
  const indent = Math.min(width, ...indents);
  return mirrored.map((line) => line.slice(indent));
}

/** Left-right mirror of a sketch. */
export function mirrorSketch(sketch: Uint8Array): Uint8Array {
  const side = sideOf(sketch);
  return sketch.map((_, i) => sketch[i + side - 1 - 2 * (i % side)]!);
}

/** Share of a symmetric sketch's ink that has ink within a pixel of its place in the mirror. */
const SYMMETRIC = 0.98;

/** Whether the left half of a sketch is the mirror picture of the right one, give or take a pixel. */
export function isSymmetric(sketch: Uint8Array): boolean {
  const mirrored = mirrorSketch(sketch);
  let [ink, near] = [0, 0];
  for (let i = 0; i < sketch.length; i++) {
    if (sketch[i] === 0) continue;
    ink++;
    if (isNear(mirrored, i)) near++;
  }
  return ink > 0 && near >= SYMMETRIC * ink;
}

/** A nearly symmetric sketch with the mirror picture of its left half as its right one; any other as it is. */
export function evenHalves(sketch: Uint8Array): Uint8Array {
  if (!isSymmetric(sketch)) return sketch;
  const side = sideOf(sketch), mirrored = mirrorSketch(sketch);
  return sketch.map((bit, i) => i % side < side / 2 ? bit : mirrored[i]!);
}
