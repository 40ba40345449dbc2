/** Where a relation puts things. */
import type { Relation } from "../../../words/scene/parse.ts";
import { hasSeat, isClear, isFar, isFlat, isHung, isOpen, isTree } from "./lengths.ts";
import { isMedium, isPlate } from "./made.ts";
import { isBeast, isSwimmer } from "../../../words/scene/kinds.ts";
import {
  bounded,
  boxOf,
  GAP,
  lift,
  move,
  type Placed,
  placeOf,
  type Putting,
  scaled,
  shift,
  things,
  toTheLeft,
  toTheRight,
} from "./places.ts";
import { between } from "./solid.ts";
import { held, worn } from "./worn.ts";
import { lookout } from "./lookout.ts";
import { speedLines } from "./strokes.ts";
import { backOf, roomBelow, roomInside, seatOf, topOf } from "./silhouette.ts";

/** Height of what is above something, as a share of that, if it is no smaller for it than this. */
const ABOVE = 0.65, FAINT = 0.7;
/** Blank above what floats, and of a chase. */
const HOVER = 0.15, CHASE = 0.4;
/** How deep one sinks into what one stands in. */
const SUNK = 0.42;
/** Height of a rider in lengths of the mount at most, and how much of it the mount's back hides. */
const RIDER = { height: 0.68, hidden: 0.36 };
/** Length of dashes behind what is fast. */
const SPEED = 0.16;
/** Blank between one who looks and what is looked at. */
const APART = 0.4;
/** How much higher than whoever looks at it stands what is in the sky. */
const ALOFT = 0.25;
/** Share of a thing's width that stays free of what stands before it. */
const FREE = 0.4;

/** Size of what stands before a tree that it is under. */
const SHADED = 0.8;

type Put = (putting: Putting) => Placed[];

/** How deep one stands in what is no thing: waves, grass. */
const WADES: Partial<Record<Relation["kind"], number>> = { in: 0.3, on: 0.14 };
/** Width of a medium in widths of what stands in it. */
const WIDE = 1.35;

/** Puts things into waves, grass or snow, which become as wide as they need be. */
function wade({ members, anchors }: Putting, depth: number): Placed[] {
  const anchor = anchors[0]!, box = boxOf(members);
  const width = Math.max(anchor.width, WIDE * box.width);
  anchor.x -= (width - anchor.width) / 2;
  anchor.width = width;
  anchor.height = Math.max(0.16, (depth + 0.14) / 0.7 * box.height);
  anchor.y = -anchor.height;
  const x = anchor.x + width / 2 - box.width / 2 - box.x;
  return move(members, x, anchor.y + 0.3 * anchor.height + depth * box.height - box.bottom, anchor.depth - 1);
}

const RIGHT: Put = ({ members, anchors }) => toTheRight(members, anchors);

/** Puts what is smaller into the room that the lines of a thing enclose; undefined where there is too little. */
function within({ members, anchors }: Putting, share: number, least: number): Placed[] | undefined {
  const anchor = anchors[0]!, box = boxOf(members);
  const ratio = box.height / box.width * anchor.width / anchor.height;
  const room = placeOf(anchor, roomInside(anchor.bits, ratio));
  const scale = Math.min(1, (room.right - room.left) / box.width);
  if (scale < least) return undefined;
  const small = scaled(members, share * scale), own = boxOf(small);
  const x = (room.left + room.right) / 2 - own.width / 2;
  const bottom = room.bottom ?? anchor.y + anchor.height;
  return move(small, x - own.x, bottom - 0.08 * own.height - own.bottom, anchor.depth + 1);
}

/** How far down a thing others end on it, as a share of its height, where that is within its lines. */
function levelOn(label: string): number | undefined {
  if (isFlat(label)) return 0.9;
  return isPlate(label) ? 0.6 : undefined;
}

const PUT: Readonly<Record<Relation["kind"], Put>> = {
  on({ members, anchors, labelOf }) {
    const anchor = anchors[0]!, label = labelOf(anchor), box = boxOf(members);
    const isHanging = label === "wall" && members.every((one) => isHung(labelOf(one)));
    const level = isHanging ? 0.5 + box.height / 2 / anchor.height : levelOn(label);
    if (level !== undefined) {
      const x = anchor.x + anchor.width / 2 - box.width / 2;
      return move(members, x - box.x, anchor.y + level * anchor.height - box.bottom, anchor.depth + 1);
    }
    const where = placeOf(anchor, hasSeat(label) ? seatOf(anchor.bits) : topOf(anchor.bits));
    const sunk = 0.04 * box.height;
    const x = (where.left + where.right) / 2 - box.width / 2;
    return move(members, x - box.x, where.top + sunk - box.bottom, anchor.depth + 1);
  },
  riding({ members, anchors, labelOf }) {
    const anchor = anchors[0]!, length = Math.max(anchor.width, anchor.height);
    const small = scaled(members, Math.min(1, RIDER.height * length / boxOf(members).height));
    const where = placeOf(anchor, backOf(anchor.bits)), box = boxOf(small);
    // A mount hides what is behind its back, also where its outline is open.
    if (isBeast(labelOf(anchor))) anchor.covers = between(anchor.bits);
    const x = (where.left + where.right) / 2 - box.width / 2;
    return move(small, x - box.x, where.top + RIDER.hidden * box.height - box.bottom, anchor.depth - 1);
  },
  under({ members, anchors, labelOf }) {
    const anchor = anchors[0]!, box = boxOf(members);
    const room = placeOf(
      anchor,
      roomBelow(anchor.bits, box.height / box.width * anchor.width / anchor.height),
    );
    const scale = Math.min(1, (room.right - room.left) / box.width);
    if (scale >= 0.55) {
      const small = scaled(members, 0.92 * scale), own = boxOf(small);
      const x = (room.left + room.right) / 2 - own.width / 2;
      return move(small, x - own.x, anchor.y + anchor.height - own.bottom, anchor.depth + 1);
    }
    if (isTree(labelOf(anchor))) {
      return PUT["in front of"]({ members: scaled(members, SHADED), anchors, labelOf });
    }
    // There is no room below it: it is held up.
    lift(anchors, box.height + GAP / 2);
    const over = boxOf(anchors);
    return move(members, over.x + over.width / 2 - box.width / 2 - box.x, -box.bottom, anchor.depth);
  },
  in(putting) {
    const { members, anchors, labelOf } = putting, anchor = anchors[0]!, label = labelOf(anchor);
    const swims = isClear(label) && members.every((one) => isSwimmer(labelOf(one)));
    const inside = isOpen(label) && !swims
      ? undefined
      : within(putting, swims ? 0.7 : 0.85, swims ? 0.2 : 0.4);
    if (inside !== undefined) return inside;
    const box = boxOf(members), where = placeOf(anchor, topOf(anchor.bits));
    const most = bounded(0.8 * anchor.width / box.width), small = scaled(members, most), own = boxOf(small);
    const x = (where.left + where.right) / 2 - own.width / 2;
    return move(small, x - own.x, where.top + SUNK * own.height - own.bottom, anchor.depth - 1);
  },
  beside: RIGHT,
  "looking at": ({ members, anchors }) => toTheLeft(members, anchors, APART),
  chasing: ({ members, anchors }) => hurried(toTheLeft(members, anchors, CHASE)),
  between({ members, anchors }) {
    const box = boxOf(members), ordered = [...anchors].sort((a, b) => a.x - b.x);
    const half = Math.ceil(ordered.length / 2);
    const [left, right] = [ordered.slice(0, half), ordered.slice(half)];
    const from = boxOf(left);
    const x = from.x + from.width + GAP;
    if (right.length > 0) shift(right, x + box.width + GAP - boxOf(right).x, 0);
    return move(members, x - box.x, -box.bottom, ordered[0]!.depth);
  },
  behind(putting) {
    const depth = Math.min(...putting.anchors.map(({ depth }) => depth)) - 1, { x, y } = lookout(putting);
    return move(putting.members, x, y, depth);
  },
  "in front of"({ members, anchors }) {
    const over = boxOf(anchors), box = boxOf(members);
    const depth = Math.max(...anchors.map(({ depth }) => depth)) + 1;
    // What is as wide as what it stands before stands aside of its middle.
    const x = Math.max(over.x + over.width * 0.72 - box.width / 2, over.x + FREE * over.width);
    return move(members, x - box.x, 0.12 * over.height - box.bottom, depth);
  },
  above({ members, anchors, labelOf }) {
    const over = boxOf(anchors), isAloft = members.every((one) => isFar(labelOf(one)));
    const scale = isAloft ? 1 : Math.max(FAINT, Math.min(1, ABOVE * over.height / boxOf(members).height));
    const small = scaled(members, scale), box = boxOf(small);
    return move(small, over.x + over.width / 2 - box.width / 2 - box.x, over.y - HOVER - box.bottom, 0);
  },
  // Of someone who is there already: see REVERSED.
  wearing: RIGHT,
  holding: RIGHT,
};

const hurried = (parts: readonly Placed[]): Placed[] => [
  ...parts,
  ...things(parts).flatMap((one) => speedLines(one, SPEED)),
];

/** Relations whose first is there before the second. */
const REVERSED: Partial<Record<Relation["kind"], Put>> = {
  wearing({ members, anchors, labelOf }) {
    const heads = things(anchors);
    const put = members.slice(0, heads.length).flatMap((one, i) =>
      worn(one, heads[i]!, labelOf(one), labelOf(heads[i]!))
    );
    // There are no more heads.
    return [...put, ...toTheRight(members.slice(heads.length), anchors)];
  },
  holding: (putting) => held(putting.members, putting),
  "looking at": ({ members, anchors, labelOf }) => {
    const seen = toTheRight(members, anchors, APART);
    const isAloft = members.every((one) => isFar(labelOf(one)));
    return isAloft ? move(seen, 0, boxOf(anchors).y - ALOFT - boxOf(seen).y, 0) : seen;
  },
  chasing: ({ members, anchors }) => {
    const hunters = things(anchors).flatMap((one) => speedLines(one, SPEED));
    const prey = hurried(toTheRight(members, anchors, CHASE));
    return [...prey, ...hunters.map((one) => ({ ...one, thing: members[0]!.thing }))];
  },
  above({ members, anchors }) {
    const box = boxOf(members), over = boxOf(anchors);
    lift(anchors, box.height + HOVER);
    return move(members, over.x + over.width / 2 - box.width / 2 - box.x, -box.bottom, 0);
  },
};

/** Puts things where a relation to others has them; `isReversed` where it is the others that stand in it to them. */
export function putBy(kind: Relation["kind"], putting: Putting, isReversed: boolean): Placed[] {
  const wades = isReversed || !isMedium(putting.labelOf(putting.anchors[0]!)) ? undefined : WADES[kind];
  if (wades !== undefined) return wade(putting, wades);
  const put = isReversed ? REVERSED[kind] ?? RIGHT : PUT[kind];
  return put(putting);
}
