/** A scene in pixels: things painted one over the other. */
import { sideOf, withSameInk } from "../../../rasterise/sketch/sketch.ts";
import { pixelsOf, type ShareBox, sharesOf } from "./by_hand.ts";
import type { Placed } from "./places.ts";
import { dilated, solidOf } from "./solid.ts";

/** Parts of a sketch's pixel, to each side, by which lines are counted into pixels of the scene. */
const FINE = 4;
/** Blank around what stands before something, in pixels. */
export const RIM = 2;

/** A thing in pixels. */
export interface PagePart {
  from: Placed;
  share: ShareBox;
  x: number;
  y: number;
  width: number;
  height: number;
}

/** Things in pixels, those behind others first. */
export interface ScenePage {
  width: number;
  height: number;
  /** Lines of a column. */
  aspect: number;
  parts: PagePart[];
}

/** Places are as exact as they are told, so that the same come of those. */
export function paged(placed: readonly Placed[]): ScenePage {
  const told = sharesOf(placed), { width, height, across, down } = pixelsOf(told);
  const parts = placed.map((from, i): PagePart => {
    const share = told.boxes[i]!;
    return {
      ...{ from, share, x: share.x * across, y: share.y * down },
      ...{ width: share.width * across, height: share.height * down },
    };
  });
  return { width, height, aspect: told.aspect, parts: parts.sort((a, b) => a.from.depth - b.from.depth) };
}

/** Paints things one after the other, each over what is behind it; tells how much of each one's ink is seen in the end. */
export function paint(
  { width, height, parts }: ScenePage,
): { canvas: Uint8Array; visible: number[]; front: Uint8Array } {
  /** Whose ink a pixel has, and whose silhouette is foremost there, counted from 1. */
  const owner = new Uint8Array(width * height), front = new Uint8Array(width * height);
  const inked = parts.map((part, i) => {
    const ink = inkOf(part, width, height);
    let count = 0;
    if (!part.from.isStroke) {
      const solid = coverOf(part, width, height);
      const cover = dilated(solid, RIM, width);
      for (let pixel = 0; pixel < owner.length; pixel++) {
        if (solid[pixel]) front[pixel] = i + 1;
        if (cover[pixel]) owner[pixel] = 0;
      }
    }
    for (let pixel = 0; pixel < owner.length; pixel++) {
      if (!ink[pixel]) continue;
      owner[pixel] = i + 1;
      count++;
    }
    return count;
  });
  const seen = inked.map(() => 0);
  for (const one of owner) if (one > 0) seen[one - 1]!++;
  return {
    front,
    canvas: owner.map((one) => one > 0 ? 1 : 0),
    visible: seen.map((count, i) => inked[i]! === 0 ? 0 : count / inked[i]!),
  };
}

/** Pixels that a thing hides: its silhouette. */
function coverOf({ from: { bits, covers }, ...part }: PagePart, width: number, height: number): Uint8Array {
  const side = sideOf(bits), solid = covers ?? solidOf(bits), cover = new Uint8Array(width * height);
  const [left, right] = within(part.x, part.width, width),
    [top, bottom] = within(part.y, part.height, height);
  for (let y = top; y < bottom; y++) {
    const row = Math.floor((y + 0.5 - part.y) * side / part.height) * side;
    for (let x = left; x < right; x++) {
      cover[y * width + x] = solid[row + Math.floor((x + 0.5 - part.x) * side / part.width)] ?? 0;
    }
  }
  return cover;
}

/** Pixels from the first whose middle lies in a span to before the first beyond it. */
const within = (from: number, length: number, most: number): [number, number] => [
  Math.max(0, Math.ceil(from - 0.5)),
  Math.min(most, Math.ceil(from + length - 0.5)),
];

/** The lines of a thing, of which no more is lost than thin lines can bear. */
function inkOf({ from: { bits }, ...part }: PagePart, width: number, height: number): Uint8Array {
  const side = sideOf(bits), scaleX = part.width / side, scaleY = part.height / side;
  const share = new Float32Array(width * height);
  for (let sy = 0; sy < side * FINE; sy++) {
    const y = Math.floor(part.y + (sy + 0.5) * scaleY / FINE);
    if (y < 0 || y >= height) continue;
    const row = Math.floor(sy / FINE) * side;
    for (let sx = 0; sx < side * FINE; sx++) {
      if (!bits[row + Math.floor(sx / FINE)]) continue;
      const x = Math.floor(part.x + (sx + 0.5) * scaleX / FINE);
      if (x >= 0 && x < width) share[y * width + x]! += scaleX * scaleY / FINE ** 2;
    }
  }
  const ink = withSameInk(share);
  if (scaleX >= 1 && scaleY >= 1) return ink;
  // A line that falls between two pixels of a smaller picture has half of each, and would be lost whole.
  bits.forEach((bit, i) => {
    const x = Math.floor(part.x + (i % side + 0.5) * scaleX),
      y = Math.floor(part.y + (Math.floor(i / side) + 0.5) * scaleY);
    if (bit && x >= 0 && y >= 0 && x < width && y < height) ink[y * width + x] = 1;
  });
  return ink;
}
