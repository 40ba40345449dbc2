/** What a picture shows of a thing: a face, a whole body, a side view and whither it looks. */
import { mirrorSketch } from "../../../rasterise/sketch/mirror.ts";
import { FINE_SIDE, sideOf } from "../../../rasterise/sketch/sketch.ts";
import { spots } from "../../../rasterise/sketch/spots.ts";
import { isPerson, isSwimmer, isVehicle } from "../../../words/scene/kinds.ts";
import type { Eyes, Look, Spot } from "./look.ts";
import { eroded, solidOf } from "./solid.ts";

export type Side = "left" | "right";

/** Extent of an eye, how much longer than wide it is at most, and pixels of the least, of 64 × 64. */
const EYE = { most: 0.22, shape: 3, pixels: 4 };
/** Rows that eyes are in, how level they are, how far apart, and how far aside of the middle their middle is at most. */
const EYES = { top: 0.1, bottom: 0.72, level: 0.05, least: 0.1, most: 0.6, aside: 0.08, unlike: 0.08 };

/** Spots within a silhouette that are not joined to any line around them, and as small and round as eyes are. */
function smallSpots(bits: Uint8Array): Spot[] {
  const side = sideOf(bits), inner = eroded(solidOf(bits), Math.round(side / 32));
  return spots(bits).flatMap((pixels) => {
    if (pixels.length < EYE.pixels * (side / FINE_SIDE) ** 2) return [];
    const xs = pixels.map((pixel) => pixel % side), ys = pixels.map((pixel) => Math.floor(pixel / side));
    const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
    const width = (right + 1 - left) / side, height = (bottom + 1 - top) / side;
    const isEye = Math.max(width, height) <= EYE.most &&
      Math.max(width / height, height / width) <= EYE.shape &&
      pixels.every((pixel) => inner[pixel]);
    return isEye
      ? [{ x: (left + right + 1) / 2 / side, y: (top + bottom + 1) / 2 / side, width, height }]
      : [];
  });
}

/** The eyes of a face: the best pair of like spots on one height, about the middle; undefined where there is none. */
export function eyesOf({ bits }: Look): Eyes | undefined {
  const all = smallSpots(bits).filter(({ y }) => y > EYES.top && y < EYES.bottom);
  let best: { cost: number; eyes: Eyes } | undefined;
  for (const left of all) {
    for (const right of all) {
      const apart = right.x - left.x, uneven = Math.abs(right.y - left.y);
      const aside = Math.abs((left.x + right.x) / 2 - 0.5);
      const unlike = Math.abs(left.width - right.width) + Math.abs(left.height - right.height);
      if (apart < EYES.least || apart > EYES.most || uneven > EYES.level || aside > EYES.aside) continue;
      if (unlike > EYES.unlike) continue;
      // The upper of two pairs are the eyes, and the larger ones: nostrils are lower, brows higher but flat.
      const flat = Math.max(0, 0.5 - left.height / left.width);
      const cost = 2 * uneven + aside + unlike + 0.4 * left.y + 0.3 * flat - left.width - left.height;
      if (best === undefined || cost < best.cost) best = { cost, eyes: { left, right } };
    }
  }
  return best?.eyes;
}

/** How much a silhouette is like its mirror picture, from 0 to 1. */
export function mirrored(solid: Uint8Array): number {
  const other = mirrorSketch(solid);
  let both = 0, any = 0;
  solid.forEach((bit, i) => {
    if (bit && other[i]) both++;
    if (bit || other[i]) any++;
  });
  return any === 0 ? 1 : both / any;
}

/** Silhouettes more like their mirror picture than this are seen from the front. */
const FRONT = 0.84;
/** What is so many times as high as wide is no face alone. */
const STANDING = 1.45;

/** Whether a picture shows a thing from its side. */
export const isSideView = ({ bits }: Look): boolean => mirrored(solidOf(bits)) < FRONT;

/** A head is narrower than this share of the body below it. */
const HEAD = 0.62;

/** Whether a picture shows a whole body, and not a face alone. */
export const isWhole = (look: Look): boolean =>
  look.ratio >= STANDING || isSideView(look) || (eyesOf(look) === undefined && hasNarrowHead(look.bits));

/** A body that narrows from here to there to so much of its width, by no step wider than this share of the side, is a funnel. */
const FUNNEL = { from: 0.53, to: 0.7, width: 0.85, step: 0.12 };

/** Whether a picture shows a person from head to foot, or as far as a figure of a few lines has these. */
export const isPersonWhole = (look: Look): boolean =>
  !isFunnel(widthsOf(look.bits)) && isOne(look.bits) && eyesOf(look) === undefined &&
  hasNarrowHead(look.bits, look.ratio >= STANDING ? 0.9 : HEAD);

/** Whether a silhouette has something in each column: two side by side have a gap between them. */
function isOne(bits: Uint8Array): boolean {
  const side = sideOf(bits), solid = solidOf(bits), seen = new Uint8Array(side);
  solid.forEach((bit, i) => {
    if (bit) seen[i % side] = 1;
  });
  return seen.slice(seen.indexOf(1), seen.lastIndexOf(1)).every((bit) => bit === 1);
}

function isFunnel(widths: readonly number[]): boolean {
  const part = widths.slice(Math.round(FUNNEL.from * widths.length), Math.round(FUNNEL.to * widths.length));
  const step = Math.max(...part.slice(1).map((width, i) => part[i]! - width));
  return part.at(-1)! < FUNNEL.width * part[0]! && step < FUNNEL.step * widths.length;
}

/** Pixels of each row of a silhouette. */
function widthsOf(bits: Uint8Array): number[] {
  const side = sideOf(bits), solid = solidOf(bits);
  return Array.from({ length: side }, (_, y) => {
    const row = solid.subarray(y * side, (y + 1) * side);
    return row.reduce((sum, bit) => sum + bit, 0);
  });
}

/** Whether a silhouette's upper quarter is much narrower than its widest row. */
function hasNarrowHead(bits: Uint8Array, share = HEAD): boolean {
  const widths = widthsOf(bits), side = widths.length;
  const most = Math.max(...widths), upper = Math.max(...widths.slice(0, Math.round(side / 4)));
  return upper < share * most;
}

/** Whether a picture shows a face from the front. */
export const isFace = (look: Look): boolean =>
  look.ratio < STANDING && !isSideView(look) && eyesOf(look) !== undefined;

/** Share of the height that has a blossom's stem. */
const STEM = { rows: 0.2, width: 0.45 };

/** Whether a picture of a plant ends in something narrow. */
export function isStemmed({ bits }: Look): boolean {
  const side = sideOf(bits), from = Math.round((1 - STEM.rows) * side);
  let least = side;
  for (let y = from; y < side; y++) {
    const row = [...bits.subarray(y * side, (y + 1) * side)];
    least = Math.min(least, row.lastIndexOf(1) - row.indexOf(1) + 1);
  }
  return least < STEM.width * side;
}

/** Share of a silhouette's upper part, and how far its middle is aside of the whole's. */
const UPPER = 0.42, ASIDE = 0.035;

/** Whither a thing looks that is seen from its side; undefined where the picture does not tell. */
export function facingOf(look: Look, label: string): Side | undefined {
  const solid = solidOf(look.bits);
  if (isPerson(label) || mirrored(solid) >= FRONT) return undefined;
  if (isVehicle(label)) return hoodOf(solid);
  const eye = smallSpots(look.bits).filter(({ y, x }) => y < 0.6 && Math.abs(x - 0.5) > 0.12);
  const sides = new Set(eye.map(({ x }) => sideAt(x - 0.5)));
  if (sides.size === 1) return [...sides][0];
  return sideOfMass(solid, isSwimmer(label) ? 1 : UPPER);
}

const sideAt = (offset: number): Side => offset < 0 ? "left" : "right";

/** To which side the upper part of a silhouette leans: heads are heavier than tails. */
function sideOfMass(solid: Uint8Array, share: number): Side | undefined {
  const side = sideOf(solid);
  let sum = 0, count = 0;
  solid.forEach((bit, i) => {
    if (!bit || Math.floor(i / side) >= share * side) return;
    sum += (i % side + 0.5) / side;
    count++;
  });
  const offset = count === 0 ? 0 : sum / count - 0.5;
  return Math.abs(offset) < ASIDE ? undefined : sideAt(offset);
}

/** The lower end of a vehicle is its front. */
function hoodOf(solid: Uint8Array): Side | undefined {
  const side = sideOf(solid), third = Math.round(side / 3);
  const height = (from: number) => {
    let sum = 0;
    for (let x = from; x < from + third; x++) {
      let y = 0;
      while (y < side && !solid[y * side + x]) y++;
      sum += side - y;
    }
    return sum / third / side;
  };
  const left = height(0), right = height(side - third);
  return Math.abs(left - right) < ASIDE ? undefined : left < right ? "left" : "right";
}
