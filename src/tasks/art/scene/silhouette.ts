/** Where on a sketch of a thing others stand, sit, hide or are worn: all places are shares of its width and height. */
import { filled } from "../../../rasterise/sketch/outline.ts";
import { sideOf } from "../../../rasterise/sketch/sketch.ts";

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
  const side = sideOf(bits), profile = profileOf(filled(bits));
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

/** Where a hat is worn: the width of the head, a little below its top. */
export function headOf(bits: Uint8Array): Span {
  const side = sideOf(bits), solid = filled(bits), profile = profileOf(solid);
  // Ears, antlers and raised hands are narrower than a head.
  const least = side / 5;
  let found: Span | undefined;
  for (let y = 0; y < side / 2 && found === undefined; y++) {
    let run = 0;
    for (let x = 0; x <= side; x++) {
      if (x < side && solid[y * side + x]) run++;
      else {
        if (run >= least) found = { left: (x - run) / side, right: x / side, top: y / side };
        run = 0;
      }
    }
  }
  if (found !== undefined) return found;
  const top = Math.min(...profile), x = profile.indexOf(top);
  return { left: Math.max(0, x / side - 0.15), right: Math.min(1, x / side + 0.15), top: top / side };
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
  const side = sideOf(bits), solid = filled(bits);
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
