/** Strokes that are no things: arms, lines of sight, what flies behind the fast, rays. */
import type { Placed } from "./places.ts";

const SIDE = 32;
/** Extent of a stroke that is level or upright. */
const THIN = 0.01;

interface Point {
  x: number;
  y: number;
}

/** What a stroke belongs to, and where it lies in front of other things. */
type Owner = Pick<Placed, "thing" | "depth">;

/** A stroke in a box, which hides nothing. */
function stroke(owner: Owner, from: Point, to: Point, ink: (x: number, y: number) => boolean): Placed {
  const x = Math.min(from.x, to.x), y = Math.min(from.y, to.y);
  const width = Math.max(THIN, Math.abs(to.x - from.x)), height = Math.max(THIN, Math.abs(to.y - from.y));
  const bits = Uint8Array.from(
    { length: SIDE * SIDE },
    (_, i) => ink((i % SIDE + 0.5) / SIDE, (Math.floor(i / SIDE) + 0.5) / SIDE) ? 1 : 0,
  );
  const { thing, depth } = owner;
  return {
    ...{ thing, depth, x, y, width, height, bits },
    ratio: height / width,
    covers: new Uint8Array(bits.length),
    isStroke: true,
  };
}

/** A straight line; `dash` is the length of its dashes and gaps, in the scene's units. */
export function straight(owner: Owner, from: Point, to: Point, dash?: number): Placed {
  const isFalling = (to.x - from.x) * (to.y - from.y) >= 0, length = Math.hypot(to.x - from.x, to.y - from.y);
  const isLevel = Math.abs(to.y - from.y) < THIN, isUpright = Math.abs(to.x - from.x) < THIN;
  return stroke(owner, from, to, (x, y) => {
    const along = isUpright ? y : x;
    const isOn = isLevel || isUpright || Math.abs((isFalling ? y : 1 - y) - x) < 1.2 / SIDE;
    return isOn && (dash === undefined || Math.floor(along * length / dash) % 2 === 0);
  });
}

/** Three dashes behind what is fast, from its box to the left, which are so long. */
export function speedLines(one: Placed, length: number): Placed[] {
  return [[0.25, 0.8], [0.5, 1], [0.75, 0.7]].map(([height, share]) => {
    const y = one.y + height! * one.height, right = one.x - length / 3;
    return straight(one, { x: right - length * share!, y }, { x: right, y });
  });
}

/** Rays, and how long they are in lengths of the longer side of what shines, which they begin so far from. */
const RAYS = { count: 8, length: 0.2, gap: 0.08 };

/** Rays all around what shines. */
export function rays(one: Placed): Placed[] {
  const reach = Math.max(one.width, one.height),
    middle = { x: one.x + one.width / 2, y: one.y + one.height / 2 };
  return Array.from({ length: RAYS.count }, (_, i) => {
    const angle = 2 * Math.PI * i / RAYS.count, [dx, dy] = [Math.cos(angle), Math.sin(angle)];
    // Out of the box around it.
    const edge = 1 / Math.max(Math.abs(dx) / (one.width / 2), Math.abs(dy) / (one.height / 2));
    const at = (distance: number): Point => ({ x: middle.x + dx * distance, y: middle.y + dy * distance });
    const start = Math.min(edge, reach / 2 * 1.1) + RAYS.gap * reach;
    return straight(one, at(start), at(start + RAYS.length * reach));
  });
}
