/** What is put on a finished drawing cell by cell, since a sketch is too coarse for it: patterns, moods, lines of sight. */
import { columnsOf, padded } from "../../../art/lines.ts";
import type { Scene } from "../../../words/scene/parse.ts";
import type { Attribute, Mood } from "../../../words/scene/phrases.ts";
import { moodOf } from "./face.ts";

export const TEXTURES = ["black", "striped", "spotted"] as const satisfies readonly Attribute[];
export type Texture = typeof TEXTURES[number];

export const textureOf = (attributes: readonly Attribute[]): Texture | undefined =>
  TEXTURES.find((texture) => attributes.includes(texture));

/** A place, as shares of the drawing's width and height. */
interface Point {
  x: number;
  y: number;
}

export type Mark =
  /** Pixels of what a thing shows of its inside, `width` by `height` for the whole drawing. */
  | { kind: "texture"; texture: Texture; mask: Uint8Array; width: number; height: number }
  /** Eyes with their heights, and the chin. */
  | {
    kind: "mood";
    of: string;
    mood: Mood;
    left: Point;
    right: Point;
    eye: number;
    chin: number;
    isMouthSeen: boolean;
  }
  | { kind: "sight"; from: Point; to: Point };

/** Whether a scene's drawing is marked when it is finished. */
export const isMarked = ({ things, relations }: Scene): boolean =>
  relations.some(({ kind }) => kind === "looking at") ||
  things.some(({ attributes }) => textureOf(attributes) !== undefined || moodOf(attributes) !== undefined);

/** A drawing with marks; tells of those that there was no room for. Lines become no longer than the longest. */
export function withMarks(
  drawing: readonly string[],
  marks: readonly Mark[],
): { lines: string[]; missed: string[] } {
  const columns = columnsOf(drawing), missed: string[] = [];
  const cells = drawing.map((line) => [...padded(line, columns)]);
  for (const mark of marks) {
    if (mark.kind === "texture") fill(cells, mark);
    else if (mark.kind === "sight") look(cells, mark);
    else if (!express(cells, mark)) {
      missed.push(`there is no room for a face that is ${mark.mood}: draw it larger`);
    }
  }
  return { lines: cells.map((line) => line.join("").trimEnd()), missed };
}

type Cells = string[][];

/** Points of a cell to each side that must lie within what is filled. */
const POINTS = 3;

const PATTERNS: Readonly<Record<Texture, (row: number, column: number) => string>> = {
  black: () => "#",
  striped: (_, column) => column % 4 === 0 ? "|" : " ",
  spotted: (row, column) => row % 2 === 0 && (column + 3 * (row / 2 % 2)) % 6 === 0 ? "o" : " ",
};

/** Puts a pattern where a thing is blank inside. */
function fill(cells: Cells, { texture, mask, width, height }: Mark & { kind: "texture" }): void {
  cells.forEach((line, row) =>
    line.forEach((character, column) => {
      if (character !== " ") return;
      for (let i = 0; i < POINTS * POINTS; i++) {
        const x = Math.floor((column + (i % POINTS + 0.5) / POINTS) / line.length * width);
        const y = Math.floor((row + (Math.floor(i / POINTS) + 0.5) / POINTS) / cells.length * height);
        if (!mask[y * width + x]) return;
      }
      line[column] = PATTERNS[texture](row, column);
    })
  );
}

/** Columns between dots of a line of sight. */
const DOTS = 3;

/** Puts dots from one who looks to what is looked at, where nothing else is. */
function look(cells: Cells, { from, to }: Mark & { kind: "sight" }): void {
  const [rows, columns] = [cells.length, cells[0]?.length ?? 0];
  const across = (to.x - from.x) * columns, down = (to.y - from.y) * rows;
  const steps = Math.max(1, Math.floor(Math.max(Math.abs(across) / DOTS, Math.abs(down))));
  for (let step = 0; step <= steps; step++) {
    const column = Math.floor(from.x * columns + across * step / steps);
    const line = cells[Math.floor(from.y * rows + down * step / steps)];
    if (line?.[column] === " ") line[column] = ".";
  }
}

/** Columns of a mouth. */
const MOUTH = { least: 5, most: 15 };

/** Puts brows and a mouth into a face; false where it is too small for that. */
function express(
  cells: Cells,
  { mood, left, right, eye, chin, isMouthSeen }: Mark & { kind: "mood" },
): boolean {
  const [rows, columns] = [cells.length, cells[0]?.length ?? 0];
  const cell = ({ x, y }: Point) => ({ row: Math.floor(y * rows), column: Math.floor(x * columns) });
  const [a, b] = [cell(left), cell(right)], top = Math.floor((left.y - eye / 2) * rows);
  const bottom = Math.floor((left.y + eye / 2) * rows), last = Math.floor(chin * rows) - 2;
  const apart = b.column - a.column;
  if (apart < 3 || last - bottom < 2) return false;
  const width = Math.max(MOUTH.least, Math.min(MOUTH.most, apart + 1 - apart % 2));
  const middle = (a.column + b.column) / 2,
    row = Math.min(last - 1, Math.round(bottom + 0.55 * (last - bottom)));
  const flat = "-".repeat(width - 4);
  const mouth = mood === "happy"
    ? [`\\${" ".repeat(width - 2)}/`, ` \`${flat}' `]
    : [` .${flat}. `, `/${" ".repeat(width - 2)}\\`];
  if (isMouthSeen) mouth.forEach((text, i) => put(cells, row + i, middle, text));
  if (mood === "happy") return true;
  const falling = apart < 8 ? "`-_" : "``-__", rising = apart < 8 ? "_-'" : "__-''";
  put(cells, top - 1, a.column, mood === "angry" ? falling : rising);
  put(cells, top - 1, b.column, mood === "angry" ? rising : falling);
  if (mood === "sad" && bottom + 1 < row) put(cells, bottom + 1, a.column, "o");
  return true;
}

/** Writes a text about a column. */
function put(cells: Cells, row: number, middle: number, text: string): void {
  const line = cells[row], from = Math.round(middle - (text.length - 1) / 2);
  if (line === undefined) return;
  [...text].forEach((character, i) => {
    if (from + i >= 0 && from + i < line.length) line[from + i] = character;
  });
}
