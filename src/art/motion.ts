/** Drawings that move a little: frames made of the cells of one drawing. */
import { hash01 } from "../base/hash.ts";
import { columnsOf, isBlank, padded, standing, widthOf } from "./lines.ts";
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

/** What stands in a column of a line, and how many code points are before it there, by which colours are counted. */
interface Cell {
  text: string;
  row: number;
  index: number;
}

/** Beside a drawing, where there are no colours. */
const BLANK: Cell = { text: " ", row: 0, index: Number.MAX_SAFE_INTEGER - 1 };

/** A line by its columns: behind what is wide there is a cell of no text. */
function cellsOf(line: string, row: number): Cell[] {
  const cells = Array.from({ length: widthOf(line) }, (): Cell => ({ text: "", row, index: 0 }));
  for (const { text, column, index } of standing(line)) {
    const cell = cells[column];
    if (cell === undefined) continue; // what has no width, at the end
    if (cell.text === "") cell.index = index;
    cell.text += text;
  }
  return cells;
}

/** Rows and columns of eyes: two of one kind in a row, with nothing beside them, the first such row. */
export function eyesOf(lines: readonly string[]): [number, number][] {
  for (const [row, line] of lines.entries()) {
    const cells = cellsOf(line, row);
    for (const eye of ["o", "O", "@", "0"]) {
      const found = cells.flatMap(({ text }, column) => text === eye ? [column] : []);
      const isApart = found.length === 2 && found.every((column) => isAlone(cells, column));
      if (isApart && found[1]! - found[0]! > 1) return found.map((column) => [row, column]);
    }
  }
  return [];
}

const isAlone = (cells: readonly Cell[], column: number): boolean =>
  [column - 1, column + 1].every((beside) => !/[\p{L}\p{N}]/u.test(cells[beside]?.text ?? " "));

/** Frames of a drawing, and the blanks around it, for a page of `width` columns at most; the seed says where snow falls. */
export function framesOf(
  lines: readonly string[],
  { motion, seed, colours }: { motion: Motion; seed: number; colours?: CellColours },
): Moving {
  const width = columnsOf(lines), height = lines.length;
  const room = ROOM[motion];
  const cells = lines.map((line, row) => cellsOf(padded(line, width), row));
  const outside = outsideOf(width, height, (row, column) => isBlank(cells[row]![column]!.text));
  const isOutside: IsOutside = (row, column) =>
    column < 0 || column >= width || outside[row * width + column] === 1;
  const frame = (source: (row: number, column: number) => Source): Frame =>
    made(cells, width + room.width, height + room.height, source, colours);
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
  cells: readonly (readonly Cell[])[],
  width: number,
  rows: number,
  source: (row: number, column: number) => Source,
  colours: CellColours | undefined,
): Frame {
  // What is put together has more code points than columns.
  const lengths = cells.map((line) => line.reduce((sum, { text }) => sum + [...text].length - 1, 0));
  const columns = width + Math.max(0, ...lengths);
  const values = new Uint8Array(3 * columns * rows), own = new Uint8Array(columns * rows);
  const lines = Array.from({ length: rows }, (_, row) => {
    let next = row * columns;
    return Array.from({ length: width }, (_, column) => {
      const from = source(row, column);
      if (typeof from === "string") {
        next++;
        return from;
      }
      const { text, row: y, index } = cells[from[0]]?.[from[1]] ?? BLANK;
      for (let i = index, end = i + [...text].length; i < end; i++, next++) {
        const at = y * (colours?.columns ?? 0) + i;
        if (colours === undefined || i >= colours.columns || colours.own?.[at] !== 1) continue;
        own[next] = 1;
        values.set(colours.values.subarray(3 * at, 3 * at + 3), 3 * next);
      }
      return text;
    }).join("").trimEnd();
  });
  return { lines, ...colours && { colours: { columns, values, own, onBlack: colours.onBlack } } };
}
