/** Where the things of a scene stand, how large they are, and which hides which. */
import type { Relation, Scene, Thing } from "../../../words/scene/parse.ts";
import type { Attribute } from "../../../words/scene/phrases.ts";
import { hasSeat, isFar, isOpen, lengthOf } from "./lengths.ts";
import type { Look } from "./look.ts";
import { isMedium } from "./made.ts";
import { headOf, roomBelow, roomInside, seatOf, type Span, topOf } from "./silhouette.ts";

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
}

/** A drawn length is the root of the real one, and no less than this share of the largest. */
const LEAST = 1 / 3;
/** What is far away is a part of the picture that does not hang on its size. */
const FAR = 0.5;
/** Nothing is made smaller than this to fit something else. */
const SMALLEST = 0.5;
const bounded = (scale: number): number => Math.max(SMALLEST, Math.min(1, scale));
/** Blank between things side by side, above what floats, and of a chase. */
const GAP = 0.1, HOVER = 0.15, CHASE = 0.4;
/** How deep one sinks into what one stands in, and how much of what is behind is hidden. */
const SUNK = 0.42, HIDDEN = 0.35;
/** Share of a thing's width that stays free of what stands before it. */
const FREE = 0.4;

const SIZES: Partial<Record<Attribute, number>> = { big: 1.4, small: 0.7, tiny: 0.5 };
const SHAPES: Partial<Record<Attribute, number>> = { tall: 1.5, thin: 1.6, long: 1 / 1.6, fat: 1 / 1.5 };

/** Places all things; `looks` are pictures of each thing, one for each of its count. */
export function layoutOf({ things, relations }: Scene, looks: readonly (readonly Look[])[]): Placed[] {
  const sizes = sizesOf(things);
  const groups: (Placed[] | undefined)[] = things.map(() => undefined);
  const cut = (index: number) => grouped(things[index]!, index, looks[index]!, sizes[index]!);
  const placed = () => groups.flatMap((group) => group ?? []);
  const root = rootOf(relations);
  groups[root] = cut(root);
  const waiting = new Set(relations);
  // What others of a relation stand beside is there before them.
  for (const relation of relations) if (relation.to.includes(root)) standBeside(relation.to, root);
  for (let moved = true; moved;) {
    moved = false;
    for (const relation of waiting) {
      const { of, to } = relation;
      const hasOf = of.some((index) => groups[index]), hasTo = to.some((index) => groups[index]);
      if (!hasOf && !hasTo) continue;
      waiting.delete(relation);
      moved = true;
      if (hasTo) {
        standBeside(to, to.find((index) => groups[index])!);
        relate(relation, of, to, false);
      } else {
        standBeside(of, of.find((index) => groups[index])!);
        relate(relation, to, of, true);
      }
      break;
    }
    if (moved) continue;
    const next = groups.findIndex((group) => group === undefined);
    if (next < 0) break;
    const far = isFar(things[next]!.label);
    groups[next] = far ? inTheSky(cut(next), placed()) : toTheRight(cut(next), placed());
    moved = true;
  }
  return placed();

  /** Puts those of some things that have no place yet beside one that has. */
  function standBeside(indices: readonly number[], first: number): void {
    for (const index of indices) {
      if (groups[index] === undefined && index !== first) {
        groups[index] = toTheRight(cut(index), indices.flatMap((other) => groups[other] ?? []));
      }
    }
  }

  /** Puts things where a relation to others has them; `reversed` where it is the others that stand in it to them. */
  function relate(
    { kind }: Relation,
    moving: readonly number[],
    others: readonly number[],
    reversed: boolean,
  ): void {
    const anchors = others.flatMap((index) => groups[index] ?? []);
    const fresh = moving.filter((index) => groups[index] === undefined);
    if (fresh.length === 0) return;
    const members: Placed[] = [];
    for (const index of fresh) members.push(...toTheRight(cut(index), members));
    const put = reversed ? REVERSED[kind] ?? RIGHT : PUT[kind];
    const label = things[others[0]!]!.label;
    const wades = reversed || !isMedium(label) ? undefined : WADES[kind];
    const done = wades === undefined
      ? put({ members, anchors, label })
      : wade({ members, anchors, label }, wades);
    for (const index of fresh) groups[index] = done.filter(({ thing }) => thing === index);
  }
}

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

/** What all else is placed by: what the first thing stands on, and that again. */
function rootOf(relations: readonly Relation[]): number {
  const carries = ["on", "under", "in", "between", "behind", "in front of", "above", "riding"];
  let root = 0;
  for (let steps = 0; steps < relations.length; steps++) {
    const next = relations.find(({ kind, of }) => of.includes(root) && carries.includes(kind));
    if (next === undefined) break;
    root = next.to[0]!;
  }
  return root;
}

/** Drawn lengths of things, the largest of which is 1. */
function sizesOf(things: readonly Thing[]): number[] {
  const near = things.filter(({ label }) => !isFar(label)).map(({ label }) => lengthOf(label));
  const most = Math.max(...near, 0);
  return things.map(({ label, attributes }) => {
    const usual = isFar(label) ? FAR : Math.max(LEAST, Math.sqrt(lengthOf(label) / most));
    return attributes.reduce((size, attribute) => size * (SIZES[attribute] ?? 1), usual);
  });
}

/** Several of a kind, from x = 0 on. */
function grouped(thing: Thing, index: number, looks: readonly Look[], size: number): Placed[] {
  const shape = thing.attributes.reduce((shape, attribute) => shape * (SHAPES[attribute] ?? 1), 1);
  const all = looks.map((look): Placed => {
    const ratio = look.ratio * shape;
    const [width, height] = ratio > 1 ? [size / ratio, size] : [size, size * ratio];
    return { ...look, ratio, thing: index, x: 0, y: -height, width, height, depth: 0 };
  });
  if (thing.arrangement === "stack") return stacked(all);
  if (thing.arrangement === "pile") return piled(all);
  // More than five stand in two rows, the farther one behind the gaps of the nearer.
  const isDeep = thing.arrangement === "group" && all.length > 5;
  const front = isDeep ? all.slice(0, Math.ceil(all.length / 2)) : all;
  const back = all.slice(front.length);
  const row = (members: Placed[]) => {
    let x = 0;
    for (const one of members) {
      one.x = x;
      x += one.width + GAP / 2;
    }
  };
  row(front);
  row(back);
  const width = boxOf(front).width;
  for (const one of back) {
    one.x += (width - boxOf(back).width) / 2;
    one.y -= front[0]!.height + GAP / 2;
    one.depth -= 1;
  }
  return all;
}

function stacked(all: Placed[]): Placed[] {
  let bottom = 0;
  for (const one of all) {
    one.y = bottom - one.height;
    bottom = one.y + 0.02;
  }
  return all;
}

/** Rows that get shorter upwards. */
function piled(all: Placed[]): Placed[] {
  let row = 0, at = 0, inRow = Math.ceil((Math.sqrt(8 * all.length + 1) - 1) / 2), bottom = 0;
  for (const one of all) {
    one.x = (at + row / 2) * one.width * 0.95;
    one.y = bottom - one.height;
    one.depth = -row;
    if (++at === inRow) {
      bottom -= one.height * 0.8;
      [at, row, inRow] = [0, row + 1, Math.max(1, inRow - 1)];
    }
  }
  return all;
}

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
function placeOf(
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
function shift(parts: readonly Placed[], x: number, y: number): void {
  for (const part of parts) {
    part.x += x;
    part.y += y;
  }
}

const lift = (parts: readonly Placed[], by: number) => shift(parts, 0, -by);

function move(parts: readonly Placed[], x: number, y: number, depth: number): Placed[] {
  return parts.map((part) => ({ ...part, x: part.x + x, y: part.y + y, depth: part.depth + depth }));
}

function scaled(parts: readonly Placed[], by: number): Placed[] {
  return parts.map((part) => ({
    ...part,
    x: part.x * by,
    y: part.y * by,
    width: part.width * by,
    height: part.height * by,
  }));
}

function toTheRight(members: readonly Placed[], others: readonly Placed[], gap = GAP): Placed[] {
  if (others.length === 0) return [...members];
  const over = boxOf(others), box = boxOf(members);
  return move(members, over.x + over.width + gap - box.x, over.bottom - box.bottom, 0);
}

function toTheLeft(members: readonly Placed[], others: readonly Placed[], gap: number): Placed[] {
  const over = boxOf(others), box = boxOf(members);
  return move(members, over.x - gap - box.width - box.x, over.bottom - box.bottom, 0);
}

function inTheSky(members: readonly Placed[], others: readonly Placed[]): Placed[] {
  const over = boxOf(others), box = boxOf(members);
  return move(members, over.x + over.width + GAP - box.x, over.y - box.y, -9);
}
