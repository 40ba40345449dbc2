/** What is on the easel: drawings as they come to be, by what an engine tells of them. */
import type { DrawEvent, StudioDrawing } from "../engine.ts";

/** How probable a character was, by its place in the text. */
export interface Cell {
  row: number;
  column: number;
  probability: number;
}

/** A drawing in the making, or a finished one. */
export interface Work {
  /** What was told of its text so far. */
  text: string;
  cells: readonly Cell[];
  drawing?: StudioDrawing;
}

const NEW: Work = { text: "", cells: [] };

/** The works after some events. */
export function told(works: readonly Work[], events: readonly DrawEvent[]): Work[] {
  const all = [...works];
  for (const event of events) {
    if (event.type === "done") continue;
    if (all.length === 0 || all.at(-1)?.drawing !== undefined) all.push(NEW);
    const work = all.pop() ?? NEW;
    all.push(after(work, event));
  }
  return all;
}

function after(work: Work, event: Exclude<DrawEvent, { type: "done" }>): Work {
  switch (event.type) {
    case "text":
      return { ...work, text: work.text + event.text };
    case "cell": {
      const { row, column, probability } = event;
      return { ...work, cells: [...work.cells, { row, column, probability }] };
    }
    case "drawing":
      return { ...work, drawing: event.drawing };
  }
}

/** The lines of a work as far as they are there. */
export const linesOf = ({ text, drawing }: Work): readonly string[] =>
  drawing?.lines ?? text.replace(/\n$/, "").split("\n");

/**
 * How probable each character of the lines was, by its row and column; undefined where that is not known: the engine did not
 * tell, or a later try was kept.
 */
export function surenessOf(work: Work): Map<string, number> | undefined {
  const { cells, text, drawing } = work;
  const kept = drawing?.confidence;
  // What was put around a drawing, such as a border, was never in doubt, and moves all else.
  if (kept !== undefined && drawing?.lines.every((line, row) => line.length === kept[row]?.length)) {
    return new Map(
      kept.flatMap((row, i) => row.map((probability, column) => [`${i} ${column}`, probability])),
    );
  }
  if (cells.length === 0) return undefined;
  const shift = drawing === undefined ? 0 : shiftOf(text, drawing.text);
  if (shift === undefined) return undefined;
  return new Map(cells.map(({ row, column, probability }) => [`${row} ${column + shift}`, probability]));
}

/** Columns that a text was moved by to become another; undefined where it became something else. */
function shiftOf(from: string, to: string): number | undefined {
  const [before, after] = [from, to].map((text) => {
    const lines = text.replace(/\s+$/, "").split("\n");
    const margin = Math.min(...lines.filter((line) => line.trim() !== "").map((line) => line.search(/\S/)));
    return { margin, bare: lines.map((line) => line.slice(margin).trimEnd()).join("\n") };
  });
  if (before === undefined || after === undefined || before.bare !== after.bare) return undefined;
  return after.margin - before.margin;
}

/** Of 0 to 9, how unsure: 0 is sure, 9 a guess. */
export const doubtOf = (probability: number): number =>
  Math.min(9, Math.floor((1 - Math.max(0, Math.min(1, probability))) * 10));

/** How sure it was, in a sentence. */
export function summaryOf(sureness: ReadonlyMap<string, number>, lines: readonly string[]): string {
  const all = [...sureness];
  const mean = all.reduce((sum, [, probability]) => sum + probability, 0) / all.length;
  const [place, least] = all.reduce((a, b) => b[1] < a[1] ? b : a);
  const [row = 0, column = 0] = place.split(" ").map(Number);
  const character = lines[row]?.[column] ?? " ";
  return `On average ${percent(mean)} sure of a character; least of ${
    character === " " ? "a blank" : `“${character}”`
  } in line ${row + 1}, ${percent(least)}.`;
}

const percent = (share: number) => `${(100 * share).toFixed(share < 0.1 ? 1 : 0)} %`;
