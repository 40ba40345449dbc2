/** One sketch of a whole scene, finer than that of a single thing. */
import type { PlacedThing } from "../../../art/render/artwork.ts";
import { isNear } from "../../../rasterise/sketch/spots.ts";
import { sideOf, withSameInk } from "../../../rasterise/sketch/sketch.ts";
import { aspectBin } from "../../../tokenizer/grid/grid.ts";
import type { Saying, Scene } from "../../../words/scene/parse.ts";
import { isHue } from "../../../words/scene/hues.ts";
import { isSign } from "../../../words/scene/surfaces.ts";
import type { Sketch } from "../album/book.ts";
import { changed } from "./changes.ts";
import { faceOf, moodOf, withoutMood } from "./face.ts";
import { type Mark, textureOf } from "./marks.ts";
import { chosen, type Pictures, wantedSide, wishesOf } from "./choose.ts";
import { layoutOf } from "./layout.ts";
import { boxOf, type Placed } from "./places.ts";
import type { Look } from "./look.ts";
import { madeLook, SIGN_BOARD } from "./made.ts";
import { facingOf } from "./pose.ts";
import { roomInside } from "./silhouette.ts";
import { solidOf } from "./solid.ts";
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

/** Pixels of the largest thing's longer side, and of the scene's at most. */
const UNIT = 96, MOST = 192;
/** Parts of a sketch's pixel, to each side, by which lines are counted into pixels of the scene. */
const FINE = 4;
/** Cells around words on a thing, of both sides together. */
const MARGIN = 3;
/** A thing of which less of the ink is seen is as good as not there. */
const SEEN = 0.22;
/** Blank around what stands before something, in pixels. */
const RIM = 2;
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
      chosen(picturesOf(label), turn, wishesOf(scene, index));
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

/** Patterns, moods and lines of sight, as shares of the page. */
function marksOf(
  { things, relations }: Scene,
  { width, height, parts }: ScenePage,
  front: Uint8Array,
): Mark[] {
  const marks: Mark[] = [];
  for (const [i, part] of parts.entries()) {
    const { from } = part;
    if (from.isStroke) continue;
    const { label, attributes } = things[from.thing]!,
      texture = textureOf(attributes),
      mood = moodOf(attributes);
    const at = ({ x, y }: { x: number; y: number }) => ({
      x: (part.x + x * part.width) / width,
      y: (part.y + y * part.height) / height,
    });
    if (texture !== undefined) {
      const mask = front.map((one) => one === i + 1 ? 1 : 0);
      marks.push({ kind: "texture", texture, mask, width, height });
    }
    if (mood !== undefined && from.face !== undefined) {
      const { left, right, chin } = from.face, eye = left.height * part.height / height;
      const mouth = at({ x: (left.x + right.x) / 2, y: (left.y + 2 * chin) / 3 });
      const pixel = Math.floor(mouth.y * height) * width + Math.floor(mouth.x * width);
      marks.push({
        ...{ kind: "mood", of: label, mood, left: at(left), right: at(right), eye },
        chin: at({ x: 0, y: chin }).y,
        isMouthSeen: front[pixel] === i + 1,
      });
    }
  }
  for (const { kind, of, to } of relations) {
    const [looker, seen] = [of[0]!, to[0]!].map((index) =>
      parts.find(({ from }) => from.thing === index && !from.isStroke)
    );
    if (kind !== "looking at" || looker === undefined || seen === undefined) continue;
    const isLeft = looker.x < seen.x, eye = looker.x + (isLeft ? looker.width : 0) + (isLeft ? RIM : -RIM);
    const edge = isLeft ? seen.x - RIM : seen.x + seen.width + RIM;
    marks.push({
      kind: "sight",
      from: { x: eye / width, y: (looker.y + EYES * looker.height) / height },
      to: { x: edge / width, y: (seen.y + seen.height / 2) / height },
    });
  }
  return marks;
}

/** Where the eyes of one who looks are, as a share of the height. */
const EYES = 0.25;

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

/** A thing in pixels. */
interface PagePart {
  from: Placed;
  x: number;
  y: number;
  width: number;
  height: number;
}

/** Things in pixels, those behind others first. */
interface ScenePage {
  width: number;
  height: number;
  parts: PagePart[];
}

function paged(placed: readonly Placed[]): ScenePage {
  const box = boxOf(placed);
  const unit = Math.min(UNIT, MOST / Math.max(box.width, box.height));
  const pixels = (length: number) => Math.max(1, Math.round(length * unit));
  return {
    width: pixels(box.width),
    height: pixels(box.height),
    parts: [...placed].sort((a, b) => a.depth - b.depth).map((from) => ({
      from,
      x: (from.x - box.x) * unit,
      y: (from.y - box.y) * unit,
      width: from.width * unit,
      height: from.height * unit,
    })),
  };
}

/** Paints things one after the other, each over what is behind it; tells how much of each one's ink is seen in the end. */
function paint(
  { width, height, parts }: ScenePage,
): { canvas: Uint8Array; visible: number[]; front: Uint8Array } {
  /** Whose ink a pixel has, and whose silhouette is foremost there, counted from 1. */
  const owner = new Uint8Array(width * height), front = new Uint8Array(width * height);
  const inked = parts.map((part, i) => {
    const ink = inkOf(part, width, height);
    let count = 0;
    if (!part.from.isStroke) {
      const solid = coverOf(part, width, height);
      const cover = widened(widened(solid, width, 1), width, width);
      for (let pixel = 0; pixel < owner.length; pixel++) {
        if (solid[pixel]) front[pixel] = i + 1;
        if (cover[pixel]) owner[pixel] = 0;
      }
    }
    for (let pixel = 0; pixel < owner.length; pixel++) {
      if (!ink[pixel]) continue;
      owner[pixel] = i + 1;
      count++;
    }
    return count;
  });
  const seen = inked.map(() => 0);
  for (const one of owner) if (one > 0) seen[one - 1]!++;
  return {
    front,
    canvas: owner.map((one) => one > 0 ? 1 : 0),
    visible: seen.map((count, i) => inked[i]! === 0 ? 0 : count / inked[i]!),
  };
}

/** Pixels that a thing hides: its silhouette. */
function coverOf({ from: { bits, covers }, ...part }: PagePart, width: number, height: number): Uint8Array {
  const side = sideOf(bits), solid = covers ?? solidOf(bits), cover = new Uint8Array(width * height);
  const [left, right] = within(part.x, part.width, width),
    [top, bottom] = within(part.y, part.height, height);
  for (let y = top; y < bottom; y++) {
    const row = Math.floor((y + 0.5 - part.y) * side / part.height) * side;
    for (let x = left; x < right; x++) {
      cover[y * width + x] = solid[row + Math.floor((x + 0.5 - part.x) * side / part.width)] ?? 0;
    }
  }
  return cover;
}

/** Pixels from the first whose middle lies in a span to before the first beyond it. */
const within = (from: number, length: number, most: number): [number, number] => [
  Math.max(0, Math.ceil(from - 0.5)),
  Math.min(most, Math.ceil(from + length - 0.5)),
];

/** Ink spread by the rim along rows (step 1) or columns (step the width). */
function widened(mask: Uint8Array, width: number, step: number): Uint8Array {
  const wide = mask.slice();
  for (let pixel = 0; pixel < mask.length; pixel++) {
    if (!mask[pixel]) continue;
    for (let by = -RIM; by <= RIM; by++) {
      const to = pixel + by * step;
      if (step !== 1 || Math.floor(to / width) === Math.floor(pixel / width)) wide[to] = 1;
    }
  }
  return wide;
}

/** The lines of a thing, of which no more is lost than thin lines can bear. */
function inkOf({ from: { bits }, ...part }: PagePart, width: number, height: number): Uint8Array {
  const side = sideOf(bits), scaleX = part.width / side, scaleY = part.height / side;
  const share = new Float32Array(width * height);
  for (let sy = 0; sy < side * FINE; sy++) {
    const y = Math.floor(part.y + (sy + 0.5) * scaleY / FINE);
    if (y < 0 || y >= height) continue;
    const row = Math.floor(sy / FINE) * side;
    for (let sx = 0; sx < side * FINE; sx++) {
      if (!bits[row + Math.floor(sx / FINE)]) continue;
      const x = Math.floor(part.x + (sx + 0.5) * scaleX / FINE);
      if (x >= 0 && x < width) share[y * width + x]! += scaleX * scaleY / FINE ** 2;
    }
  }
  const ink = withSameInk(share);
  if (scaleX >= 1 && scaleY >= 1) return ink;
  // A line that falls between two pixels of a smaller picture has half of each, and would be lost whole.
  bits.forEach((bit, i) => {
    const x = Math.floor(part.x + (i % side + 0.5) * scaleX),
      y = Math.floor(part.y + (Math.floor(i / side) + 0.5) * scaleY);
    if (bit && x >= 0 && y >= 0 && x < width && y < height) ink[y * width + x] = 1;
  });
  return ink;
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
