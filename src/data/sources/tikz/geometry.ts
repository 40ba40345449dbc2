/** x' = ax + cy + e, y' = bx + dy + f. */
export type Matrix = readonly [a: number, b: number, c: number, d: number, e: number, f: number];
export type Point = readonly [x: number, y: number];

export const IDENTITY: Matrix = [1, 0, 0, 1, 0, 0];

/** First `inner`, then `outer`. */
export function compose(outer: Matrix, inner: Matrix): Matrix {
  const [a, b, c, d, e, f] = inner;
  const [x, y] = apply(outer, [e, f]);
  const [ux, uy] = turn(outer, [a, b]), [vx, vy] = turn(outer, [c, d]);
  return [ux, uy, vx, vy, x, y];
}

export const apply = (
  [a, b, c, d, e, f]: Matrix,
  [x, y]: Point,
): Point => [a * x + c * y + e, b * x + d * y + f];
const turn = ([a, b, c, d]: Matrix, [x, y]: Point): Point => [a * x + c * y, b * x + d * y];

export function rotation(degrees: number): Matrix {
  const [cos, sin] = [Math.cos(degrees * Math.PI / 180), Math.sin(degrees * Math.PI / 180)];
  return [cos, sin, -sin, cos, 0, 0];
}

/** A curve from the point before: two control points and its end. */
export type Cubic = readonly [Point, Point, Point];

/** An arc of an ellipse around `centre`, in cubic curves of at most a quarter each, as its first point and the curves. */
export function arc(
  centre: Point,
  radii: Point,
  start: number,
  end: number,
): { first: Point; curves: Cubic[] } {
  const parts = Math.max(1, Math.ceil(Math.abs(end - start) / 90 - 1e-9));
  const step = (end - start) / parts * Math.PI / 180, reach = 4 / 3 * Math.tan(step / 4);
  const at = (angle: number, along: number): Point => [
    centre[0] + radii[0] * (Math.cos(angle) - along * Math.sin(angle)),
    centre[1] + radii[1] * (Math.sin(angle) + along * Math.cos(angle)),
  ];
  const from = start * Math.PI / 180;
  return {
    first: at(from, 0),
    curves: Array.from({ length: parts }, (_, i): Cubic => {
      const [a, b] = [from + i * step, from + (i + 1) * step];
      return [at(a, reach), at(b, -reach), at(b, 0)];
    }),
  };
}

/** Share of the way between its neighbours that the handles of a point of a smooth plot have, for a tension of 1 (PGF). */
const HANDLE = 0.2775;

/** The smooth curve through points that PGF draws: its curves from the first point on. */
export function smooth(points: readonly Point[], tension: number, closed: boolean): Cubic[] {
  const count = points.length;
  const handle = (i: number): Point => {
    if (!closed && (i === 0 || i === count - 1)) return [0, 0];
    const [before, after] = [points[(i + count - 1) % count]!, points[(i + 1) % count]!];
    return [HANDLE * tension * (after[0] - before[0]), HANDLE * tension * (after[1] - before[1])];
  };
  return Array.from({ length: closed ? count : count - 1 }, (_, i): Cubic => {
    const next = (i + 1) % count;
    const [here, there, a, b] = [points[i]!, points[next]!, handle(i), handle(next)];
    return [[here[0] + a[0], here[1] + a[1]], [there[0] - b[0], there[1] - b[1]], there];
  });
}

/** Half a parabola with a vertical axis, from its vertex to another point or back. */
export function parabola(from: Point, to: Point, vertex: "from" | "to"): Cubic {
  const middle: Point = [(from[0] + to[0]) / 2, vertex === "from" ? from[1] : to[1]];
  const toMiddle = ([x, y]: Point): Point => [x + (middle[0] - x) * 2 / 3, y + (middle[1] - y) * 2 / 3];
  return [toMiddle(from), toMiddle(to), to];
}
