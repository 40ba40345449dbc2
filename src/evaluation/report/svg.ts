import type { Estimate } from "../statistics.ts";
import { figure, percent } from "./numbers.ts";

/** What a mark stands for; the style sheet gives each role its colour. */
export type Role = "ceiling" | "model" | "baseline" | "floor";

/** Text made safe to stand in HTML, between tags or in an attribute. */
export function escapeHtml(text: string): string {
  const entities: Record<string, string> = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    '"': "&quot;",
    "'": "&#39;",
  };
  return text.replace(/[&<>"']/g, (character) => entities[character]!);
}

export const WIDTH = 720;
/** Height of a line of text, and room for labels of the axes. */
const LINE = 26;
export const [LEFT, RIGHT, TOP, BOTTOM] = [52, 16, 28, 40];

/** Horizontal bars of shares, each with its 95 % interval. */
export function barChart(
  title: string,
  bars: readonly { name: string; role: Role; estimate: Estimate }[],
): string {
  const left = 280, right = 64;
  const most = Math.max(0.05, ...bars.map(({ estimate }) => estimate.high));
  const x = (share: number) => left + (WIDTH - left - right) * share / most;
  const marks = bars.map(({ name, role, estimate: { value, low, high } }, i) => {
    const y = i * LINE, middle = y + LINE / 2;
    return text(left - 8, middle + 4, name, "end") +
      `<rect class="${role}" x="${left}" y="${y + 5}" width="${round(x(value) - left)}" height="${
        LINE - 10
      }"/>` +
      `<path class="interval" d="M${round(x(low))} ${middle}H${round(x(high))}"/>` +
      text(x(high) + 6, middle + 4, percent(value), "start");
  });
  return svg(title, bars.length * LINE, marks.join(""));
}

/** Histograms of values from 0 to 1, one above the other, as shares of each series. */
export function histograms(
  title: string,
  series: readonly { name: string; role: Role; values: readonly number[] }[],
  threshold: { value: number; name: string },
  bins = 25,
): string {
  const height = 84, left = LEFT, plot = WIDTH - left - RIGHT;
  const rows = series.map(({ name, role, values }, row) => {
    const counts = new Array<number>(bins).fill(0);
    for (const value of values) counts[Math.min(bins - 1, Math.floor(value * bins))]!++;
    const most = Math.max(1, ...counts), base = (row + 1) * height;
    const bars = counts.map((count, bin) => {
      const tall = count / most * (height - 34);
      return count === 0 ? "" : `<rect class="${role}" x="${round(left + bin * plot / bins + 1)}" ` +
        `y="${round(base - tall)}" width="${round(plot / bins - 2)}" height="${round(tall)}"/>`;
    });
    return `<path class="axis" d="M${left} ${base}H${WIDTH - RIGHT}"/>` + bars.join("") +
      text(WIDTH - RIGHT, base - height + 24, `${name} (${values.length})`, "end");
  });
  const base = series.length * height, limit = left + threshold.value * plot;
  const ticks = [0, 0.25, 0.5, 0.75, 1].map((at) =>
    text(left + at * plot, base + 18, `${100 * at} %`, at === 1 ? "end" : "middle")
  );
  const mark = `<path class="threshold" d="M${round(limit)} 8V${base}"/>` +
    text(limit + 6, 18, threshold.name, "start");
  return svg(title, base + 26, rows.join("") + ticks.join("") + mark);
}

/** Shares by label, sorted: a bar for real art, a dot for the model. */
export function labelChart(title: string, labels: readonly { real: number; model: number }[]): string {
  const sorted = labels.toSorted((a, b) => b.real - a.real || b.model - a.model);
  const height = 200, step = (WIDTH - LEFT - RIGHT) / Math.max(1, sorted.length);
  const y = (share: number) => TOP + (height - TOP - 10) * (1 - share);
  const marks = sorted.map(({ real, model }, i) => {
    const x = LEFT + i * step;
    return `<rect class="ceiling" x="${round(x)}" y="${round(y(real))}" width="${round(step * 0.8)}" ` +
      `height="${round(y(0) - y(real))}"/>` +
      `<circle class="model" cx="${round(x + step * 0.4)}" cy="${round(y(model))}" r="2"/>`;
  });
  const ticks = [0, 0.5, 1].map((at) => text(LEFT - 8, y(at) + 4, `${100 * at} %`, "end"));
  return svg(title, height, marks.join("") + ticks.join("") + axes(TOP, y(0)));
}

/** Curves over training steps; `points` in order of x. */
export function lineChart(
  title: string,
  xName: string,
  series: readonly { name: string; role: Role; points: readonly { x: number; y: number }[] }[],
): string {
  const height = 240, points = series.flatMap((one) => one.points);
  const maxX = Math.max(1, ...points.map(({ x }) => x)), maxY = Math.max(1e-9, ...points.map(({ y }) => y));
  const x = (value: number) => LEFT + (WIDTH - LEFT - RIGHT) * value / maxX;
  const y = (value: number) => height - BOTTOM - (height - BOTTOM - TOP) * value / maxY;
  const curves = series.map(({ name, role, points }, i) => {
    const path = points.map((point) => `${round(x(point.x))} ${round(y(point.y))}`).join("L");
    const key = LEFT + 12 + i * Math.min(220, (WIDTH - LEFT) / series.length);
    return (path === "" ? "" : `<path class="curve ${role}" d="M${path}"/>`) +
      `<path class="curve ${role}" d="M${key} 12h18"/>` + text(key + 24, 16, name, "start");
  });
  const ticks = [0, 0.5, 1].map((at) =>
    text(LEFT - 8, y(at * maxY) + 4, figure(at * maxY), "end") +
    text(x(at * maxX), height - BOTTOM + 18, String(Math.round(at * maxX)), at === 1 ? "end" : "middle")
  );
  const name = text((LEFT + WIDTH) / 2, height - 6, xName, "middle");
  return svg(title, height, axes(TOP, height - BOTTOM) + curves.join("") + ticks.join("") + name);
}

/** A picture as wide as a page's column. */
export function svg(title: string, height: number, content: string): string {
  return `<svg viewBox="0 0 ${WIDTH} ${height}" role="img"><title>${
    escapeHtml(title)
  }</title>${content}</svg>`;
}

export function axes(top: number, bottom: number): string {
  return `<path class="axis" d="M${LEFT} ${top}V${round(bottom)}H${WIDTH - RIGHT}"/>`;
}

export function text(x: number, y: number, content: string, anchor: "start" | "middle" | "end"): string {
  return `<text x="${round(x)}" y="${round(y)}" text-anchor="${anchor}">${escapeHtml(content)}</text>`;
}

export function round(value: number): string {
  return String(Number(value.toFixed(1)));
}
