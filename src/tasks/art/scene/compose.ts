/** One sketch of a whole scene, finer than that of a single thing. */
import type { PlacedThing } from "../../../art/render/artwork.ts";
import { filled } from "../../../rasterise/sketch/outline.ts";
import { sideOf, withSameInk } from "../../../rasterise/sketch/sketch.ts";
import { aspectBin } from "../../../tokenizer/grid/grid.ts";
import type { Scene } from "../../../words/scene/parse.ts";
import type { Sketch } from "../album/book.ts";
import { boxOf, layoutOf, type Look, type Placed } from "./layout.ts";

/** A scene as it is drawn. */
export interface SceneSketch extends Sketch {
  things: PlacedThing[];
}

/** Pixels of the largest thing's longer side, and of the scene's at most. */
const UNIT = 96, MOST = 192;
/** Blank around what stands before something, in pixels. */
const RIM = 2;
/** Height of a cell of text in widths of a cell. */
export const CELL = 2;

/** Puts a scene together of sketches of its things' labels; of several of a kind every other one looks the other way. */
export function composeScene(
  scene: Scene,
  sketchOf: (label: string) => Look,
): SceneSketch {
  const looks = scene.things.map(({ label, count, attributes }) => {
    const look = attributes.reduce(changed, sketchOf(label));
    return Array.from({ length: count }, (_, i) => i % 2 === 0 ? look : changed(look, "mirrored"));
  });
  const placed = layoutOf(scene, looks);
  const box = boxOf(placed);
  const unit = Math.min(UNIT, MOST / Math.max(box.width, box.height));
  const width = Math.max(1, Math.round(box.width * unit)),
    height = Math.max(1, Math.round(box.height * unit));
  const canvas = new Uint8Array(width * height);
  const ordered = [...placed].sort((a, b) => a.depth - b.depth);
  for (const part of ordered) {
    paint(canvas, width, height, {
      ...part,
      x: (part.x - box.x) * unit,
      y: (part.y - box.y) * unit,
      width: part.width * unit,
      height: part.height * unit,
    });
  }
  const side = Math.max(width, height);
  return {
    bits: stretched(canvas, width, height, side),
    aspect: aspectBin(width * CELL, height),
    things: ordered.map(({ thing, ...part }) => ({
      thing: scene.things[thing]!.label,
      x: share((part.x - box.x) / box.width),
      y: share((part.y - box.y) / box.height),
      width: share(part.width / box.width),
      height: share(part.height / box.height),
    })),
  };
}

/** Three digits are enough of a place. */
const share = (value: number): number => Math.round(1000 * value) / 1000;

/** Paints a thing over what is behind it. */
function paint(canvas: Uint8Array, width: number, height: number, part: Placed): void {
  const side = sideOf(part.bits), solid = filled(part.bits);
  const each = (visit: (pixel: number, source: number) => void, rim: number) => {
    for (let y = Math.floor(part.y) - rim; y < part.y + part.height + rim; y++) {
      for (let x = Math.floor(part.x) - rim; x < part.x + part.width + rim; x++) {
        if (x < 0 || y < 0 || x >= width || y >= height) continue;
        const sx = Math.floor((x + 0.5 - part.x) * side / part.width);
        const sy = Math.floor((y + 0.5 - part.y) * side / part.height);
        visit(y * width + x, sx < 0 || sy < 0 || sx >= side || sy >= side ? -1 : sy * side + sx);
      }
    }
  };
  const own = new Uint8Array(canvas.length);
  each((pixel, source) => {
    if (source >= 0 && solid[source]) own[pixel] = 1;
  }, 0);
  each((pixel) => {
    const x = pixel % width, y = Math.floor(pixel / width);
    for (let dy = -RIM; dy <= RIM; dy++) {
      for (let dx = -RIM; dx <= RIM; dx++) {
        const [nx, ny] = [x + dx, y + dy];
        if (nx >= 0 && ny >= 0 && nx < width && ny < height && own[ny * width + nx]) {
          canvas[pixel] = 0;
          return;
        }
      }
    }
  }, RIM);
  ink(canvas, width, part);
}

/** Inks the lines of a thing, of which no more is lost than the sketch's thin lines can bear. */
function ink(canvas: Uint8Array, width: number, part: Placed): void {
  const side = sideOf(part.bits), height = canvas.length / width;
  const scaleX = part.width / side, scaleY = part.height / side;
  const share = new Float32Array(canvas.length);
  const fine = 4;
  for (let sy = 0; sy < side * fine; sy++) {
    const y = Math.floor(part.y + (sy + 0.5) * scaleY / fine);
    if (y < 0 || y >= height) continue;
    for (let sx = 0; sx < side * fine; sx++) {
      if (!part.bits[Math.floor(sy / fine) * side + Math.floor(sx / fine)]) continue;
      const x = Math.floor(part.x + (sx + 0.5) * scaleX / fine);
      if (x >= 0 && x < width) share[y * width + x]! += scaleX * scaleY / fine ** 2;
    }
  }
  for (const [i, bit] of withSameInk(share).entries()) if (bit) canvas[i] = 1;
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
    case "half": {
      const solid = filled(bits), middle = Math.floor(side / 2);
      const half = from((x, y) => x < middle ? at(x, y) : x < middle + 2 && solid[y * side + x] ? 1 : 0);
      return half;
    }
    default:
      return look;
  }
}
