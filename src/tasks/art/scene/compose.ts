/** One sketch of a whole scene, finer than that of a single thing. */
import type { PlacedThing } from "../../../art/render/artwork.ts";
import { isNear } from "../../../rasterise/sketch/spots.ts";
import { sideOf } from "../../../rasterise/sketch/sketch.ts";
import { aspectBin } from "../../../tokenizer/grid/grid.ts";
import type { Saying, Scene } from "../../../words/scene/parse.ts";
import { isPerson } from "../../../words/scene/kinds.ts";
import { isHue } from "../../../words/scene/hues.ts";
import { isSign } from "../../../words/scene/surfaces.ts";
import type { Sketch } from "../album/book.ts";
import { changed } from "./changes.ts";
import { faceOf, moodOf, withoutMood } from "./face.ts";
import { marksOf } from "./marking.ts";
import type { Mark } from "./marks.ts";
import { chosen, type Pictures, wantedSide, wishesOf } from "./choose.ts";
import { layoutOf } from "./layout.ts";
import { boxOf, type Placed } from "./places.ts";
import { madeLook, SIGN_BOARD } from "./made.ts";
import { paged, paint } from "./page.ts";
import { facingOf } from "./pose.ts";
import { roomInside } from "./silhouette.ts";
import { measured, type Written } from "./written.ts";

/** A scene as it is drawn. */
export interface SceneSketch extends Sketch {
  things: PlacedThing[];
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
/** Height of a cell of text in widths of a cell. */
export const CELL = 2;

/**
 * Puts a scene together of pictures of its things' labels, those of number `turn` that show what is asked for; of several of a
 * kind every other one looks the other way.
 */
export function composeScene(scene: Scene, picturesOf: (label: string) => Pictures, turn = 0): SceneSketch {
  const written = scene.saying?.how === "written" ? scene.saying : undefined;
  const notes: string[] = [];
  const looks = scene.things.map((thing, index) => {
    const { label, count, attributes } = thing;
    const isStoodIn = scene.relations.some(({ kind, to }) =>
      (kind === "in" || kind === "on") && to.includes(index)
    );
    const words = written?.by === index ? measured(written.text) : undefined;
    const flies = scene.relations.some(({ kind, of }) => kind === "above" && of.includes(index));
    const picture = madeLook(label, { isStoodIn, isFlock: flies && count > 1, words }) ??
      chosen(picturesOf(label), turn, wishesOf(scene, index), isPerson(label));
    const side = wantedSide(scene, index), own = side && facingOf(picture, label);
    if (own === undefined && attributes.some((attribute) => attribute.startsWith("facing"))) {
      notes.push(`whither "${label}" looks is not known: it is drawn as it is`);
    }
    const turned = own === undefined || own === side ? picture : changed(picture, "mirrored");
    const mood = moodOf(attributes), face = mood && faceOf(turned);
    if (mood !== undefined && face === undefined) {
      notes.push(`no face is found in the picture of "${label}": it is not drawn ${mood}`);
    }
    const plain = face === undefined ? turned : { ...withoutMood(turned, face), face };
    const look = attributes.reduce(changed, plain);
    const isLike = side !== undefined || flies || attributes.includes("half");
    return Array.from({ length: count }, (_, i) => isLike || i % 2 === 0 ? look : changed(look, "mirrored"));
  });
  const placed = layoutOf(scene, looks);
  let page = paged(placed), painted = paint(page);
  // What would hardly be seen stands beside the rest.
  for (let tries = placed.length; tries > 0; tries--) {
    const hidden = painted.visible.findIndex((share, i) => share < SEEN && !page.parts[i]!.from.isStroke);
    if (hidden < 0) break;
    const part = page.parts[hidden]!;
    stepAside(placed, placed.find((one) => one === part.from)!);
    page = paged(placed);
    painted = paint(page);
  }
  const { width, height, parts } = page, box = boxOf(placed);
  return {
    bits: stretched(painted.canvas, width, height, Math.max(width, height)),
    aspect: aspectBin(width * CELL, height),
    ...notes.length > 0 && { notes },
    marks: marksOf(scene, page, painted.front),
    things: parts.flatMap(({ from }, i) =>
      from.isStroke ? [] : [{
        thing: scene.things[from.thing]!.label,
        x: share((from.x - box.x) / box.width),
        y: share((from.y - box.y) / box.height),
        width: share(from.width / box.width),
        height: share(from.height / box.height),
        visible: share(painted.visible[i]!),
        ...colourOf(scene.things[from.thing]!),
      }]
    ),
    ...written && { written: writtenOn(written, scene, placed, box) },
  };
}

/** The colour that a thing is asked for in. */
function colourOf({ attributes }: Scene["things"][number]): { colour?: string } {
  const colour = attributes.find(isHue);
  return colour === undefined ? {} : { colour };
}

/** A sketch whose lines are so thick that what has small gaps encloses something all the same. */
function closed(bits: Uint8Array): Uint8Array {
  const reach = Math.max(1, Math.round(sideOf(bits) / 40));
  return bits.map((_, i) => isNear(bits, i, 1, reach) ? 1 : 0);
}

/** Words on a thing, and the box that it has for them. */
function writtenOn(
  { text, by }: Saying,
  scene: Scene,
  placed: readonly Placed[],
  box: ReturnType<typeof boxOf>,
): Written {
  const on = placed.find(({ thing }) => thing === by)!, { label } = scene.things[by]!;
  const { columns, lines } = measured(text), ratio = CELL * (lines + MARGIN) / (columns + MARGIN);
  const room = isSign(label) ? SIGN_BOARD : roomInside(closed(on.bits), ratio * on.width / on.height);
  return {
    text,
    x: (on.x + room.left * on.width - box.x) / box.width,
    y: (on.y + room.top * on.height - box.y) / box.height,
    width: (room.right - room.left) * on.width / box.width,
    height: (room.bottom - room.top) * on.height / box.height,
  };
}

/** Puts a thing to the right of the others. */
function stepAside(placed: readonly Placed[], one: Placed): void {
  const others = boxOf(placed.filter((other) => other !== one));
  one.x = others.x + others.width + 0.1;
  one.y = others.bottom - one.height;
}

/** Three digits are enough of a place. */
const share = (value: number): number => Math.round(1000 * value) / 1000;

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
