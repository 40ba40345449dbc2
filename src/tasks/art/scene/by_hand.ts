/** Places of things as they are told, in shares of the drawing, and given back by hand. */
import type { PlacedThing } from "../../../art/render/artwork.ts";
import { isHue } from "../../../words/scene/hues.ts";
import type { HandBox, Saying, Scene, Thing } from "../../../words/scene/parse.ts";
import { SHAPES, SIZES } from "./layout.ts";
import type { Look } from "./look.ts";
import { boxOf, type Placed } from "./places.ts";
import { rays } from "./strokes.ts";

/** Height of a cell of text in widths of a cell. */
export const CELL = 2;
/** Pixels of the largest thing's longer side, and of the scene's at most. */
const UNIT = 96, MOST = 192;
/** Pixels of a thing's longer side at least: in fewer no sketch shows anything. */
const LEAST = 4;

/** A box as shares of a drawing. */
export type ShareBox = Pick<HandBox, "x" | "y" | "width" | "height">;

/** Things where a layout has them, each before those that come ahead of it. */
export function placedByHand(
  { things }: Pick<Scene, "things">,
  { aspect, boxes }: NonNullable<Scene["byHand"]>,
  looks: readonly (readonly Look[])[],
): Placed[] {
  const tall = CELL * aspect;
  return boxes.flatMap(({ x, y, width, height }, thing) =>
    (looks[thing] ?? []).flatMap((look) => {
      const box = { x, y: tall * y, width, height: tall * height },
        one = { ...look, thing, ...box, depth: thing };
      return things[thing]!.attributes.includes("shining") ? [one, ...rays(one)] : [one];
    })
  );
}

/** Places as they are told: boxes of three digits, which touch all sides of the drawing, and its lines a column. */
export function sharesOf(placed: readonly Placed[]): { aspect: number; boxes: ShareBox[] } {
  const { x, y, width, height } = boxOf(placed);
  const boxes = placed.map((one) => {
    const left = share((one.x - x) / width), top = share((one.y - y) / height);
    const right = share((one.x + one.width - x) / width), bottom = share((one.y + one.height - y) / height);
    return {
      ...{ x: left, y: top },
      ...{ width: Math.max(THIN, share(right - left)), height: Math.max(THIN, share(bottom - top)) },
    };
  });
  return { aspect: digits(height / width / CELL, ASPECT_DIGITS), boxes };
}

/** Pixels of a scene's sketch, and by how many a share of its width and of its height is told. */
export function pixelsOf(
  { aspect, boxes }: { aspect: number; boxes: readonly ShareBox[] },
): { width: number; height: number; across: number; down: number } {
  const tall = CELL * aspect;
  const largest = Math.max(...boxes.map(({ width, height }) => Math.max(width, height * tall)));
  const unit = Math.min(UNIT / largest, MOST / Math.max(1, tall));
  const pixels = (length: number) => Math.max(1, Math.round(length * unit));
  return { width: pixels(1), height: pixels(tall), across: unit, down: tall * unit };
}

/** Boxes that are too small to show a sketch, and how wide or high they would have to be. */
export function tooSmall(layout: { aspect: number; boxes: readonly ShareBox[] }) {
  const { across, down } = pixelsOf(layout);
  return layout.boxes.flatMap(({ width, height }, index) =>
    Math.max(width * across, height * down) >= LEAST ? [] : [{
      index,
      width: digits(LEAST / across, 2),
      height: digits(LEAST / down, 2),
    }]
  );
}

/** A thing of a scene as it is told, to be given back as it is. */
export function toldThing(
  { label, attributes }: Thing,
  box: ShareBox,
  { flip, picture, varied, ground }: Pick<HandBox, "flip" | "picture" | "varied" | "ground">,
  visible: number,
): PlacedThing {
  const colour = attributes.find(isHue);
  const changes = attributes.filter((each) => !isHue(each) && !isOfSize(each));
  return {
    ...{ thing: label, ...box, visible: share(visible) },
    ...colour !== undefined && { colour },
    ...changes.length > 0 && { attributes: changes },
    ...flip && { flip },
    ...picture !== undefined && { picture },
    ...varied && { varied },
    ...ground && { ground },
  };
}

/** Whether a scene has it on the first of some things, or has that say it. */
export const saysOf = (saying: Saying | undefined, thing: number): { says?: string } =>
  saying?.by === thing ? { says: saying.text } : {};

/** Attributes that a box tells already. */
export const isOfSize = (attribute: string): boolean =>
  Object.hasOwn(SIZES, attribute) || Object.hasOwn(SHAPES, attribute);

const ASPECT_DIGITS = 4;
/** Nothing is thinner. */
const THIN = 0.001;

/** Three digits are enough of a place. */
const share = (value: number): number => Math.round(1000 * value) / 1000;
const digits = (value: number, count: number): number => Number(value.toPrecision(count));
