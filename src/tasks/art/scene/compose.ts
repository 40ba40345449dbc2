/** One sketch of a whole scene, finer than that of a single thing. */
import type { PlacedThing } from "../../../art/render/artwork.ts";
import { isNear } from "../../../rasterise/sketch/spots.ts";
import { sideOf } from "../../../rasterise/sketch/sketch.ts";
import { aspectBin } from "../../../tokenizer/grid/grid.ts";
import type { Saying, Scene } from "../../../words/scene/parse.ts";
import { isPerson } from "../../../words/scene/kinds.ts";
import { isSign } from "../../../words/scene/surfaces.ts";
import type { Sketch } from "../album/book.ts";
import { CELL, placedByHand, saysOf, toldThing } from "./by_hand.ts";
import { changed } from "./changes.ts";
import { faceOf, moodOf, withoutMood } from "./face.ts";
import { marksOf } from "./marking.ts";
import type { Mark } from "./marks.ts";
import { chosen, type Pictures, wantedSide, wishesOf } from "./choose.ts";
import { layoutOf } from "./layout.ts";
import { boxOf, type Placed } from "./places.ts";
import { madeLook, SIGN_BOARD } from "./made.ts";
import type { Look } from "./look.ts";
import { paged, type PagePart, paint } from "./page.ts";
import { facingOf } from "./pose.ts";
import { roomInside } from "./silhouette.ts";
import { measured, type Written } from "./written.ts";

/** A scene as it is drawn. */
export interface SceneSketch extends Sketch {
  things: PlacedThing[];
  /** Lines of a column, as it is told. */
  linesPerColumn: number;
  /** What there is to say of it. */
  notes?: string[];
  /** What is put on the finished drawing. */
  marks: Mark[];
  /** Words that stand on a thing, and the box that there is for them, as shares of the drawing. */
  written?: Written;
}

/** Cells around words on a thing, of both sides together. */
const MARGIN = 3;
/** A thing of which less of the ink is seen is as good as not there. */
const SEEN = 0.22;

/**
 * Puts a scene together of pictures of its things' labels, those of number `turn` that show what is asked for; of several of a
 * kind every other one looks the other way.
 */
export function composeScene(scene: Scene, picturesOf: (label: string) => Pictures, turn = 0): SceneSketch {
  const { saying, byHand } = scene, written = saying?.how === "written" ? saying : undefined;
  const notes: string[] = [];
  const looks = scene.things.map((_, index) => looksOf(scene, index, { picturesOf, turn, notes }));
  const placed = byHand === undefined ? layoutOf(scene, looks) : placedByHand(scene, byHand, looks);
  let page = paged(placed), painted = paint(page);
  // What would hardly be seen stands beside the rest.
  for (let tries = byHand === undefined ? placed.length : 0; tries > 0; tries--) {
    const hidden = painted.visible.findIndex((share, i) => share < SEEN && !page.parts[i]!.from.isStroke);
    if (hidden < 0) break;
    const part = page.parts[hidden]!;
    stepAside(placed, placed.find((one) => one === part.from)!);
    page = paged(placed);
    painted = paint(page);
  }
  const { width, height, aspect, parts } = page;
  const first = (thing: number) => parts.findIndex(({ from }) => from.thing === thing && !from.isStroke);
  return {
    bits: stretched(painted.canvas, width, height, Math.max(width, height)),
    aspect: aspectBin(width * CELL, height),
    linesPerColumn: aspect,
    ...notes.length > 0 && { notes },
    marks: marksOf(scene, page, painted.front),
    things: parts.flatMap(({ from, share }, i) =>
      from.isStroke ? [] : [{
        ...toldThing(scene.things[from.thing]!, share, from, painted.visible[i]!),
        ...first(from.thing) === i && saysOf(saying, from.thing),
      }]
    ),
    ...written && { written: writtenOn(written, scene, parts[first(written.by)]!) },
  };
}

/** Where pictures come from, and what is said where they do not show what is asked for. */
interface Choice {
  picturesOf(label: string): Pictures;
  turn: number;
  notes: string[];
}

/** The looks of a thing, one for each of its count. */
function looksOf(scene: Scene, index: number, { picturesOf, turn, notes }: Choice): Look[] {
  const { label, count, attributes } = scene.things[index]!, box = scene.byHand?.boxes[index];
  const flies = scene.relations.some(({ kind, of }) => kind === "above" && of.includes(index));
  const found = pictureOf(scene, index, { flies, picturesOf, turn });
  const picture = box?.flip ? flipped(found) : found;
  const side = wantedSide(scene, index), own = side && facingOf(picture, label);
  if (own === undefined && attributes.some((attribute) => attribute.startsWith("facing"))) {
    notes.push(`whither "${label}" looks is not known: it is drawn as it is`);
  }
  const turned = own === undefined || own === side ? picture : flipped(picture);
  const mood = moodOf(attributes), face = mood && faceOf(turned);
  if (mood !== undefined && face === undefined) {
    notes.push(`no face is found in the picture of "${label}": it is not drawn ${mood}`);
  }
  const plain = face === undefined ? turned : { ...withoutMood(turned, face), face };
  const look = attributes.reduce(changed, plain);
  const isLike = side !== undefined || flies || attributes.includes("half");
  return Array.from({ length: count }, (_, i) => isLike || i % 2 === 0 ? look : flipped(look));
}

function pictureOf(
  scene: Scene,
  index: number,
  { flies, picturesOf, turn }: Omit<Choice, "notes"> & { flies: boolean },
): Look {
  const { label, count } = scene.things[index]!, { saying, byHand } = scene, box = byHand?.boxes[index];
  const isStoodIn = box?.ground ??
    scene.relations.some(({ kind, to }) => (kind === "in" || kind === "on") && to.includes(index));
  const words = saying?.how === "written" && saying.by === index ? measured(saying.text) : undefined;
  const made = madeLook(label, { isStoodIn, isFlock: flies && count > 1, words });
  if (made !== undefined) return made;
  const pictures = picturesOf(label);
  return box?.picture === undefined
    ? chosen(pictures, turn, wishesOf(scene, index), isPerson(label))
    : pictures.look(box.picture - 1, box.varied ?? false);
}

const flipped = (look: Look): Look => ({ ...changed(look, "mirrored"), flip: !look.flip });

/** A sketch whose lines are so thick that what has small gaps encloses something all the same. */
function closed(bits: Uint8Array): Uint8Array {
  const reach = Math.max(1, Math.round(sideOf(bits) / 40));
  return bits.map((_, i) => isNear(bits, i, 1, reach) ? 1 : 0);
}

/** Words on a thing, and the box that it has for them. */
function writtenOn(
  { text, by }: Saying,
  scene: Scene,
  { from, share, width, height }: PagePart,
): Written {
  const { columns, lines } = measured(text), ratio = CELL * (lines + MARGIN) / (columns + MARGIN);
  const room = isSign(scene.things[by]!.label)
    ? SIGN_BOARD
    : roomInside(closed(from.bits), ratio * width / height);
  return {
    text,
    x: share.x + room.left * share.width,
    y: share.y + room.top * share.height,
    width: (room.right - room.left) * share.width,
    height: (room.bottom - room.top) * share.height,
  };
}

/** Puts a thing to the right of the others. */
function stepAside(placed: readonly Placed[], one: Placed): void {
  const others = boxOf(placed.filter((other) => other !== one));
  one.x = others.x + others.width + 0.1;
  one.y = others.bottom - one.height;
}

/** A canvas stretched to a square. */
function stretched(canvas: Uint8Array, width: number, height: number, side: number): Uint8Array {
  const bits = new Uint8Array(side * side);
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      bits[y * side + x] = canvas[Math.floor(y * height / side) * width + Math.floor(x * width / side)]!;
    }
  }
  return bits;
}
