/** Drawings that move a little: frames made of the cells of one drawing. */
import { hash01 } from "../base/hash.ts";
import { columnsOf } from "./lines.ts";
import { type Motion, MOTIONS } from "./motions.ts";
import { outsideOf } from "./outside.ts";
import type { CellColours } from "./render/colour.ts";

/** A picture of several, all of one size, with the colours of its cells if the drawing has any. */
export interface Frame {
  lines: readonly string[];
  colours?: CellColours;
}

/** Moving frames, and how long each is shown, in milliseconds. */
export interface Moving {
  motion: Motion;
  frames: Frame[];
  delay: number;
}

/** Columns and lines that a motion needs besides the drawing. */
export const ROOM: Readonly<Record<Motion, { width: number; height: number }>> = {
  bob: { width: 0, height: 1 },
  wave: { width: 2, height: 0 },
  blink: { width: 0, height: 0 },
  snow: { width: 0, height: 0 },
  twinkle: { width: 0, height: 0 },
};

const WORDS: Readonly<Record<Exclude<Motion, "blink">, string>> = {
  wave:
    "flag,fish,ghost,jellyfish,seaweed,snake,kite,flame,fire,octopus,eel,banner,goldfish,shark,dolphin,whale,ribbon,wave,grass",
  snow:
    "snowman,snow,snowflake,igloo,christmas tree,santa,santa claus,reindeer,sled,sledge,penguin,mountain,polar bear,pine tree,fir",
  twinkle:
    "star,moon,diamond,gem,ring,crown,galaxy,planet,night,stars,magic wand,fairy,unicorn,saturn,sparkles,treasure chest,rocket",
  bob: "boat,ship,sailboat,duck,balloon,hot air balloon,buoy,canoe,rowboat,swan,submarine,yacht,ufo,airplane",
};
const MOTION_OF: ReadonlyMap<string, Motion> = new Map(
  MOTIONS.flatMap((motion) =>
    motion === "blink" ? [] : WORDS[motion].split(",").map((word) => [word, motion] as const)
  ),
);

/** How a thing moves by its nature; undefined for one that is not known to. */
export const motionOf = (word: string): Motion | undefined => MOTION_OF.get(word);

/** Where a cell of a frame is from: a cell of the drawing by row and column, or a character of its own. */
type Source = readonly [row: number, column: number] | string;

/** Rows and columns of eyes: two of one kind in a row, with nothing beside them, the first such row. */
export function eyesOf(lines: readonly string[]): [number, number][] {
  for (const [row, line] of lines.entries()) {
    for (const eye of ["o", "O", "@", "0"]) {
      const found = [...line].flatMap((character, column) => character === eye ? [column] : []);
      const isApart = found.length === 2 && found.every((column) => isAlone(line, column));
      if (isApart && found[1]! - found[0]! > 1) return found.map((column) => [row, column]);
    }
  }
  return [];
}

const isAlone = (line: string, column: number): boolean =>
  [column - 1, column + 1].every((beside) => !/[\p{L}\p{N}]/u.test(line[beside] ?? " "));

/** Frames of a drawing, and the blanks around it, for a page of `width` columns at most; the seed says where snow falls. */
export function framesOf(
  lines: readonly string[],
  { motion, seed, colours }: { motion: Motion; seed: number; colours?: CellColours },
): Moving {
  const width = columnsOf(lines), height = lines.length;
  const room = ROOM[motion];
  const inked = lines.map((line) => Array.from(line.padEnd(width)));
  const outside = outsideOf(width, height, (row, column) => inked[row]![column] === " ");
  const isOutside: IsOutside = (row, column) =>
    column < 0 || column >= width || outside[row * width + column] === 1;
  const frame = (source: (row: number, column: number) => Source): Frame =>
    made(inked, width + room.width, height + room.height, source, colours);
  switch (motion) {
    case "bob":
      return {
        motion,
        delay: 500,
        frames: [0, 1].map((down) => frame((row, column) => [row - down, column])),
      };
    case "wave": {
      const sway = (row: number, step: number) =>
        Math.round(1 + Math.sin((step / 8 - row / 7) * 2 * Math.PI));
      return {
        ...{ motion, delay: 120 },
        frames: Array.from(
          { length: 8 },
          (_, step) => frame((row, column) => [row, column - sway(row, step)]),
        ),
      };
    }
    case "blink": {
      const eyes = eyesOf(lines);
      const isEye = (row: number, column: number) => eyes.some(([y, x]) => y === row && x === column);
      const open = frame((row, column) => [row, column]);
      const shut = frame((row, column) => isEye(row, column) ? "-" : [row, column]);
      return { motion, delay: 250, frames: [...Array<Frame>(7).fill(open), shut] };
    }
    case "snow":
      return { motion, delay: 200, frames: steps(8).map((step) => frame(falling(isOutside, seed, step))) };
    case "twinkle":
      return { motion, delay: 250, frames: steps(4).map((step) => frame(twinkling(isOutside, seed, step))) };
  }
}

const steps = (count: number): number[] => Array.from({ length: count }, (_, step) => step);

type IsOutside = (row: number, column: number) => boolean;

/** Share of columns in which a flake falls, and lines from one to the next. */
const FLAKES = 0.3, APART = 8;

/** Flakes fall a line each step, behind the drawing. */
function falling(isOutside: IsOutside, seed: number, step: number) {
  return (row: number, column: number): Source => {
    const chance = hash01(`snow ${column}`, seed);
    const isFlake = chance < FLAKES && (row - step + Math.floor(chance * 1e6)) % APART === 0;
    return isFlake && isOutside(row, column) ? (chance < FLAKES / 2 ? "*" : ".") : [row, column];
  };
}

/** Share of blank cells in which something twinkles, and what it is step by step. */
const SPARKS = 0.02, SPARK = [" ", ".", "+", "."];

function twinkling(isOutside: IsOutside, seed: number, step: number) {
  return (row: number, column: number): Source => {
    const chance = hash01(`spark ${row} ${column}`, seed);
    const isSpark = chance < SPARKS && [-1, 0, 1].every((by) => isOutside(row, column + by));
    return isSpark ? SPARK[(step + Math.floor(chance * 1e6)) % SPARK.length]! : [row, column];
  };
}

function made(
  inked: readonly (readonly string[])[],
  columns: number,
  rows: number,
  source: (row: number, column: number) => Source,
  colours: CellColours | undefined,
): Frame {
  const values = new Uint8Array(3 * columns * rows), own = new Uint8Array(columns * rows);
  const lines = Array.from({ length: rows }, (_, row) =>
    Array.from({ length: columns }, (_, column) => {
      const from = source(row, column);
      if (typeof from === "string") return from;
      const [y, x] = from, at = colours && x < colours.columns && x >= 0 ? y * colours.columns + x : -1;
      if (colours !== undefined && at >= 0 && colours.own?.[at] === 1) {
        own[row * columns + column] = 1;
        values.set(colours.values.subarray(3 * at, 3 * at + 3), 3 * (row * columns + column));
      }
      return inked[y]?.[x] ?? " ";
    }).join("").trimEnd());
  return { lines, ...colours && { colours: { columns, values, own, onBlack: colours.onBlack } } };
}
