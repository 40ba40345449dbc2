/** Curves in characters: dots of braille, or, where colours cannot tell several curves apart, a letter for each. */
import { axesOf, COLOURS, drawable, type Plot } from "../../evaluation/report/curves.ts";
import { type Axis, shareOf, tickNames, ticksOf } from "../../evaluation/report/ticks.ts";
import type { Span } from "../terminal.ts";

/** Room for a plot, and whether there are colours. */
export interface Room {
  columns: number;
  /** Lines of the plot itself; axes, names and key come besides. */
  lines: number;
  colour: boolean;
}

/** Columns and lines of the plot itself at least: where there is less, there is no plot. */
const LEAST = { columns: 8, lines: 2 };
/** Columns for a tick of each axis. */
const TICK_COLUMNS = 12, TICK_LINES = 4;
const LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
/** First code point of braille, and the bit of each dot of a cell, by line and column. */
const BRAILLE = 0x2800;
const DOTS: readonly (readonly number[])[] = [[0x01, 0x08], [0x02, 0x10], [0x04, 0x20], [0x40, 0x80]];

/** Where dots are set: which curve was the last to be there, and which dots of each cell. */
interface Canvas {
  columns: number;
  lines: number;
  owner: Int16Array;
  dots: Uint8Array;
  /** Dots of a cell across and down. */
  across: number;
  down: number;
}

/** Lines of a plot, none longer than the room is wide. */
export function plotLines(plot: Plot, { columns, lines, colour }: Room): Span[][] {
  const axis = axesOf(plot);
  const yTicks = ticksOf(axis.y, Math.max(3, Math.floor(lines / TICK_LINES) + 1));
  const names = tickNames(yTicks);
  const labels = new Map(yTicks.map((tick, i) => [lineOf(axis.y, tick, lines), names[i]!]));
  const margin = Math.max(0, ...[...labels.values()].map(({ length }) => length));
  const width = columns - margin - 2;
  if (width < LEAST.columns || lines < LEAST.lines) return [fitted(["no room for a plot"], columns)];
  const lettered = plot.series.length > 1 && !colour;
  const canvas = drawn(plot, axis, { width, lines, lettered });
  const body = Array.from({ length: lines }, (_, line) => {
    const label = labels.get(line);
    return [
      `${(label ?? "").padStart(margin)} ${label === undefined ? "│" : "┤"}`,
      ...cellsOf(canvas, line, lettered),
    ];
  });
  return [
    [plot.title],
    ...body,
    ...axisLines(axis.x, width).map((line) => [" ".repeat(margin + 1) + line]),
    ...keyOf(plot, columns, lettered),
  ].map((line) => fitted(line, columns));
}

const lineOf = (axis: Axis, value: number, lines: number): number =>
  Math.min(lines - 1, Math.floor((1 - shareOf(axis, value)) * lines));

/** The curves as dots. */
function drawn(
  plot: Plot,
  axis: { x: Axis; y: Axis },
  { width, lines, lettered }: { width: number; lines: number; lettered: boolean },
): Canvas {
  const [across, down] = lettered ? [1, 1] : [2, 4];
  const canvas: Canvas = {
    ...{ columns: width, lines, across, down },
    owner: new Int16Array(width * lines).fill(-1),
    dots: new Uint8Array(width * lines),
  };
  const [right, bottom] = [width * across - 1, lines * down - 1];
  for (const [number, series] of plot.series.entries()) {
    let last: [number, number] | undefined;
    for (const { x, y } of drawable(series, axis)) {
      const at: [number, number] = [
        Math.round(shareOf(axis.x, x) * right),
        Math.round((1 - shareOf(axis.y, y)) * bottom),
      ];
      line(canvas, last ?? at, at, number);
      last = at;
    }
  }
  return canvas;
}

/** Sets the dots from one place to another (Bresenham's line). */
function line(canvas: Canvas, [x0, y0]: [number, number], [x1, y1]: [number, number], number: number): void {
  const [dx, dy] = [Math.abs(x1 - x0), -Math.abs(y1 - y0)],
    [sx, sy] = [Math.sign(x1 - x0), Math.sign(y1 - y0)];
  let [x, y, error] = [x0, y0, dx + dy];
  for (;;) {
    const { columns, across, down, owner, dots } = canvas;
    const cell = Math.floor(y / down) * columns + Math.floor(x / across);
    owner[cell] = number;
    dots[cell]! |= DOTS[y % down]![x % across]!;
    if (x === x1 && y === y1) return;
    const twice = 2 * error;
    if (twice >= dy) [error, x] = [error + dy, x + sx];
    if (twice <= dx) [error, y] = [error + dx, y + sy];
  }
}

/** A line of the canvas, in pieces of one colour each. */
function cellsOf({ columns, owner, dots }: Canvas, line: number, lettered: boolean): Span[] {
  const spans: { text: string; owner: number }[] = [];
  for (let column = 0; column < columns; column++) {
    const cell = line * columns + column, own = owner[cell]!;
    const text = own < 0 ? " " : lettered ? letterOf(own) : String.fromCodePoint(BRAILLE + dots[cell]!);
    const last = spans.at(-1);
    if (last !== undefined && (last.owner === own || own < 0)) last.text += text;
    else spans.push({ text, owner: own });
  }
  const last = spans.at(-1);
  if (last !== undefined) last.text = last.text.trimEnd();
  return spans.map(({ text, owner }) => owner < 0 ? text : { text, colour: owner % COLOURS });
}

const letterOf = (number: number): string => LETTERS[number % LETTERS.length]!;

/** The axis below, and its ticks. */
function axisLines(axis: Axis, width: number): string[] {
  const rule = new Array<string>(width).fill("─"), numbers = new Array<string>(width).fill(" ");
  let free = 0;
  const ticks = ticksOf(axis, Math.max(2, Math.floor(width / TICK_COLUMNS))), names = tickNames(ticks);
  for (const [i, tick] of ticks.entries()) {
    const at = Math.round(shareOf(axis, tick) * (width - 1)), text = names[i]!;
    const start = Math.min(Math.max(0, at - (text.length >> 1)), width - text.length);
    if (start < free || start < 0) continue;
    rule[at] = "┴";
    numbers.splice(start, text.length, ...text);
    free = start + text.length + 1;
  }
  return [`└${rule.join("")}`, ` ${numbers.join("")}`.trimEnd()];
}

/** Which curve is which, where there are several. */
function keyOf({ series }: Plot, columns: number, lettered: boolean): Span[][] {
  if (series.length < 2) return [];
  const lines: Span[][] = [];
  let used = Infinity;
  for (const [number, { name }] of series.entries()) {
    const mark = lettered ? letterOf(number) : "━━", length = mark.length + 1 + [...name].length;
    if (used + length + 3 > columns) {
      lines.push([]);
      used = 0;
    }
    const line = lines.at(-1)!;
    line.push(used === 0 ? "" : "   ", { text: mark, colour: number % COLOURS }, ` ${name}`);
    used += length + (used === 0 ? 0 : 3);
  }
  return lines;
}

/** A line that is cut where the room ends. */
function fitted(line: readonly Span[], columns: number): Span[] {
  let left = columns;
  return line.flatMap((span): Span[] => {
    const text = typeof span === "string" ? span : "bold" in span ? span.bold : span.text;
    const characters = [...text];
    const kept = characters.length <= left ? text : characters.slice(0, left).join("");
    left -= Math.min(left, characters.length);
    if (kept === "") return [];
    return [typeof span === "string" ? kept : "bold" in span ? { bold: kept } : { ...span, text: kept }];
  });
}
