/** The numbers that runs wrote, as curves. */
import type { MetricLine } from "../service/answers.ts";

/** What a curve may stand over, by the names of its numbers. */
export const OVER = { step: "steps", minutes: "minutes", tokens: "positions" } as const;
export type Over = keyof typeof OVER;
export const isOver = (name: string): name is Over => Object.hasOwn(OVER, name);

export interface Curve {
  name: string;
  points: readonly (readonly [x: number, y: number])[];
}

/** Lines with one more: of its type, what a resumed run wrote before of the steps that it took again is gone. */
export function withLine(lines: readonly MetricLine[], line: MetricLine): MetricLine[] {
  const step = Number(line["step"]);
  const last = lines.findLast(({ type }) => type === line["type"]);
  const retaken = last !== undefined && Number(last["step"]) >= step;
  const kept = retaken
    ? lines.filter((other) => other["type"] !== line["type"] || Number(other["step"]) < step)
    : lines;
  return [...kept, line];
}

/** Names of the numbers that may be plotted, the losses first. */
export function metricNames(lines: readonly MetricLine[]): string[] {
  const names = new Set(
    lines.flatMap((line) =>
      Object.entries(line).flatMap(([name, value]) => typeof value === "number" ? [name] : [])
    ),
  );
  const all = [...names].filter((name) => !isOver(name));
  return [...all.filter((name) => isLoss(name, all)), ...all.filter((name) => !isLoss(name, all))];
}

/** Whether a number is a loss: that on unseen or seen data, or the one of training that they are told of. */
const isLoss = (name: string, all: readonly string[]): boolean =>
  /(?:Uns|S)een$/.test(name) || all.includes(`${name}Unseen`) || name === "loss";

/** The losses of a run, which are what one wants to see first. */
export function lossesOf(lines: readonly MetricLine[]): string[] {
  const names = metricNames(lines);
  const losses = names.filter((name) => isLoss(name, names));
  return losses.length > 0
    ? losses
    : names.filter((name) => !/rate|norm|second|tensors|bytes/i.test(name)).slice(0, 1);
}

export const curveOf = (lines: readonly MetricLine[], metric: string, over: Over): Curve["points"] =>
  lines.flatMap((line) => {
    const [x, y] = [line[over], line[metric]];
    return typeof x === "number" && typeof y === "number" ? [[x, y] as const] : [];
  });

/** A curve in a sentence, for who does not see it. */
export function toldOf({ name, points }: Curve, over: Over): string {
  const [first, last] = [points[0], points.at(-1)];
  if (first === undefined || last === undefined) return `${name}: nothing yet.`;
  const lowest = points.reduce((a, b) => b[1] < a[1] ? b : a);
  return `${name}: ${short(first[1])} at ${short(first[0])} ${OVER[over]}, ${short(last[1])} at ${
    short(last[0])
  }, lowest ${short(lowest[1])} at ${short(lowest[0])}.`;
}

/** A curve at a place, by the last point before it. */
export function toldAt({ name, points }: Curve, x: number, over: Over): string {
  const point = points.findLast(([at]) => at <= x);
  return point === undefined
    ? `${name}: nothing yet.`
    : `${name}: ${short(point[1])} at ${short(point[0])} ${OVER[over]}.`;
}

export const short = (value: number): string =>
  Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(4)));
