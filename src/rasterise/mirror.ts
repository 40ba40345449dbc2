import { SKETCH_SIDE } from "./sketch.ts";

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

/** Left-right mirror of a 36×36 sketch. */
export function mirrorSketch(sketch: Uint8Array): Uint8Array {
  return sketch.map((_, i) => sketch[i + SKETCH_SIDE - 1 - 2 * (i % SKETCH_SIDE)]!);
}
