/** One sketch of a whole scene, finer than that of a single thing. */
import type { PlacedThing } from "../../../art/render/artwork.ts";
import { filled } from "../../../rasterise/sketch/outline.ts";
import { isNear } from "../../../rasterise/sketch/spots.ts";
import { sideOf, withSameInk } from "../../../rasterise/sketch/sketch.ts";
import { aspectBin } from "../../../tokenizer/grid/grid.ts";
import type { Saying, Scene } from "../../../words/scene/parse.ts";
import { isSign } from "../../../words/scene/surfaces.ts";
import type { Sketch } from "../album/book.ts";
import { layoutOf } from "./layout.ts";
import { CELL, pixelsOf, placedByHand, saysOf, type ShareBox, sharesOf, toldThing } from "./by_hand.ts";
import { boxOf, type Placed } from "./places.ts";
import type { Look } from "./look.ts";
import { madeLook, SIGN_BOARD } from "./made.ts";
import { roomInside } from "./silhouette.ts";
import { measured, type Written } from "./written.ts";

/** A scene as it is drawn. */
export interface SceneSketch extends Sketch {
  things: PlacedThing[];
  /** Lines of a column, as it is told. */
  linesPerColumn: number;
  /** Words that stand on a thing, and the box that there is for them, as shares of the drawing. */
  written?: Written;
}

/** Parts of a sketch's pixel, to each side, by which lines are counted into pixels of the scene. */
const FINE = 4;
/** Cells around words on a thing, of both sides together. */
const MARGIN = 3;
/** A thing of which less of the ink is seen is as good as not there. */
const SEEN = 0.22;
/** Blank around what stands before something, in pixels. */
const RIM = 2;

/** Puts a scene together of sketches of its things' labels; of several of a kind every other one looks the other way. */
export function composeScene(
  scene: Scene,
  sketchOf: (label: string, picture?: number) => Look,
): SceneSketch {
  const { saying, byHand } = scene, written = saying?.how === "written" ? saying : undefined;
  const looks = scene.things.map(({ label, count, attributes }, index) => {
    const box = byHand?.boxes[index];
    const isStoodIn = box?.ground ??
      scene.relations.some(({ kind, to }) => (kind === "in" || kind === "on") && to.includes(index));
    const words = written?.by === index ? measured(written.text) : undefined;
    const look = attributes.reduce(
      changed,
      madeLook(label, { isStoodIn, words }) ?? sketchOf(label, box?.picture),
    );
    return Array.from({ length: count }, (_, i) => (box?.flip ?? i % 2 === 1) ? flipped(look) : look);
  });
  const placed = byHand === undefined ? layoutOf(scene, looks) : placedByHand(byHand, looks);
  let page = paged(placed), painted = paint(page);
  // What would hardly be seen stands beside the rest.
  for (let tries = byHand === undefined ? placed.length : 0; tries > 0; tries--) {
    const hidden = painted.visible.findIndex((share) => share < SEEN);
    if (hidden < 0) break;
    const part = page.parts[hidden]!;
    stepAside(placed, placed.find((one) => one === part.from)!);
    page = paged(placed);
    painted = paint(page);
  }
  const { width, height, aspect, parts } = page;
  return {
    bits: stretched(painted.canvas, width, height, Math.max(width, height)),
    aspect: aspectBin(width * CELL, height),
    linesPerColumn: aspect,
    things: parts.map(({ from, share }, i) => ({
      ...toldThing(scene.things[from.thing]!, share, from, painted.visible[i]!),
      ...parts.findIndex((other) => other.from.thing === from.thing) === i && saysOf(saying, from.thing),
    })),
    ...written && { written: writtenOn(written, scene, parts) },
  };
}

const flipped = (look: Look): Look => ({ ...changed(look, "mirrored"), flip: true });

/** A sketch whose lines are so thick that what has small gaps encloses something all the same. */
function closed(bits: Uint8Array): Uint8Array {
  const reach = Math.max(1, Math.round(sideOf(bits) / 40));
  return bits.map((_, i) => isNear(bits, i, 1, reach) ? 1 : 0);
}

/** Words on a thing, and the box that it has for them. */
function writtenOn({ text, by }: Saying, scene: Scene, parts: readonly PagePart[]): Written {
  const { from, share, width, height } = parts.find(({ from }) => from.thing === by)!;
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

/** A thing in pixels. */
interface PagePart {
  from: Placed;
  share: ShareBox;
  x: number;
  y: number;
  width: number;
  height: number;
}

/** Things in pixels, those behind others first. */
interface ScenePage {
  width: number;
  height: number;
  aspect: number;
  parts: PagePart[];
}

/** Places are as exact as they are told, so that the same come of those. */
function paged(placed: readonly Placed[]): ScenePage {
  const told = sharesOf(placed), { width, height, across, down } = pixelsOf(told);
  const parts = placed.map((from, i): PagePart => {
    const share = told.boxes[i]!;
    return {
      ...{ from, share, x: share.x * across, y: share.y * down },
      ...{ width: share.width * across, height: share.height * down },
    };
  });
  return { width, height, aspect: told.aspect, parts: parts.sort((a, b) => a.from.depth - b.from.depth) };
}

/** Paints things one after the other, each over what is behind it; tells how much of each one's ink is seen in the end. */
function paint({ width, height, parts }: ScenePage): { canvas: Uint8Array; visible: number[] } {
  /** Whose ink a pixel has, counted from 1. */
  const owner = new Uint8Array(width * height);
  const inked = parts.map((part, i) => {
    const cover = coverOf(part, width, height), ink = inkOf(part, width, height);
    let count = 0;
    for (let pixel = 0; pixel < owner.length; pixel++) {
      if (ink[pixel]) {
        owner[pixel] = i + 1;
        count++;
      } else if (cover[pixel]) owner[pixel] = 0;
    }
    return count;
  });
  const seen = inked.map(() => 0);
  for (const one of owner) if (one > 0) seen[one - 1]!++;
  return {
    canvas: owner.map((one) => one > 0 ? 1 : 0),
    visible: seen.map((count, i) => inked[i]! === 0 ? 0 : count / inked[i]!),
  };
}

/** Pixels that a thing hides: its silhouette, and a rim around it. */
function coverOf({ from: { bits, covers }, ...part }: PagePart, width: number, height: number): Uint8Array {
  const side = sideOf(bits), solid = covers ?? filled(bits), cover = new Uint8Array(width * height);
  const [left, right] = within(part.x, part.width, width),
    [top, bottom] = within(part.y, part.height, height);
  for (let y = top; y < bottom; y++) {
    const row = Math.floor((y + 0.5 - part.y) * side / part.height) * side;
    for (let x = left; x < right; x++) {
      cover[y * width + x] = solid[row + Math.floor((x + 0.5 - part.x) * side / part.width)] ?? 0;
    }
  }
  return widened(widened(cover, width, 1), width, width);
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

/** What an attribute makes of a picture; sizes and shapes are the layout's. */
function changed(look: Look, attribute: string): Look {
  const { bits } = look, side = sideOf(bits);
  const from = (source: (x: number, y: number) => number) => ({
    ...look,
    bits: bits.map((_, i) => source(i % side, Math.floor(i / side))),
  });
  const at = (x: number, y: number) => bits[y * side + x]!;
  switch (attribute) {
    case "upside down":
      return from((x, y) => at(x, side - 1 - y));
    case "mirrored":
      return from((x, y) => at(side - 1 - x, y));
    case "black":
      return { ...look, bits: filled(bits) };
    case "striped": {
      const solid = filled(bits);
      return from((x, y) => at(x, y) || (solid[y * side + x] && (x + y) % 10 < 2) ? 1 : 0);
    }
    case "spotted": {
      const solid = filled(bits);
      const isSpot = (x: number, y: number) => {
        const row = Math.floor(y / 9), dx = (x + (row % 2) * 5) % 10 - 4.5, dy = y % 9 - 4;
        return dx * dx + dy * dy < 5;
      };
      return from((x, y) => at(x, y) || (solid[y * side + x] && isSpot(x, y)) ? 1 : 0);
    }
    case "broken": {
      const solid = filled(bits), middle = Math.floor(side / 2), step = Math.max(2, Math.round(side / 12));
      const crack = (y: number) => middle + Math.abs(y % (2 * step) - step) - Math.floor(step / 2);
      const isCrack = (x: number, y: number) => Math.abs(x - crack(y)) <= 1;
      // A zigzag of its own, with the lines beside it left out.
      return from((x, y) =>
        solid[y * side + x] && isCrack(x, y) ? 1 : Math.abs(x - crack(y)) <= 2 ? 0 : at(x, y)
      );
    }
    case "half": {
      const solid = filled(bits), middle = Math.floor(side / 2);
      const half = from((x, y) => x < middle ? at(x, y) : x < middle + 2 && solid[y * side + x] ? 1 : 0);
      return half;
    }
    default:
      return look;
  }
}
