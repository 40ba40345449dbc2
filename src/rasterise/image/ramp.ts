/** Characters from blank to dense, by the ink that they have in the font. */
import { glyphCoverage } from "../coverage.ts";

/** Characters of a ramp and the ink that each stands for, 0 to 1, rising. */
export interface Ramp {
  characters: string[];
  ink: Float32Array;
}

/** Mean ink of a printable character's glyph, 0 to 1. */
export function coverageOf(character: string): number {
  const ink = glyphCoverage(character);
  return ink.reduce((sum, value) => sum + value, 0) / ink.length;
}

/** A ramp of characters by the coverage of their glyphs; the densest stands for full ink. */
export function measuredRamp(characters: string): Ramp {
  const measured = Array.from(characters, (character) => ({ character, ink: coverageOf(character) }))
    .sort((a, b) => a.ink - b.ink);
  const most = measured.at(-1)!.ink;
  return {
    characters: measured.map(({ character }) => character),
    ink: Float32Array.from(measured, ({ ink }) => ink / most),
  };
}

/** A ramp of characters in the order and of the ink that was meant by who wrote it: even steps from none to full. */
export function evenRamp(text: string): Ramp {
  const characters = Array.from(text), last = characters.length - 1;
  return { characters, ink: Float32Array.from(characters, (_, i) => i / last) };
}

/** Where ink lies between the levels of a ramp: 0 at the first, 1 at the last, even steps from one to the next. */
export function placeOn({ ink }: Ramp, value: number): number {
  const last = ink.length - 1;
  let next = 1;
  while (next < last && ink[next]! < value) next++;
  const low = ink[next - 1]!, high = ink[next]!;
  return (next - 1 + Math.min(1, Math.max(0, (value - low) / (high - low)))) / last;
}
