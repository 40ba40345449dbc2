import { compose, IDENTITY, type Matrix, type Point, rotation } from "./geometry.ts";

/** What is no TikZ, or more of it than is understood here. */
export class TikzError extends Error {}

/** Centimetres of the units that lengths may have. */
const UNITS: Record<string, number> = { cm: 1, mm: 0.1, pt: 2.54 / 72.27, in: 2.54 };

/** A length in centimetres; `unit` is what a bare number counts. Throws a TikzError for anything else. */
export function length(text: string, unit: number): number {
  const [, number, name] = /^\s*([+-]?(?:\d+\.?\d*|\.\d+))\s*(cm|mm|pt|in)?\s*$/.exec(text) ?? [];
  if (number === undefined) throw new TikzError(`"${text}" is no length`);
  return Number(number) * (name === undefined ? unit : UNITS[name]!);
}

/** Two lengths with `separator` between them; the second one may be missing after an "and". */
export function pair(text: string, separator: "," | "and", unit: number): Point {
  const [x = "", y = ""] = text.split(separator);
  return [length(x, unit), length(y.trim() === "" && separator === "and" ? x : y, unit)];
}

/** How a path is painted. */
export interface Paint {
  /** Where it is filled: white or black. */
  fill: "white" | "black" | undefined;
  /** Its stroke, if it has one. */
  stroke: "white" | "black" | undefined;
  matrix: Matrix;
}

/** White hides what it covers; whatever else is ink. */
const colour = (name: string): "white" | "black" => name.trim() === "white" ? "white" : "black";

/** The options of a path, as far as its picture depends on them. `stroke` tells whether it is drawn without any. */
export function readOptions(text: string, paint: Paint, unit: number): Paint {
  let { fill, stroke, matrix } = paint;
  for (const option of splitOptions(text)) {
    const [key = "", value] = option.split(/=(.*)/s).map((part) => part.trim());
    if (key === "fill") fill = value === "none" ? undefined : colour(value ?? "black");
    else if (key === "draw") stroke = value === "none" ? undefined : colour(value ?? "black");
    else if (key === "color" || value === undefined && /^(white|black|gray|red|blue)$/.test(key)) {
      const painted = colour(value ?? key);
      if (fill !== undefined) fill = painted;
      if (stroke !== undefined) stroke = painted;
    } else matrix = compose(matrix, transformation(key, value ?? "", unit));
  }
  return { fill, stroke, matrix };
}

function transformation(key: string, value: string, unit: number): Matrix {
  switch (key) {
    case "rotate":
      return rotation(Number(value));
    case "scale":
      return [Number(value), 0, 0, Number(value), 0, 0];
    case "xscale":
      return [Number(value), 0, 0, 1, 0, 0];
    case "yscale":
      return [1, 0, 0, Number(value), 0, 0];
    case "xshift":
      return [1, 0, 0, 1, length(value, UNITS["pt"]!), 0];
    case "yshift":
      return [1, 0, 0, 1, 0, length(value, UNITS["pt"]!)];
    case "shift":
      return [1, 0, 0, 1, ...pair(value.replace(/[{}()]/g, ""), ",", unit)];
    case "cm": {
      const [a = "", b = "", c = "", d = "", ...shift] = value.replace(/^\{|\}$/g, "").split(",");
      return [
        number(a),
        number(b),
        number(c),
        number(d),
        ...pair(shift.join().replace(/[()]/g, ""), ",", unit),
      ];
    }
    default:
      return IDENTITY;
  }
}

/** A number, or the sine or cosine of one in degrees. */
function number(text: string): number {
  const [, sign, name, angle] = /^\s*(-?)(sin|cos)\((.*)\)\s*$/.exec(text) ?? [];
  if (name === undefined) return Number(text);
  const radians = Number(angle) * Math.PI / 180;
  return (sign === "-" ? -1 : 1) * (name === "sin" ? Math.sin(radians) : Math.cos(radians));
}

/** Cut at commas that stand in no brackets. */
function splitOptions(text: string): string[] {
  const options: string[] = [];
  let depth = 0, start = 0;
  for (let i = 0; i <= text.length; i++) {
    const character = text[i];
    if (character === "{" || character === "(") depth++;
    if (character === "}" || character === ")") depth--;
    if (character === undefined || character === "," && depth === 0) {
      options.push(text.slice(start, i).trim());
      start = i + 1;
    }
  }
  return options.filter((option) => option !== "");
}
