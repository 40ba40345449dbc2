import { CELL_HEIGHT, CELL_WIDTH } from "./coverage.ts";
import type { Box, Ink } from "./ink.ts";
import type { Placement } from "./match.ts";

/** A dot of a line picture, such as an eye: centre and radius. */
export interface Dot {
  x: number;
  y: number;
  radius: number;
}

/** Shapes of at most this many stroke widths on their longer side are dots. */
const LARGEST = 1.7;

/** Separate spots of ink that are about as wide as the picture's strokes; all lengths in pixels. */
export function findDots(ink: Ink, thickness: number): Dot[] {
  const { width, height, data } = ink;
  const seen = new Uint8Array(data.length);
  const dots: Dot[] = [];
  for (let start = 0; start < data.length; start++) {
    if (seen[start] || data[start]! <= 0.5) continue;
    let [left, right, top, bottom] = [width, 0, height, 0];
    const stack = [start];
    seen[start] = 1;
    for (let i = stack.pop(); i !== undefined; i = stack.pop()) {
      const x = i % width;
      const y = Math.floor(i / width);
      [left, right] = [Math.min(left, x), Math.max(right, x)];
      [top, bottom] = [Math.min(top, y), Math.max(bottom, y)];
      for (const [dx, dy] of [[1, 0], [-1, 0], [0, 1], [0, -1]] as const) {
        const [nx, ny] = [x + dx, y + dy];
        const next = ny * width + nx;
        if (nx < 0 || ny < 0 || nx >= width || ny >= height || seen[next] || data[next]! <= 0.5) continue;
        seen[next] = 1;
        stack.push(next);
      }
    }
    const [w, h] = [right - left + 1, bottom - top + 1];
    if (Math.max(w, h) <= LARGEST * thickness && Math.min(w, h) >= 0.4 * thickness) {
      dots.push({ x: left + w / 2, y: top + h / 2, radius: (w + h) / 4 });
    }
  }
  return dots;
}

/** SVG elements that take dots out of a picture; those too large for one character become rings. */
export function withoutDots(dots: Dot[], scale: number, pen: number): string {
  return dots.map(({ x, y, radius }) => {
    const ring = glyphFor(radius * scale) === null;
    const ink = ring ? `stroke="black" stroke-width="${pen}"` : 'stroke="none"';
    return `<circle cx="${x}" cy="${y}" r="${ring ? radius : radius * 1.25}" fill="white" ${ink}/>`;
  }).join("");
}

/** Least radius of a dot in a sketch, in pixels: nobody overlooks an eye, but a network may overlook a pixel. */
const LEAST = 1.4;

/** SVG elements that draw dots as large as they are, and not too small for a sketch of that side of the box. */
export function drawnDots(dots: Dot[], box: Box, side: number): string {
  return dots.map(({ x, y, radius }) => {
    const [rx, ry] = [box.width, box.height].map((length) => Math.max(radius, LEAST * length / side));
    return `<ellipse cx="${x}" cy="${y}" rx="${rx}" ry="${ry}" fill="black"/>`;
  }).join("");
}

/** The character for a dot of a radius in half pixels, or null where one character is too small. */
function glyphFor(radius: number): string | null {
  const diameter = 2 * radius;
  if (diameter > 1.9 * CELL_HEIGHT) return null;
  return diameter > 1.3 * CELL_HEIGHT ? "O" : diameter > 0.45 * CELL_HEIGHT ? "o" : ".";
}

/**
 * Writes each dot's character over the drawing; with `even` the right half mirrors the left. Dots are in the
 * picture's half pixels.
 */
export function stampDots(
  lines: string[],
  dots: Dot[],
  at: Placement,
  columns: number,
  even: boolean,
): string[] {
  const cells = lines.map((line) => [...line.padEnd(columns)]);
  for (const { x, y, radius } of dots) {
    const glyph = glyphFor(radius);
    const row = cells[Math.floor((y + at.y) / CELL_HEIGHT)];
    const column = Math.floor((x + at.x) / CELL_WIDTH);
    if (glyph === null || row === undefined || column < 0 || column >= columns) continue;
    if (even && column > (columns - 1) / 2) continue;
    row[column] = glyph;
    if (even) row[columns - 1 - column] = glyph;
  }
  return cells.map((row) => row.join(""));
}
