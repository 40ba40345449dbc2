import { apply, arc, type Cubic, type Matrix, parabola, type Point, smooth } from "./geometry.ts";
import { length, pair, TikzError } from "./options.ts";

const TOKEN = /\s+|--|\.\.|\((?:[^()]|\([^()]*\))*\)|\[[^\]]*\]|\{[^}]*\}|[a-z]+/gy;

/** A path's text in parts: brackets with what is in them, words, "--" and "..". Throws a TikzError for anything else. */
function tokensOf(text: string): string[] {
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  for (let end = 0; end < text.length; end = TOKEN.lastIndex) {
    const token = TOKEN.exec(text)?.[0];
    if (token === undefined) throw new TikzError(`"${text.slice(end, end + 12)}" is no part of a path`);
    if (token.trim() !== "") tokens.push(token);
  }
  return tokens;
}

const inside = (token: string | undefined): string => token?.slice(1, -1) ?? "";

/**
 * The data of an SVG path, with y upwards, for a path of TikZ: moves, lines, curves, arcs, circles, ellipses, rectangles,
 * parabolas, smooth plots and edges. `nodes` are the known places, to which the path's own are added. Throws a TikzError for
 * what is not understood.
 */
export function pathData(text: string, unit: number, matrix: Matrix, nodes: Map<string, Point>): string {
  const tokens = tokensOf(text);
  let at = 0;
  let current: Point = [0, 0];
  let start: Point = [0, 0];
  const data: string[] = [];
  const number = (value: number) => String(Number(value.toFixed(4)));
  const emit = (letter: string, ...points: Point[]) =>
    data.push(letter + points.map((point) => apply(matrix, point).map(number).join(" ")).join(" "));
  const move = (to: Point) => {
    emit("M", to);
    start = current = to;
  };
  const curve = (...curves: Cubic[]) => curves.forEach((points) => emit("C", ...points));
  /** The place that brackets name, by its node or its coordinates. */
  const place = (token: string): Point => nodes.get(inside(token).trim()) ?? pair(inside(token), ",", unit);
  const point = (): Point => {
    const token = tokens[at++] ?? "";
    return token === "cycle" ? start : place(token);
  };
  /** A closed shape leaves the current point where it is. */
  const ellipse = (radii: Point) => {
    const { first, curves } = arc(current, radii, 0, 360);
    emit("M", first);
    curve(...curves);
    data.push("Z");
    emit("M", current);
  };
  const operations: Record<string, () => void> = {
    "--": () => {
      const closing = tokens[at] === "cycle";
      current = point();
      if (closing) data.push("Z");
      else emit("L", current);
    },
    "..": () => {
      if (tokens[at++] !== "controls") throw new TikzError('".." without controls');
      const first = point();
      const second = tokens[at] === "and" ? (at++, point()) : first;
      if (tokens[at++] !== "..") throw new TikzError("a curve without an end");
      const closing = tokens[at] === "cycle";
      current = point();
      emit("C", first, second, current);
      if (closing) data.push("Z");
    },
    circle: () => {
      const radius = length(inside(tokens[at++]), unit);
      ellipse([radius, radius]);
    },
    ellipse: () => ellipse(pair(inside(tokens[at++]), "and", unit)),
    arc: () => {
      const [from = "", to = "", radii = ""] = inside(tokens[at++]).split(":");
      const size = radii.includes("and") ? pair(radii, "and", unit) : undefined;
      const [rx, ry] = size ?? [length(radii, unit), length(radii, unit)];
      const angle = Number(from) * Math.PI / 180;
      const centre: Point = [current[0] - rx * Math.cos(angle), current[1] - ry * Math.sin(angle)];
      const { curves } = arc(centre, [rx, ry], Number(from), Number(to));
      curve(...curves);
      current = curves.at(-1)![2];
    },
    rectangle: () => {
      const [from, to] = [current, point()];
      emit("M", from);
      emit("L", [to[0], from[1]], to, [from[0], to[1]]);
      data.push("Z");
      move(to);
    },
    parabola: () => {
      if (tokens[at] !== "bend") {
        const to = point();
        curve(parabola(current, to, "from"));
        current = to;
        return;
      }
      at++;
      const [bend, to] = [point(), point()];
      curve(parabola(current, bend, "to"), parabola(bend, to, "from"));
      current = to;
    },
    plot: () => {
      const options = tokens[at]?.startsWith("[") ? inside(tokens[at++]) : "";
      if (tokens[at++] !== "coordinates") throw new TikzError("a plot without coordinates");
      const points = tokensOf(inside(tokens[at++])).map(place);
      if (points.length === 0) return;
      move(points[0]!);
      const tension = Number(/tension\s*=\s*([\d.]+)/.exec(options)?.[1] ?? 0.5);
      const closed = /smooth cycle/.test(options);
      curve(...smooth(points, /smooth/.test(options) ? tension : 0, closed));
      if (closed) data.push("Z");
      current = points.at(-1)!;
    },
    edge: () => {
      const from = current;
      emit("M", from);
      emit("L", point());
      emit("M", from);
    },
    node: () => {
      if (tokens[at]?.startsWith("[")) at++;
      const name = inside(tokens[at++]).trim();
      if (tokens[at] === "at") {
        at++;
        nodes.set(name, point());
      } else nodes.set(name, current);
      if (tokens[at]?.startsWith("{")) at++;
    },
  };
  while (at < tokens.length) {
    const token = tokens[at]!;
    if (token.startsWith("(")) move(point());
    else {
      at++;
      const operation = operations[token];
      if (operation === undefined) throw new TikzError(`"${token}" is no operation of a path`);
      operation();
    }
  }
  return data.join("");
}
