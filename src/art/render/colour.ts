/** Colours of a drawing's cells, and how a terminal is told of them. */

/** The colour of each cell: red, green and blue, 0 to 255, in rows of `columns`. */
export interface CellColours {
  columns: number;
  values: Uint8Array;
  /** 1 for a cell that has a colour; others are in the ground's ink. All have one unless told otherwise. */
  own?: Uint8Array;
  /** Whether they are meant for a black ground, not a white one. */
  onBlack: boolean;
}

/** Bits of a colour that a terminal shows: 16 colours, 256, or all. */
export type ColourDepth = 4 | 8 | 24;

const RESET = "\x1b[0m";
/** Select Graphic Rendition's number of the terminal's own ink. */
const DEFAULT = "39";
/** Levels of the cube of 6×6×6 colours, and the greys after it (xterm's 256 colours, from 16 on). */
const LEVELS = [0, 95, 135, 175, 215, 255];
const GREYS = Array.from({ length: 24 }, (_, i) => 8 + 10 * i);
/** The sixteen colours as xterm shows them; users choose their own, so 256 colours do without. */
const SIXTEEN = [
  ...[[0, 0, 0], [205, 0, 0], [0, 205, 0], [205, 205, 0], [0, 0, 238], [205, 0, 205], [0, 205, 205]],
  ...[[229, 229, 229], [127, 127, 127], [255, 0, 0], [0, 255, 0], [255, 255, 0], [92, 92, 255], [
    255,
    0,
    255,
  ]],
  ...[[0, 255, 255], [255, 255, 255]],
];

const nearest = (values: readonly number[], value: number) =>
  values.reduce((best, level, i) => Math.abs(level - value) < Math.abs(values[best]! - value) ? i : best, 0);
const distance = (a: readonly number[], b: readonly number[]) =>
  a.reduce((sum, value, c) => sum + (value - b[c]!) ** 2, 0);

/** Parameters of Select Graphic Rendition for characters of a colour. */
function rendition(colour: readonly number[], depth: ColourDepth): string {
  if (depth === 24) return `38;2;${colour.join(";")}`;
  if (depth === 8) {
    const cube = colour.map((value) => nearest(LEVELS, value));
    const grey = nearest(GREYS, colour.reduce((sum, value) => sum + value, 0) / 3);
    const isGrey = distance(colour, GREYS.slice(grey, grey + 1).flatMap((level) => [level, level, level])) <
      distance(colour, cube.map((level) => LEVELS[level]!));
    return `38;5;${isGrey ? 232 + grey : 16 + 36 * cube[0]! + 6 * cube[1]! + cube[2]!}`;
  }
  const index = nearest(SIXTEEN.map((each) => distance(colour, each)), 0);
  return `${index < 8 ? 30 + index : 82 + index}`;
}

/** Characters of one colour, or in the ground's ink. */
interface Run {
  column: number;
  text: string;
  colour: readonly number[] | undefined;
}

const isSame = (a: Run["colour"], b: Run["colour"]) =>
  a === undefined || b === undefined ? a === b : distance(a, b) === 0;

/** The runs of a line's characters of one colour, from the first ink on; spaces go with what is before them. */
export function colourRuns(line: string, row: number, { columns, values, own }: CellColours): Run[] {
  const runs: Run[] = [];
  Array.from(line, (character, column) => {
    const at = row * columns + column, last = runs.at(-1);
    if (last === undefined && character === " ") return;
    const colour = own?.[at] === 0 ? undefined : [...values.subarray(3 * at, 3 * at + 3)];
    if (last !== undefined && (character === " " || isSame(last.colour, colour))) {
      last.text += character;
    } else runs.push({ column, text: character, colour });
  });
  return runs;
}

/** Lines for terminals with colours, each character in that of its cell. Every line resets what it set. */
export function colourLines(lines: readonly string[], colours: CellColours, depth: ColourDepth): string[] {
  return lines.map((line, row) => {
    const runs = colourRuns(line, row, colours);
    if (runs.length === 0) return line;
    let now = DEFAULT, out = " ".repeat(runs[0]!.column);
    for (const { text, colour } of runs) {
      const next = colour === undefined ? DEFAULT : rendition(colour, depth);
      if (next !== now) out += `\x1b[${now = next}m`;
      out += text;
    }
    return out + RESET;
  });
}

/** A colour for HTML and SVG. */
export const hexColour = (colour: readonly number[]): string =>
  `#${colour.map((value) => value.toString(16).padStart(2, "0")).join("")}`;
