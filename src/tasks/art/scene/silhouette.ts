/** Where on a sketch of a thing others stand, sit, hide or are worn: all places are shares of its width and height. */
import { sideOf } from "../../../rasterise/sketch/sketch.ts";
import type { Eyes } from "./look.ts";
import type { Side } from "./pose.ts";
import { solidOf } from "./solid.ts";

/** A span of a thing's width at a height, from its left and its top. */
export interface Span {
  left: number;
  right: number;
  top: number;
}

/** A box within a thing. */
export interface Room extends Span {
  bottom: number;
}

/** First row of ink in each column of a silhouette, from the top; the side where there is none. */
function profileOf(solid: Uint8Array): number[] {
  const side = sideOf(solid);
  return Array.from({ length: side }, (_, x) => {
    let y = 0;
    while (y < side && !solid[y * side + x]) y++;
    return y;
  });
}

/** Share of the width that a place to stand on has at least, where there is one. */
const STANDING = 0.3;

/**
 * Where one stands on a thing: where its top is flattest for a good part of its width, the higher and the nearer to the middle
 * the better.
 */
export function topOf(bits: Uint8Array): Span {
  const side = sideOf(bits), profile = profileOf(solidOf(bits));
  const width = Math.round(STANDING * side);
  let best = { cost: Infinity, left: 0, top: 0 };
  for (let left = 0; left + width <= side; left++) {
    const part = profile.slice(left, left + width);
    const mean = part.reduce((sum, y) => sum + y, 0) / width;
    const rough = part.reduce((sum, y) => sum + Math.abs(y - mean), 0) / width;
    const aside = Math.abs(left + width / 2 - side / 2);
    const cost = rough * 2 + mean + aside * 0.5;
    if (cost < best.cost) best = { cost, left, top: Math.round(mean) };
  }
  let right = best.left + width, left = best.left;
  const isLevel = (x: number) => Math.abs((profile[x] ?? side) - best.top) <= side / 16;
  while (isLevel(right)) right++;
  while (left > 0 && isLevel(left - 1)) left--;
  return { left: left / side, right: right / side, top: best.top / side };
}

/** Rows of a seat, as shares of the height: neither the top of the back nor between the legs. */
const SEAT = { from: 0.3, to: 0.75 };

/** Where one sits on a thing with a back: on the longest line across it. */
export function seatOf(bits: Uint8Array): Span {
  const side = sideOf(bits);
  let best = { length: 0, left: 0, row: Math.round(side / 2) };
  for (let y = Math.round(SEAT.from * side); y < SEAT.to * side; y++) {
    let run = 0;
    for (let x = 0; x < side; x++) {
      run = bits[y * side + x] || bits[(y - 1) * side + x] ? run + 1 : 0;
      if (run > best.length) best = { length: run, left: x + 1 - run, row: y };
    }
  }
  return { left: best.left / side, right: (best.left + best.length) / side, top: best.row / side };
}

/** Width of a head in distances between its eyes. */
const HEAD = 1.9;

/**
 * Where a hat is worn: the width of the head, a little below its top. Above the eyes of a face; of a side view on the side that
 * the head is on; else where the silhouette is first as wide as a head.
 */
export function headOf(bits: Uint8Array, eyes?: Eyes, facing?: Side): Span {
  const side = sideOf(bits), profile = profileOf(solidOf(bits));
  if (eyes !== undefined) {
    const middle = (eyes.left.x + eyes.right.x) / 2, half = HEAD * (eyes.right.x - eyes.left.x) / 2;
    return { left: middle - half, right: middle + half, top: profile[Math.round(middle * side)]! / side };
  }
  const [from, to] = facing === "left" ? [0, side / 2] : facing === "right" ? [side / 2, side] : [0, side];
  const head = firstWide(bits, from, to);
  if (head !== undefined) return head;
  const top = Math.min(...profile), x = profile.indexOf(top);
  return { left: Math.max(0, x / side - 0.15), right: Math.min(1, x / side + 0.15), top: top / side };
}

/** The first run of a silhouette's rows, between two columns, that is wider than ears, antlers and raised hands. */
function firstWide(bits: Uint8Array, from: number, to: number): Span | undefined {
  const side = sideOf(bits), solid = solidOf(bits), least = side / 5;
  for (let y = 0; y < side * 0.6; y++) {
    let run = 0;
    for (let x = from; x <= to; x++) {
      if (x < to && solid[y * side + x]) run++;
      else {
        if (run >= least) return { left: (x - run) / side, right: x / side, top: y / side };
        run = 0;
      }
    }
  }
  return undefined;
}

/** Rows that a back may rise and fall by. */
const LEVEL = 1 / 10;

/** Where one rides: on the longest part of the top that is about level. */
export function backOf(bits: Uint8Array): Span {
  const side = sideOf(bits), profile = profileOf(solidOf(bits));
  let best = { length: 0, left: 0, top: 0 };
  for (let left = 0; left < side; left++) {
    let [high, low] = [profile[left]!, profile[left]!];
    for (let right = left; right < side && profile[right]! < 0.8 * side; right++) {
      high = Math.min(high, profile[right]!);
      low = Math.max(low, profile[right]!);
      if (low - high > LEVEL * side) break;
      if (right + 1 - left > best.length) best = { length: right + 1 - left, left, top: (high + low) / 2 };
    }
  }
  return { left: best.left / side, right: (best.left + best.length) / side, top: best.top / side };
}

/** Rows that arms hang in, and those where a picture without arms has its shoulder, as shares of the height. */
const ARMS = { from: 0.42, to: 0.58 }, SHOULDER = 0.42;

/** Where a hand is to the right of a body, as shares of its box, and whether the picture has an arm there. */
export function handOf(bits: Uint8Array): { x: number; y: number; isArm: boolean } {
  const side = sideOf(bits), solid = solidOf(bits);
  const last = (y: number) => solid.lastIndexOf(1, (y + 1) * side - 1) % side / side;
  const rows = Array.from({ length: side }, (_, y) => y).filter((y) =>
    y >= ARMS.from * side && y < ARMS.to * side
  );
  // Two lines of an arm, two of a body, two of the other arm.
  const lines = (y: number) => {
    const row = bits.subarray(y * side, (y + 1) * side);
    return row.filter((bit, x) => bit && !row[x - 1]).length;
  };
  const isArm = rows.filter((y) => lines(y) >= 4).length > rows.length / 2;
  const row = Math.round((isArm ? ARMS.to : SHOULDER) * side);
  return { x: last(row), y: row / side, isArm };
}

/**
 * The largest blank box that touches the bottom, of the shape `ratio` (height by width, both in the thing's own measure) of what
 * is to stand there.
 */
export function roomBelow(bits: Uint8Array, ratio: number): Room {
  const side = sideOf(bits);
  const free = Array.from({ length: side }, (_, x) => {
    let y = side;
    while (y > 0 && !bits[(y - 1) * side + x]) y--;
    return side - y;
  });
  return bestBox(free.map((height) => ({ height, bottom: side })), side, ratio);
}

/** The largest blank box that the lines of a thing enclose. */
export function roomInside(bits: Uint8Array, ratio: number): Room {
  const side = sideOf(bits), solid = solidOf(bits);
  const free = new Array<number>(side).fill(0);
  let best: Room = { left: 0, right: 0, top: 0, bottom: 0 };
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      const i = y * side + x;
      free[x] = solid[i] && !bits[i] ? free[x]! + 1 : 0;
    }
    const box = bestBox(free.map((height) => ({ height, bottom: y + 1 })), side, ratio);
    if (box.right - box.left > best.right - best.left) best = box;
  }
  return best;
}

/** Of boxes between columns that reach up so far, the one in which a thing of a shape is widest. */
function bestBox(columns: readonly { height: number; bottom: number }[], side: number, ratio: number): Room {
  let best: Room = { left: 0, right: 0, top: 0, bottom: 0 };
  for (let left = 0; left < side; left++) {
    let height = Infinity;
    for (let right = left; right < side; right++) {
      const { height: own, bottom } = columns[right]!;
      height = Math.min(height, own);
      if (height === 0) break;
      const width = Math.min(right + 1 - left, height / ratio);
      if (width / side <= best.right - best.left) continue;
      const middle = (left + right + 1) / 2;
      best = {
        left: (middle - width / 2) / side,
        right: (middle + width / 2) / side,
        top: (bottom - width * ratio) / side,
        bottom: bottom / side,
      };
    }
  }
  return best;
}
