import { encode } from "modern-gif";
import type { Moving } from "../motion.ts";
import type { Artwork } from "./artwork.ts";
import { framed } from "./frames.ts";
import { colourPixels } from "./png.ts";

/** A GIF that plays without end, a cell of 10×20 pixels for each character; of a drawing that stands still, one picture. */
export async function renderGif(
  art: Artwork,
  { frames, delay }: Pick<Moving, "frames" | "delay"> = { frames: [art], delay: 0 },
): Promise<Uint8Array> {
  const pictures = framed(art, { frames }).map((frame) => colourPixels([frame]));
  const { width = 1, height = 1 } = pictures[0] ?? {};
  const gif = await encode({
    ...{ width, height, looped: true, loopCount: 0 },
    frames: pictures.map(({ data }) => ({ data: opaque(data), delay, width, height })),
  });
  return new Uint8Array(gif);
}

/** Red, green, blue and opacity of red, green and blue. */
function opaque(data: Uint8Array): Uint8ClampedArray<ArrayBuffer> {
  const pixels = new Uint8ClampedArray(data.length / 3 * 4).fill(255);
  for (let i = 0, p = 0; i < data.length; i += 3, p += 4) pixels.set(data.subarray(i, i + 3), p);
  return pixels;
}
