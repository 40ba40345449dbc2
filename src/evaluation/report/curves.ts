/** Curves of several series, each in a colour of its own, over axes with round numbers. */
import { PICTURE_STYLE } from "./style.ts";
import { axes, BOTTOM, LEFT, RIGHT, round, svg, text, TOP, WIDTH } from "./svg.ts";
import { type Axis, axisOver, shareOf, tickNames, ticksOf } from "./ticks.ts";

/** A point of a curve. */
export interface Point {
  x: number;
  y: number;
}

/** A curve, its points in order of x. */
export interface Series {
  name: string;
  points: readonly Point[];
  /** Whether it is something to compare with, drawn dashed. */
  reference?: boolean;
}

/** What a plot is of. */
export interface Plot {
  title: string;
  xName: string;
  yName: string;
  series: readonly Series[];
  logX?: boolean;
  logY?: boolean;
}

/** Colours that there are; later series take them again. */
export const COLOURS = 8;
const HEIGHT = 300;
/** Ticks of each axis at most; columns of a key, and its line height. */
const TICKS = 6, KEYS = 3, KEY = 18;

/** The axes of a plot. */
export function axesOf({ series, logX = false, logY = false }: Plot): { x: Axis; y: Axis } {
  const points = series.flatMap(({ points }) => points);
  return { x: axisOver(points.map(({ x }) => x), logX), y: axisOver(points.map(({ y }) => y), logY) };
}

/** Points that can be drawn. */
export const drawable = ({ points }: Series, { x: { log: logX }, y: { log: logY } }: { x: Axis; y: Axis }) =>
  points.filter(({ x, y }) =>
    Number.isFinite(x) && Number.isFinite(y) && (!logX || x > 0) && (!logY || y > 0)
  );

/** Curves as SVG, to stand in a page. */
export function curveChart(plot: Plot): string {
  const { title, xName, yName, series } = plot, axis = axesOf(plot);
  const keys = Math.ceil(series.length / KEYS) * KEY, top = TOP + keys, bottom = HEIGHT + keys - BOTTOM;
  const x = (value: number) => LEFT + (WIDTH - LEFT - RIGHT) * shareOf(axis.x, value);
  const y = (value: number) => bottom - (bottom - top) * shareOf(axis.y, value);
  const curves = series.map((one, i) => {
    const { name, reference = false } = one;
    const style = `class="curve c${i % COLOURS}${reference ? " reference" : ""}"`;
    const path = drawable(one, axis).map((point) => `${round(x(point.x))} ${round(y(point.y))}`).join("L");
    const left = LEFT + (i % KEYS) * (WIDTH - LEFT) / KEYS, line = TOP + Math.floor(i / KEYS) * KEY;
    return (path === "" ? "" : `<path ${style} d="M${path}${path.includes("L") ? "" : "h0.1"}"/>`) +
      `<path ${style} d="M${round(left)} ${line - 4}h18"/>` + text(left + 24, line, name, "start");
  });
  const [xTicks, yTicks] = [ticksOf(axis.x, TICKS), ticksOf(axis.y, TICKS)];
  const [xNames, yNames] = [tickNames(xTicks), tickNames(yTicks)];
  const marks = [
    ...yTicks.map((tick, i) =>
      `<path class="grid" d="M${LEFT} ${round(y(tick))}H${WIDTH - RIGHT}"/>` +
      text(LEFT - 6, y(tick) + 4, yNames[i]!, "end")
    ),
    ...xTicks.map((tick, i) =>
      text(x(tick), bottom + 18, xNames[i]!, x(tick) > WIDTH - RIGHT - 20 ? "end" : "middle")
    ),
  ];
  const names = text((LEFT + WIDTH) / 2, bottom + 34, xName, "middle") + text(0, 12, yName, "start");
  return svg(title, bottom + BOTTOM, marks.join("") + axes(top, bottom) + curves.join("") + names);
}

/** Curves as an SVG file. */
export function curveFile(plot: Plot): string {
  return curveChart(plot).replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ')
    .replace("</title>", `</title><style>${PICTURE_STYLE}</style>`) + "\n";
}
