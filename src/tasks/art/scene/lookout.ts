/** Where one hides behind something and is seen all the same. */
import { sideOf } from "../../../rasterise/sketch/sketch.ts";
import { isFar } from "./lengths.ts";
import { boxOf, type Placed, type Putting, things } from "./places.ts";
import { solidOf } from "./solid.ts";

/** How much of what is behind something is hidden. */
const HIDDEN = 0.36;
/** Share of the height of what looks out that has its eyes and mouth. */
const HEADS = 0.6;
/** Points of a silhouette to each side that are looked at, and steps of a place that is looked for. */
const POINTS = 10, STEPS = 10;

/** Whither to move things so that they look out from behind others: their heads seen, and enough of them hidden. */
export function lookout({ members, anchors, labelOf }: Putting): { x: number; y: number } {
  const over = boxOf(anchors), box = boxOf(members), front = things(anchors);
  const points = things(members).flatMap(pointsOf), isAloft = members.every((one) => isFar(labelOf(one)));
  const high = Math.max(0, over.height - 0.3 * box.height);
  let best = { cost: Infinity, x: 0, y: 0 };
  for (let across = 0; across <= STEPS; across++) {
    for (let up = 0; up <= (high === 0 ? 0 : STEPS); up++) {
      const x = over.x + (across / STEPS) * over.width - box.width / 2 - box.x;
      const y = over.bottom - (up / STEPS) * high - box.bottom;
      const cost = costOf(x, y) + (isAloft ? 0.3 * (1 - up / STEPS) : 0.02 * (up / STEPS));
      if (cost < best.cost) best = { cost, x, y };
    }
  }
  return best;

  /** How far a place is from what is wanted. */
  function costOf(x: number, y: number): number {
    let [hidden, head, heads, feet, floor] = [0, 0, 0, 0, 0];
    for (const point of points) {
      const isHidden = front.some((one) => isWithin(one, point.x + x, point.y + y));
      const height = (point.y - box.y) / box.height;
      if (isHidden) hidden++;
      if (height < HEADS) {
        heads++;
        if (isHidden) head++;
      } else if (height > 0.85) {
        floor++;
        if (isHidden) feet++;
      }
    }
    const flying = y + box.bottom < over.bottom - 0.01 && !isAloft ? 1 - feet / Math.max(1, floor) : 0;
    const covered = hidden / Math.max(1, points.length), seen = isAloft ? 0 : head / Math.max(1, heads);
    return Math.abs(covered - HIDDEN) + 1.2 * seen + flying;
  }
}

/** Points of a thing's silhouette. */
function pointsOf(one: Placed): { x: number; y: number }[] {
  return Array.from({ length: POINTS * POINTS }, (_, i) => ({
    x: one.x + (i % POINTS + 0.5) / POINTS * one.width,
    y: one.y + (Math.floor(i / POINTS) + 0.5) / POINTS * one.height,
  })).filter(({ x, y }) => isWithin(one, x, y));
}

function isWithin({ bits, x, y, width, height }: Placed, atX: number, atY: number): boolean {
  const side = sideOf(bits), column = Math.floor((atX - x) / width * side);
  const row = Math.floor((atY - y) / height * side);
  return column >= 0 && row >= 0 && column < side && row < side && solidOf(bits)[row * side + column] === 1;
}
