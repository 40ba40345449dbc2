/** Which picture of a word a scene takes: what a relation is said by can be seen in some pictures only. */
import type { Relation, Scene } from "../../../words/scene/parse.ts";
import { spots } from "../../../rasterise/sketch/spots.ts";
import type { Attribute } from "../../../words/scene/phrases.ts";
import { hasLegs, hasStem, isCreature, isPerson, isVehicle } from "../../../words/scene/kinds.ts";
import { faceOf, moodOf } from "./face.ts";
import type { Look } from "./look.ts";
import { isMedium } from "./made.ts";
import { textureOf } from "./marks.ts";
import { isFace, isPersonWhole, isSideView, isStemmed, isWhole, mirrored, type Side } from "./pose.ts";
import { roomBelow } from "./silhouette.ts";
import { eroded, solidOf } from "./solid.ts";

/** The pictures of a word that a scene may take, in their order. */
export interface Pictures {
  count: number;
  /**
   * Index of the one that a scene looks at first, round and round: plain icons, of which wishes know what they show, before what was
   * taught, a face with whiskers for one.
   */
  first?: number;
  /** A picture as it is, or for drawings that show it again, varied. */
  look(index: number, isVaried: boolean): Look;
}

type Wish = (look: Look) => boolean;

/** So many pictures of a word are looked at: to decode one takes a fiftieth of a drawing. */
const LOOKED_AT = 20;
/** Of persons fewer, since the last pictures of a boy are of his mother too. */
const PERSONS = 16;

/**
 * The picture number `turn` of those that a wish comes true in, of the first wish that does in any; round and round, varied from
 * the second time on.
 */
export function chosen(pictures: Pictures, turn: number, wishes: readonly Wish[], isOfPerson = false): Look {
  const { first: start = 0, count } = pictures;
  const lookAt = (index: number, isVaried: boolean) => pictures.look((start + index) % count, isVaried);
  const looked: Look[] = [],
    most = Math.min(pictures.count, isOfPerson ? PERSONS : LOOKED_AT),
    fits: number[] = [];
  const [first] = wishes;
  if (first === undefined) {
    const index = turn % most;
    return lookAt(index, turn >= most);
  }
  for (let index = 0; index < most; index++) {
    const look = lookAt(index, false);
    looked.push(look);
    if (first(look) && fits.push(index) > turn) return look;
  }
  const all = [...wishes, () => true].map((wish) =>
    looked.flatMap((look, index) => wish(look) ? [index] : [])
  );
  const list = all.find((indices) => indices.length > 0) ?? [0], index = list[turn % list.length]!;
  return turn < list.length ? looked[index]! : lookAt(index, true);
}

/** What is cut is seen best where there is little else. */
const CUT: ReadonlySet<Attribute> = new Set<Attribute>(["broken", "half"]);
/** What one does with the whole body. */
const BODILY: ReadonlySet<Relation["kind"]> = new Set(["on", "riding", "holding", "under", "chasing"]);

/** What is wished for in the picture of a thing, the most wanted first. */
export function wishesOf({ things, relations }: Scene, index: number): Wish[] {
  const { label, attributes } = things[index]!;
  const does = new Set(relations.filter(({ of }) => of.includes(index)).map(({ kind }) => kind));
  const suffers = new Set(relations.filter(({ to }) => to.includes(index)).map(({ kind }) => kind));
  const wades = relations.some(({ of, to }) =>
    of.includes(index) && to.some((one) => isMedium(things[one]!.label))
  );
  const wishes = isCreature(label)
    ? ofCreature()
    : isVehicle(label)
    ? [both(isSideView, isClear), isSideView]
    : hasStem(label) && relations.length > 0
    ? [isStemmed]
    : (suffers.has("under") || suffers.has("on")) && hasLegs(label)
    ? [both(hasRoomBelow, isClear), hasRoomBelow]
    : [];
  if (attributes.some((attribute) => CUT.has(attribute))) {
    const even = attributes.includes("half") ? [isEven] : [];
    return [both(isOnePiece, isPlainEnough, ...even), both(isPlainEnough, ...even), isPlainEnough, ...wishes];
  }
  if (textureOf(attributes) === undefined) return wishes;
  return [...wishes.map((wish) => both(wish, isPlain)), ...wishes, both(isPlain, isClear), isPlain];

  function ofCreature(): Wish[] {
    if (moodOf(attributes) !== undefined) return [(look) => isFace(look) && faceOf(look) !== undefined];
    const isBodily = [...does].some((kind) => BODILY.has(kind)) || suffers.has("riding");
    if (does.has("wearing") && !isBodily) return [isFace];
    if (things.length < 2 && !attributes.some((attribute) => attribute.startsWith("facing"))) return [];
    if ((does.has("in") || does.has("behind")) && !isPerson(label) && !wades) return [isFace];
    return isPerson(label)
      ? [isPersonWhole]
      : [both(isSideView, isClear), both(isWhole, isClear), isClear, isWhole];
  }
}

/** Whither a thing is to look; undefined where it does not matter. */
export function wantedSide({ things, relations }: Scene, index: number): Side | undefined {
  const { attributes } = things[index]!;
  if (attributes.includes("facing left")) return "left";
  if (attributes.includes("facing right")) return "right";
  // Who chases, or looks at something, stands to the left of it.
  const isTurned = relations.some(({ kind, of, to }) =>
    (kind === "chasing" && (of.includes(index) || to.includes(index))) ||
    (kind === "looking at" && of.includes(index))
  );
  return isTurned ? "right" : undefined;
}

/** Whether another thing may stand below this one. */
function hasRoomBelow({ bits }: Look): boolean {
  const { left, right, top } = roomBelow(bits, 1);
  return right - left > 0.64 && top < 0.6;
}

/** Share of what a silhouette encloses that lines may take where a pattern is to be seen in it, or a cut. */
const PLAIN = 0.08, PLAIN_ENOUGH = 0.14;

const isPlain = (look: Look): boolean => isPlainTo(PLAIN, look);
const isPlainEnough = (look: Look): boolean => isPlainTo(PLAIN_ENOUGH, look);

function isPlainTo(limit: number, { bits }: Look): boolean {
  const inner = eroded(solidOf(bits), 4);
  let ink = 0, all = 0;
  inner.forEach((bit, i) => {
    if (!bit) return;
    all++;
    if (bits[i]) ink++;
  });
  return all > bits.length / 10 && ink < limit * all;
}

/** Share of a picture that is ink, and pieces that its lines are in, where it is drawn with few lines. */
const CLEAR = { ink: 0.172, pieces: 22 };

const isClear = ({ bits }: Look): boolean =>
  bits.reduce((sum, bit) => sum + bit, 0) < CLEAR.ink * bits.length && spots(bits).length <= CLEAR.pieces;

const isOnePiece = ({ bits }: Look): boolean => spots(bits).length === 1;

const isEven = ({ bits }: Look): boolean => mirrored(solidOf(bits)) > EVEN;
const EVEN = 0.9;

const both = (...wishes: Wish[]): Wish => (look) => wishes.every((wish) => wish(look));
