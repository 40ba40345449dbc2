/** Places of things, and what moves them. */
import type { Look } from "./look.ts";
import type { Span } from "./silhouette.ts";

/** A thing in its place, in units of which the largest thing has one; y goes down from the ground at 0. */
export interface Placed extends Look {
  /** Index of its thing. */
  thing: number;
  x: number;
  y: number;
  width: number;
  height: number;
  /** What is higher is drawn later, and hides what is behind it. */
  depth: number;
  /** Whether it is no thing but a stroke that belongs to one. */
  isStroke?: true;
}

/** Blank between things side by side. */
export const GAP = 0.1;

/** The box around things; a blank one where there are none. */
export function boxOf(
  parts: readonly Placed[],
): { x: number; y: number; width: number; height: number; bottom: number } {
  if (parts.length === 0) return { x: 0, y: 0, width: 0, height: 0, bottom: 0 };
  const x = Math.min(...parts.map((part) => part.x)), y = Math.min(...parts.map((part) => part.y));
  const right = Math.max(...parts.map((part) => part.x + part.width));
  const bottom = Math.max(...parts.map((part) => part.y + part.height));
  return { x, y, width: right - x, height: bottom - y, bottom };
}

/** A place on a thing in the scene's units. */
export function placeOf(
  { x, y, width, height }: Placed,
  place: Span & { bottom?: number },
): Span & { bottom?: number } {
  return {
    left: x + place.left * width,
    right: x + place.right * width,
    top: y + place.top * height,
    ...place.bottom !== undefined && { bottom: y + place.bottom * height },
  };
}

/** Moves things together, in place. */
export function shift(parts: readonly Placed[], x: number, y: number): void {
  for (const part of parts) {
    part.x += x;
    part.y += y;
  }
}

export const lift = (parts: readonly Placed[], by: number) => shift(parts, 0, -by);

export function move(parts: readonly Placed[], x: number, y: number, depth: number): Placed[] {
  return parts.map((part) => ({ ...part, x: part.x + x, y: part.y + y, depth: part.depth + depth }));
}

export function scaled(parts: readonly Placed[], by: number): Placed[] {
  return parts.map((part) => ({
    ...part,
    x: part.x * by,
    y: part.y * by,
    width: part.width * by,
    height: part.height * by,
  }));
}

export function toTheRight(members: readonly Placed[], others: readonly Placed[], gap = GAP): Placed[] {
  if (others.length === 0) return [...members];
  const over = boxOf(others), box = boxOf(members);
  return move(members, over.x + over.width + gap - box.x, over.bottom - box.bottom, 0);
}

export function toTheLeft(members: readonly Placed[], others: readonly Placed[], gap: number): Placed[] {
  const over = boxOf(others), box = boxOf(members);
  return move(members, over.x - gap - box.width - box.x, over.bottom - box.bottom, 0);
}

export function inTheSky(members: readonly Placed[], others: readonly Placed[]): Placed[] {
  const over = boxOf(others), box = boxOf(members);
  return move(members, over.x + over.width + GAP - box.x, over.y - box.y, -9);
}

/** What is to be put somewhere, and what there is already that it is put to. */
export interface Putting {
  members: Placed[];
  anchors: Placed[];
  labelOf(one: Placed): string;
}

/** What is no stroke. */
export const things = (parts: readonly Placed[]): Placed[] => parts.filter(({ isStroke }) => !isStroke);

/** Nothing is made smaller than this to fit something else. */
export const SMALLEST = 0.5;
export const bounded = (scale: number): number => Math.max(SMALLEST, Math.min(1, scale));
