/** What someone has on, or in the hand. */
import { isPerson } from "../../../words/scene/kinds.ts";
import { isStrung } from "./lengths.ts";
import { GLASSES_WIDTH, glassesLook, isGlasses } from "./made.ts";
import {
  bounded,
  boxOf,
  move,
  type Placed,
  placeOf,
  type Putting,
  scaled,
  SMALLEST,
  things,
} from "./places.ts";
import { eyesOf, facingOf } from "./pose.ts";
import { handOf, headOf } from "./silhouette.ts";
import { straight } from "./strokes.ts";

/** Puts a hat on a head, spectacles on eyes. */
export function worn(one: Placed, wearer: Placed, label: string, wearerLabel: string): Placed[] {
  const eyes = eyesOf(wearer),
    head = placeOf(wearer, headOf(wearer.bits, eyes, facingOf(wearer, wearerLabel)));
  const headWidth = head.right - head.left, middle = (head.left + head.right) / 2;
  if (isGlasses(label)) {
    const { left, right } = eyes ?? {};
    const apart = left && right ? (right.x - left.x) * wearer.width : 0.55 * headWidth;
    const look = glassesLook(label === "sunglasses"),
      width = GLASSES_WIDTH * apart,
      height = width * look.ratio;
    const x = left && right ? wearer.x + (left.x + right.x) / 2 * wearer.width : middle;
    const y = left && right
      ? wearer.y + (left.y + right.y) / 2 * wearer.height
      : head.top + 0.12 * wearer.height;
    return [{ ...one, ...look, width, height, x: x - width / 2, y: y - height / 2, depth: wearer.depth + 1 }];
  }
  const hat = scaled([one], Math.max(SMALLEST, HAT * headWidth / one.width)), box = boxOf(hat);
  // A face is seen below the hat.
  const brow = eyes === undefined ? Infinity : wearer.y + (eyes.left.y - eyes.left.height) * wearer.height;
  const bottom = Math.min(head.top + 0.25 * box.height, brow);
  return move(hat, middle - box.width / 2 - box.x, bottom - box.bottom, wearer.depth + 1);
}

/** Width of a hat in widths of the head. */
const HAT = 1.2;

/** Length of an arm that is drawn, as a share of the height. */
const ARM = 0.2;

/** Puts what is held to a hand, which an arm is drawn to where the picture has none. */
export function held(members: readonly Placed[], { anchors, labelOf }: Putting): Placed[] {
  const holder = anchors[0]!, over = boxOf(things(anchors));
  const small = scaled(members, bounded(0.5 * over.height / boxOf(members).height)), box = boxOf(small);
  const isLeft = facingOf(holder, labelOf(holder)) === "left" && anchors.length === 1;
  const hand = handOf(holder.bits), isDrawn = isPerson(labelOf(holder)) && !hand.isArm;
  const y = holder.y + hand.y * holder.height, reach = isDrawn ? ARM * holder.height : 0;
  const edge = holder.x + (isLeft ? 1 - hand.x : hand.x) * holder.width;
  const at = { x: edge + (isLeft ? -reach : reach), y: isDrawn ? y - 0.06 * holder.height : y };
  const isHung = isStrung(labelOf(members[0]!));
  const overlap = isHung ? (isDrawn ? 0.35 : 0.5) : isDrawn ? 0.05 : 0.15;
  const x = isLeft ? at.x - (1 - overlap) * box.width : at.x - overlap * box.width;
  const placed = move(
    small,
    x - box.x,
    at.y + (isHung ? 0 : 0.5 * box.height) - box.bottom,
    holder.depth + 1,
  );
  const owner = { thing: members[0]!.thing, depth: holder.depth + 1 };
  return [...placed, ...isDrawn ? [straight(owner, { x: edge, y }, at)] : []];
}
