import { givenColumns, hasColour, terminalColumns, terminalLines } from "../terminal.ts";
import type { Room } from "./plotter.ts";

/** Columns off a terminal. */
const COLUMNS = 80;

/** Room for a plot of so many lines, or as many as the terminal has, but for what stands around it. */
export function plotRoom(lines?: number): Room {
  const columns = terminalColumns() ?? givenColumns() ?? COLUMNS;
  return {
    columns,
    lines: lines ?? Math.max(8, Math.min(20, (terminalLines() ?? 24) - 6)),
    colour: hasColour(),
  };
}
