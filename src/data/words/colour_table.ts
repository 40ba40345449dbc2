/** Which colours words have: those of colour pictures with their names, and of words like them. */
import { type ColourTable, packedPicture, type WordColours } from "../../words/colour_table.ts";
import { SKETCH_SIDE } from "../../rasterise/sketch/sketch.ts";
import { HAND_COLOURS } from "./hand_colours.ts";
import { singular } from "./labels.ts";
import { openWordNet } from "./wordnet.ts";

/** Cells on a side of a table's pictures, pixels of a colour picture to each, colours and pictures at most. */
export const SIDE = 12, BLOCK = SKETCH_SIDE / SIDE, MOST_COLOURS = 7, MOST_PICTURES = 3;
/** Colours nearer than this, of 255 a channel, are one. */
const ALIKE = 42;
/** Pixels of a block that must not be transparent. */
const OPAQUE = 4;
/** Steps up in WordNet to a word that is much like another in colour. */
const CLIMB = 3;

const channels = (value: number): number[] =>
  [value >> 10 & 31, value >> 5 & 31, value & 31].map((level) => Math.round(level * 255 / 31));
const distance = (a: readonly number[], b: readonly number[]): number =>
  Math.hypot(...a.map((value, c) => value - b[c]!));

/** A picture of 36×36, as `coloursOf` makes it, in few colours and coarse. */
export function coarsePicture(values: Uint16Array): WordColours {
  const counts = new Map<number, number>();
  for (const value of values) if (value !== 0) counts.set(value, (counts.get(value) ?? 0) + 1);
  const colours: number[][] = [];
  for (const [value] of [...counts].sort((a, b) => b[1] - a[1])) {
    const colour = channels(value);
    if (colours.length < MOST_COLOURS && colours.every((other) => distance(other, colour) > ALIKE)) {
      colours.push(colour);
    }
  }
  const nearest = (value: number): number => {
    const distances = colours.map((colour) => distance(colour, channels(value)));
    return distances.indexOf(Math.min(...distances));
  };
  const cells = Int8Array.from({ length: SIDE * SIDE }, (_, i) => {
    const votes = new Map<number, number>();
    let opaque = 0;
    for (let p = 0; p < BLOCK * BLOCK; p++) {
      const x = i % SIDE * BLOCK + p % BLOCK, y = Math.floor(i / SIDE) * BLOCK + Math.floor(p / BLOCK);
      const value = values[y * SKETCH_SIDE + x]!;
      if (value === 0) continue;
      opaque++;
      const colour = nearest(value);
      votes.set(colour, (votes.get(colour) ?? 0) + 1);
    }
    return opaque < OPAQUE ? -1 : [...votes].reduce((best, vote) => vote[1] > best[1] ? vote : best)[0];
  });
  return { colours, cells };
}

/** A picture of bands, which fills its box. */
function banded(word: string): WordColours {
  const bands = HAND_COLOURS.get(word) ?? [], all = bands.reduce((sum, { parts }) => sum + parts, 0);
  const rows = bands.flatMap(({ parts }, i) => Array<number>(parts).fill(i));
  return {
    colours: bands.map(({ colour }) => colour),
    cells: Int8Array.from(
      { length: SIDE * SIDE },
      (_, i) => rows[Math.floor((Math.floor(i / SIDE) + 0.5) / SIDE * all)]!,
    ),
  };
}

/** The table for some words of pictures with names; of a word's pictures the first come first. */
export function colourTable(
  words: readonly string[],
  named: ReadonlyMap<string, readonly WordColours[]>,
): ColourTable {
  const pictures: ReturnType<typeof packedPicture>[] = [], places = new Map<string, number>();
  const placeOf = (picture: WordColours): number => {
    const packed = packedPicture(picture), key = packed.colours + packed.cells;
    const known = places.get(key);
    if (known !== undefined) return known;
    places.set(key, pictures.length);
    return pictures.push(packed) - 1;
  };
  const own = (word: string): readonly WordColours[] =>
    HAND_COLOURS.has(word)
      ? [...(named.get(word) ?? []).slice(0, MOST_PICTURES), banded(word)]
      : (named.get(word) ?? []).slice(0, MOST_PICTURES);
  const standIns = standInsBy([...HAND_COLOURS.keys(), ...named.keys()]);
  const found: Record<string, number[]> = {};
  for (const word of words) {
    const like = standIns(word).find((other) => own(other).length > 0);
    if (like !== undefined) found[word] = own(like).map(placeOf);
  }
  return { pictures, words: found };
}

/** For a word those that it may have its colours from: itself, what it is a kind of by its last word, then by WordNet. */
function standInsBy(coloured: readonly string[]): (word: string) => string[] {
  const { synsets, synset } = openWordNet();
  const wordOf = new Map<number, string>();
  for (const word of coloured) {
    const [first] = synsets(word);
    if (first !== undefined && !wordOf.has(first)) wordOf.set(first, word);
  }
  return (word) => {
    const head = word.split(" ").at(-1)!;
    const found = [word, singular(word), head, singular(head)];
    let frontier = synsets(singular(word)).slice(0, 1);
    for (let step = 0; step < CLIMB; step++) {
      frontier = frontier.flatMap((offset) => synset(offset).hypernyms);
      found.push(...frontier.flatMap((offset) => wordOf.get(offset) ?? []));
    }
    return found;
  };
}
