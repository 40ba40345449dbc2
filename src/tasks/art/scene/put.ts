/** Where a relation puts things. */
import type { Relation } from "../../../words/scene/parse.ts";
import { isMedium } from "./made.ts";
import { hasSeat, isOpen } from "./lengths.ts";
import {
  boxOf,
  GAP,
  lift,
  move,
  type Placed,
  placeOf,
  scaled,
  shift,
  toTheLeft,
  toTheRight,
} from "./places.ts";
import { headOf, roomBelow, roomInside, seatOf, topOf } from "./silhouette.ts";

/** Nothing is made smaller than this to fit something else. */
const SMALLEST = 0.5;
const bounded = (scale: number): number => Math.max(SMALLEST, Math.min(1, scale));
/** Blank above what floats, and of a chase. */
const HOVER = 0.15, CHASE = 0.4;
/** How deep one sinks into what one stands in, and how much of what is behind is hidden. */
const SUNK = 0.42, HIDDEN = 0.35;
/** Share of a thing's width that stays free of what stands before it. */
const FREE = 0.4;

interface Putting {
  members: Placed[];
  anchors: Placed[];
  /** What the anchors are. */
  label: string;
}
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

const PUT: Readonly<Record<Relation["kind"], Put>> = {
  on({ members, anchors, label }) {
    const anchor = anchors[0]!;
    const where = placeOf(anchor, hasSeat(label) ? seatOf(anchor.bits) : topOf(anchor.bits));
    const box = boxOf(members);
    const sunk = 0.04 * box.height;
    const x = (where.left + where.right) / 2 - box.width / 2;
    return move(members, x - box.x, where.top + sunk - box.bottom, anchor.depth + 1);
  },
  riding(putting) {
    const anchor = putting.anchors[0]!;
    const where = placeOf(anchor, topOf(anchor.bits)), box = boxOf(putting.members);
    const x = (where.left + where.right) / 2 - box.width / 2;
    return move(putting.members, x - box.x, where.top + 0.3 * box.height - box.bottom, anchor.depth - 1);
  },
  under({ members, anchors }) {
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
    // There is no room below it: it is held up.
    lift(anchors, box.height + GAP / 2);
    const over = boxOf(anchors);
    return move(members, over.x + over.width / 2 - box.width / 2 - box.x, -box.bottom, anchor.depth);
  },
  in({ members, anchors, label }) {
    const anchor = anchors[0]!, box = boxOf(members);
    const room = placeOf(
      anchor,
      roomInside(anchor.bits, box.height / box.width * anchor.width / anchor.height),
    );
    const scale = Math.min(1, (room.right - room.left) / box.width);
    if (!isOpen(label) && scale >= 0.4) {
      const small = scaled(members, 0.85 * scale), own = boxOf(small);
      const x = (room.left + room.right) / 2 - own.width / 2;
      const bottom = room.bottom ?? anchor.y + anchor.height;
      return move(small, x - own.x, bottom - 0.08 * own.height - own.bottom, anchor.depth + 1);
    }
    const where = placeOf(anchor, topOf(anchor.bits));
    const most = bounded(0.8 * anchor.width / box.width),
      small = scaled(members, most),
      own = boxOf(small);
    const x = (where.left + where.right) / 2 - own.width / 2;
    return move(small, x - own.x, where.top + SUNK * own.height - own.bottom, anchor.depth - 1);
  },
  beside: RIGHT,
  "looking at": ({ members, anchors }) => toTheLeft(members, anchors, 2 * GAP),
  chasing: ({ members, anchors }) => toTheLeft(members, anchors, CHASE),
  between({ members, anchors }) {
    const box = boxOf(members), ordered = [...anchors].sort((a, b) => a.x - b.x);
    const half = Math.ceil(ordered.length / 2);
    const [left, right] = [ordered.slice(0, half), ordered.slice(half)];
    const from = boxOf(left);
    const x = from.x + from.width + GAP;
    if (right.length > 0) shift(right, x + box.width + GAP - boxOf(right).x, 0);
    return move(members, x - box.x, -box.bottom, ordered[0]!.depth);
  },
  behind({ members, anchors }) {
    const over = boxOf(anchors), box = boxOf(members);
    const depth = Math.min(...anchors.map(({ depth }) => depth)) - 1;
    // It looks out above, or to the side of what it is behind.
    const up = Math.max(0, over.height - (1 - HIDDEN) * box.height);
    const isTaller = up === 0;
    const x = over.x + (isTaller ? 0.35 : 0.5) * over.width - box.width / 2;
    return move(members, (isTaller ? x - 0.25 * over.width : x) - box.x, -up - box.bottom, depth);
  },
  "in front of"({ members, anchors }) {
    const over = boxOf(anchors), box = boxOf(members);
    const depth = Math.max(...anchors.map(({ depth }) => depth)) + 1;
    // What is as wide as what it stands before stands aside of its middle.
    const x = Math.max(over.x + over.width * 0.72 - box.width / 2, over.x + FREE * over.width);
    return move(members, x - box.x, 0.12 * over.height - box.bottom, depth);
  },
  above({ members, anchors }) {
    const over = boxOf(anchors), box = boxOf(members);
    return move(members, over.x + over.width / 2 - box.width / 2 - box.x, over.y - HOVER - box.bottom, 0);
  },
  // Of someone who is there already: see REVERSED.
  wearing: RIGHT,
  holding: RIGHT,
};

/** Relations whose first is there before the second. */
const REVERSED: Partial<Record<Relation["kind"], Put>> = {
  wearing({ members, anchors }) {
    const worn = members.slice(0, anchors.length).flatMap((one, i) => {
      const anchor = anchors[i]!, head = placeOf(anchor, headOf(anchor.bits));
      const hat = scaled([one], Math.max(SMALLEST, 1.15 * (head.right - head.left) / one.width)),
        box = boxOf(hat);
      const x = (head.left + head.right) / 2 - box.width / 2;
      return move(hat, x - box.x, head.top + 0.3 * box.height - box.bottom, anchor.depth + 1);
    });
    // There are no more heads.
    return [...worn, ...toTheRight(members.slice(anchors.length), anchors)];
  },
  holding({ members, anchors }) {
    const over = boxOf(anchors),
      small = scaled(members, bounded(0.45 * over.height / boxOf(members).height));
    const box = boxOf(small);
    return move(small, over.x + over.width * 0.92 - box.x, over.y + 0.6 * over.height - box.bottom, 1);
  },
  "looking at": ({ members, anchors }) => toTheRight(members, anchors, 2 * GAP),
  chasing: ({ members, anchors }) => toTheRight(members, anchors, CHASE),
  above({ members, anchors }) {
    const box = boxOf(members), over = boxOf(anchors);
    lift(anchors, box.height + HOVER);
    return move(members, over.x + over.width / 2 - box.width / 2 - box.x, -box.bottom, 0);
  },
};

/** Puts things where a relation to others has them; `isReversed` where it is the others that stand in it to them. */
export function putBy(kind: Relation["kind"], putting: Putting, isReversed: boolean): Placed[] {
  const wades = isReversed || !isMedium(putting.label) ? undefined : WADES[kind];
  if (wades !== undefined) return wade(putting, wades);
  const put = isReversed ? REVERSED[kind] ?? RIGHT : PUT[kind];
  return put(putting);
}
