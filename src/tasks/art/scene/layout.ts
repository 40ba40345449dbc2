/** Where the things of a scene stand, how large they are, and which hides which. */
import type { Relation, Scene, Thing } from "../../../words/scene/parse.ts";
import type { Attribute } from "../../../words/scene/phrases.ts";
import type { Look } from "./look.ts";
import { isFar, lengthOf } from "./lengths.ts";
import { boxOf, GAP, inTheSky, move, type Placed, toTheLeft, toTheRight } from "./places.ts";
import { putBy } from "./put.ts";
import { rays } from "./strokes.ts";

/** A drawn length is the root of the real one, and no less than this share of the largest. */
const LEAST = 0.45;
/** Whatever is said of its size, nothing is smaller than this. */
const SMALLEST = 0.34;
/** What is far away is a part of the picture that does not hang on its size. */
const FAR = 0.6;

export const SIZES: Partial<Record<Attribute, number>> = { big: 1.4, small: 0.7, tiny: 0.5 };
export const SHAPES: Partial<Record<Attribute, number>> = {
  tall: 1.5,
  thin: 1.6,
  long: 1 / 1.6,
  fat: 1 / 1.5,
};

/** Places all things; `looks` are pictures of each thing, one for each of its count. */
export function layoutOf(scene: Scene, looks: readonly (readonly Look[])[]): Placed[] {
  const { things } = scene, far = (index: number) => isFar(things[index]!.label);
  // "a house with a sun": what is in the sky is there, and beside nothing.
  const relations = scene.relations.filter(({ kind, of, to }) =>
    kind !== "beside" || of.every(far) || !of.some(far) && !to.some(far)
  );
  const sizes = sizesOf(things);
  const groups: (Placed[] | undefined)[] = things.map(() => undefined);
  const cut = (index: number) => grouped(things[index]!, index, looks[index]!, sizes[index]!);
  const placed = () => groups.flatMap((group) => group ?? []);
  const root = rootOf(relations, Math.max(0, things.findIndex((_, index) => !far(index))));
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
    groups[next] = far(next) ? inTheSky(cut(next), placed()) : toTheRight(cut(next), placed());
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
    { kind, isRight }: Relation,
    moving: readonly number[],
    others: readonly number[],
    reversed: boolean,
  ): void {
    // Who looks at what is on or in something stands beside all of it.
    const isAside = !reversed && ASIDE.has(kind) && carrierOf(relations, others[0]!) !== undefined;
    const anchors = isAside ? placed() : others.flatMap((index) => groups[index] ?? []);
    const fresh = moving.filter((index) => groups[index] === undefined);
    if (fresh.length === 0) return;
    const members: Placed[] = [];
    for (const index of fresh) members.push(...toTheRight(cut(index), members));
    const done = isRight && reversed
      ? toTheLeft(members, anchors, GAP)
      : putBy(kind, { members, anchors, labelOf: ({ thing }) => things[thing]!.label }, reversed);
    for (const index of fresh) groups[index] = done.filter(({ thing }) => thing === index);
  }
}

const CARRIES = new Set<Relation["kind"]>(
  ["on", "under", "in", "between", "behind", "in front of", "above", "riding"],
);
const ASIDE = new Set<Relation["kind"]>(["looking at", "chasing"]);

/** What a thing stands on, or in, or by. */
const carrierOf = (relations: readonly Relation[], index: number): number | undefined =>
  relations.find(({ kind, of }) => of.includes(index) && CARRIES.has(kind))?.to[0];

const BEARS = new Set<Relation["kind"]>(["wearing", "holding"]);
/** Who wears or holds a thing. */
const bearerOf = (relations: readonly Relation[], index: number): number | undefined =>
  relations.find(({ kind, to }) => to.includes(index) && BEARS.has(kind))?.of[0];

/** What all else is placed by: what a first thing, who bears it, or else what it looks at, stands on, and that again. */
function rootOf(relations: readonly Relation[], named: number): number {
  const first = bearerOf(relations, named) ?? named;
  const seen = relations.find(({ kind, of }) => of.includes(first) && ASIDE.has(kind))?.to[0];
  let root = seen !== undefined && carrierOf(relations, first) === undefined &&
      carrierOf(relations, seen) !== undefined
    ? seen
    : first;
  for (let steps = 0; steps < relations.length; steps++) {
    const next = carrierOf(relations, root);
    if (next === undefined) break;
    root = next;
  }
  return root;
}

/** Drawn lengths of things, the largest of which is 1. */
function sizesOf(things: readonly Thing[]): number[] {
  const near = things.filter(({ label }) => !isFar(label)).map(({ label }) => lengthOf(label));
  const most = Math.max(...near, 0);
  const sizes = things.map(({ label, attributes, count }) => {
    const usual = isFar(label) ? FAR : Math.max(LEAST, Math.sqrt(lengthOf(label) / most));
    const own = count >= CROWD ? usual * CROWDED : usual;
    return attributes.reduce((size, attribute) => size * (SIZES[attribute] ?? 1), own);
  });
  const largest = Math.max(...sizes);
  return sizes.map((size) => Math.max(SMALLEST * largest, size));
}

/** So many of a kind are drawn smaller. */
const CROWD = 5, CROWDED = 0.75;

/** Several of a kind, from x = 0 on. */
function grouped(thing: Thing, index: number, looks: readonly Look[], size: number): Placed[] {
  const shape = thing.attributes.reduce((shape, attribute) => shape * (SHAPES[attribute] ?? 1), 1);
  const all = looks.map((look): Placed => {
    const ratio = look.ratio * shape;
    const [width, height] = ratio > 1 ? [size / ratio, size] : [size, size * ratio];
    return { ...look, ratio, thing: index, x: 0, y: -height, width, height, depth: 0 };
  });
  if (thing.attributes.includes("shining")) {
    let x = 0;
    return all.flatMap((one) => {
      const whole = [one, ...rays(one)], box = boxOf(whole);
      const moved = move(whole, x - box.x, -box.bottom, 0);
      x += box.width + GAP / 2;
      return moved;
    });
  }
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
      x += one.width + (isDeep ? GAP : GAP / 2);
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
