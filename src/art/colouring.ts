/** Colours for drawings: where a colour picture of the same thing has which, fitted to the drawing's silhouette. */
import { isBlank } from "./lines.ts";
import { outsideOf } from "./outside.ts";
import type { PlacedThing } from "./render/artwork.ts";
import type { CellColours } from "./render/colour.ts";

/** Cells on a side of a colour picture. */
export const COLOUR_SIDE = 12;

/** A picture as its colours, coarse: over its box, in rows, an index of `colours` a cell, or -1 where there is nothing. */
export interface ColourPicture {
  /** Red, green and blue, 0 to 255. */
  colours: readonly (readonly number[])[];
  /** COLOUR_SIDE² of them. */
  cells: Int8Array;
}

/** A part of a drawing that shows one thing, as shares of its box, and the pictures that its colours may be of. */
export interface ColouredThing extends Pick<PlacedThing, "x" | "y" | "width" | "height"> {
  pictures: readonly ColourPicture[];
}

/** Where a drawing stands within lines that have more around it. */
export interface Place {
  column: number;
  row: number;
  width: number;
  height: number;
}

/** OKLab of a colour: lightness from 0 to 1, and two axes of hue (Ottosson 2020). */
export function oklab(colour: readonly number[]): [number, number, number] {
  const [r = 0, g = 0, b = 0] = colour.map((value) => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

/** The colour of OKLab values, each channel within 0 and 255. */
function rgb([lightness, a, b]: readonly [number, number, number]): number[] {
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ].map((share) => {
    const value = share <= 0.0031308 ? 12.92 * share : 1.055 * Math.max(0, share) ** (1 / 2.4) - 0.055;
    return Math.min(255, Math.max(0, Math.round(255 * value)));
  });
}

/** Less of a hue than this is grey, which is drawn in the ink. */
const GREY = 0.04;
/** Lightness within which a colour is seen on the ground: of a terminal both white and black are likely. */
const SEEN = { white: [0, 0.72], black: [0.55, 1], terminal: [0.5, 0.78] } as const;

export type Ground = keyof typeof SEEN;

/** A colour that can be read on a ground, its hue kept; undefined for a grey. */
export function legible(colour: readonly number[], ground: Ground): number[] | undefined {
  const [lightness, a, b] = oklab(colour);
  if (Math.hypot(a, b) < GREY) return undefined;
  const [least, most] = SEEN[ground];
  return rgb([Math.min(most, Math.max(least, lightness)), a, b]);
}

/** Which cells of a part are ink or enclosed by it, as COLOUR_SIDE² samples of its box. */
function silhouetteOf(lines: readonly (readonly string[])[], box: Place): Uint8Array {
  const { column, row, width, height } = box;
  const outside = outsideOf(width, height, (y, x) => isBlank(lines[row + y]?.[column + x] ?? " "));
  const sample = (i: number, length: number) => Math.floor((i + 0.5) * length / COLOUR_SIDE);
  return Uint8Array.from({ length: COLOUR_SIDE ** 2 }, (_, i) => {
    const x = sample(i % COLOUR_SIDE, width), y = sample(Math.floor(i / COLOUR_SIDE), height);
    return 1 - outside[y * width + x]!;
  });
}

const mirrored = ({ colours, cells }: ColourPicture): ColourPicture => ({
  colours,
  cells: cells.map((_, i) => cells[i - i % COLOUR_SIDE + COLOUR_SIDE - 1 - i % COLOUR_SIDE]!),
});

/** How much of both a silhouette and a picture fill together is filled by both. */
function overlap(silhouette: Uint8Array, { cells }: ColourPicture): number {
  let both = 0, either = 0;
  cells.forEach((cell, i) => {
    const here = cell >= 0 ? 1 : 0, there = silhouette[i]!;
    both += here & there;
    either += here | there;
  });
  return either === 0 ? 0 : both / either;
}

/** The picture of some, or its mirror image, that fills the same places; of equals the first. */
function fitting(pictures: readonly ColourPicture[], silhouette: Uint8Array): ColourPicture | undefined {
  let best: ColourPicture | undefined, most = -1;
  for (const picture of pictures.flatMap((each) => [each, mirrored(each)])) {
    const share = overlap(silhouette, picture);
    if (share > most) [most, best] = [share, picture];
  }
  return best;
}

/** Cells from a grey one to the hue beside it. */
const BESIDE = 1.6;
/** A picture with more of its cells in grey is grey by nature: a penguin. */
const MOSTLY = 0.5;

/**
 * Finds the colour of a picture at a place, or at the nearest where it has any, as it is seen on a ground; undefined for the
 * ink. Outlines of many pictures are black, and a drawing is all outlines: so where there is grey, a hue beside it is taken.
 */
function colourFinder({ colours, cells }: ColourPicture) {
  /** A grey has none. */
  const seen = colours.map((colour) => legible(colour, "white"));
  const filled = cells.filter((cell) => cell >= 0), inHue = filled.filter((cell) => seen[cell] !== undefined);
  const isGreyByNature = inHue.length < (1 - MOSTLY) * filled.length;
  const nearest = (x: number, y: number, counts: (cell: number) => boolean) => {
    let best: number | undefined, least = Infinity;
    cells.forEach((cell, i) => {
      if (cell < 0 || !counts(cell)) return;
      const distance = Math.hypot(i % COLOUR_SIDE + 0.5 - x, Math.floor(i / COLOUR_SIDE) + 0.5 - y);
      if (distance < least) [least, best] = [distance, cell];
    });
    return { cell: best, distance: least };
  };
  return (x: number, y: number): number[] | undefined => {
    const any = nearest(x, y, () => true);
    if (any.cell === undefined || seen[any.cell] !== undefined || isGreyByNature) return seen[any.cell ?? -1];
    const hued = nearest(x, y, (cell) => seen[cell] !== undefined);
    return hued.distance < any.distance + BESIDE ? seen[hued.cell ?? -1] : undefined;
  };
}

/**
 * Colours of a drawing's cells, as they are seen on white; what is around it, and what has no hue, is in the ink. The last of several things that a
 * cell may belong to is in front.
 */
export function colouring(
  lines: readonly string[],
  place: Place,
  things: readonly ColouredThing[],
): CellColours {
  const characters = lines.map((line) => Array.from(line));
  const columns = Math.max(0, ...characters.map(({ length }) => length));
  const values = new Uint8Array(3 * columns * lines.length), own = new Uint8Array(columns * lines.length);
  const taken = new Uint8Array(own.length);
  for (const thing of things) {
    const box = {
      column: Math.floor(place.column + thing.x * place.width),
      row: Math.floor(place.row + thing.y * place.height),
      width: Math.max(1, Math.ceil(thing.width * place.width)),
      height: Math.max(1, Math.ceil(thing.height * place.height)),
    };
    const picture = fitting(thing.pictures, silhouetteOf(characters, box));
    if (picture === undefined) continue;
    const colourAt = colourFinder(picture);
    for (let row = box.row; row < Math.min(lines.length, box.row + box.height); row++) {
      for (let column = box.column; column < Math.min(columns, box.column + box.width); column++) {
        const x = (column - box.column + 0.5) / box.width * COLOUR_SIDE;
        const y = (row - box.row + 0.5) / box.height * COLOUR_SIDE;
        const at = row * columns + column;
        // What is behind shows beside what is in front.
        if (taken[at] && picture.cells[Math.floor(y) * COLOUR_SIDE + Math.floor(x)]! < 0) continue;
        taken[at] = 1;
        const seen = colourAt(x, y);
        own[at] = seen === undefined ? 0 : 1;
        if (seen !== undefined) values.set(seen, 3 * at);
      }
    }
  }
  return { columns, values, own, onBlack: false };
}

/** Colours that are seen on white, as they are seen on a terminal. */
export function forTerminal(colours: CellColours): CellColours {
  const { values, own } = colours;
  const seen = values.slice();
  own?.forEach((has, at) => {
    const colour = has ? legible([...values.subarray(3 * at, 3 * at + 3)], "terminal") : undefined;
    if (colour !== undefined) seen.set(colour, 3 * at);
  });
  return { ...colours, values: seen };
}
