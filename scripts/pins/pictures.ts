/** Pictures to draw after, made here: a vector one, and a bitmap with shades, colours and a transparent corner. */
import { encode } from "fast-png";
import { join } from "node:path";
import { type Checkout, once } from "./checkout.ts";

export const SVG = "fish.svg", PNG = "ball.png";

const FISH = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 60">
  <path d="M8 30Q35 0 70 28L94 10V50L70 32Q35 60 8 30Z" fill="none" stroke="black" stroke-width="3"/>
  <circle cx="26" cy="26" r="3"/><path d="M42 18q8 12 0 24" fill="none" stroke="black" stroke-width="2"/>
</svg>`;
const SIDE = 96;

/** Writes both to the folder of a checkout. */
export function writePictures(of: Checkout): Promise<void> {
  return once(of, "pictures", async () => {
    await Deno.writeTextFile(join(of.folder, SVG), FISH);
    await Deno.writeFile(join(of.folder, PNG), ball());
  });
}

function ball(): Uint8Array {
  const data = new Uint8Array(SIDE * SIDE * 4);
  for (let i = 0; i < SIDE * SIDE; i++) {
    const x = i % SIDE - SIDE / 2, y = Math.floor(i / SIDE) - SIDE / 2;
    const inside = x * x + y * y < 1600;
    const light = inside ? 40 + (x + y + 80) % 200 : 235;
    data.set([light, inside ? light >> 1 : light, 255 - light, x + y > 70 ? 0 : 255], i * 4);
  }
  return encode({ width: SIDE, height: SIDE, data, channels: 4, depth: 8 });
}
