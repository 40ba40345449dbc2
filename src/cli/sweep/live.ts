/** A sweep on a terminal: its table and its curves, drawn anew in their place. */
import type { SweepState } from "../../operations/sweep.ts";
import { cellsOf, plotOfSweep } from "../../operations/sweep/results.ts";
import { metric } from "../runs/figures.ts";
import { plotLines } from "../runs/plotter.ts";
import { plotRoom } from "../runs/room.ts";
import { tableSpans } from "../table.ts";
import { redraw, type Span, terminalLines } from "../terminal.ts";

/** Lines of the plot, of what stands around it, and of the table at least. */
const PLOT = 10, AROUND = 6, LEAST = 3;
/** Curves that can be told apart. */
const CURVES = 8;

/** Shows states of a sweep, each in the place of the one before; nothing is left of it at the end. */
export function liveSweep(): { show(state: SweepState): void; moved(by: number): void; end(): void } {
  let lines = 0;
  return {
    show(state) {
      lines = redraw(screenOf(state, terminalLines() ?? 24), lines);
    },
    /** Lines that something else has written below. */
    moved(by) {
      lines += by;
    },
    end() {
      lines = redraw([], lines);
    },
  };
}

/** What a screen of so many lines has room for: the best trials, and their curves. */
export function screenOf({ journal, results, folder }: SweepState, height: number): Span[] {
  const curves = results.runs.some(({ lines }) => lines.length > 0) && height > PLOT + AROUND + LEAST
    ? plotLines(plotOfSweep(results, CURVES), plotRoom(PLOT)).flatMap((line) => [...line, "\n"])
    : [];
  const { columns, rows } = cellsOf(results, { journal, told: metric });
  const room = Math.max(LEAST, height - AROUND - (curves.length > 0 ? PLOT + 4 : 0));
  // What is at work is shown whatever it came to.
  const working = rows.filter((_, i) => i >= room && results.trials[i]!.state === "running");
  const shown = [...rows.slice(0, Math.max(1, room - working.length)), ...working];
  const done = results.trials.filter(({ state }) => state === "finished" || state === "failed").length;
  const more = rows.length > shown.length ? `, ${rows.length - shown.length} more` : "";
  return [
    { bold: `${folder}: ${done} of ${rows.length} trials done${more}` },
    "\n",
    ...tableSpans({ columns, rows: shown }),
    ...curves,
  ];
}
