/** Drawings that move, as files. */
import { encode } from "modern-gif";
import { columnsOf } from "../lines.ts";
import type { Moving } from "../motion.ts";
import type { Artwork } from "./artwork.ts";
import { colourPixels } from "./png.ts";
import { stack } from "./layout.ts";
import { svgGroup, svgPage } from "./svg.ts";

/** Formats that drawings move in. */
export const MOVING_FORMATS = ["gif", "svg"] as const;
export type MovingFormat = typeof MOVING_FORMATS[number];

/** A drawing as it stands in each of its frames, all of one size: blanks at the end of a line count for nothing else. */
function framed(art: Artwork, { frames }: Moving): Artwork[] {
  const columns = Math.max(...frames.map(({ lines }) => columnsOf(lines)));
  const { colours: _, ...rest } = art;
  return frames.map(({ lines, colours }) => ({
    ...rest,
    lines: lines.map((line) => line.padEnd(columns)),
    ...colours && { colours },
  }));
}

/** A GIF that plays without end, a cell of 10×20 pixels for each character. */
export async function renderGif(art: Artwork, moving: Moving): Promise<Uint8Array> {
  const pictures = framed(art, moving).map((frame) => colourPixels([frame]));
  const { width = 1, height = 1 } = pictures[0] ?? {};
  const gif = await encode({
    ...{ width, height, looped: true, loopCount: 0 },
    frames: pictures.map(({ data }) => ({ data: opaque(data), delay: moving.delay, width, height })),
  });
  return new Uint8Array(gif);
}

/** Red, green, blue and opacity of red, green and blue. */
function opaque(data: Uint8Array): Uint8ClampedArray<ArrayBuffer> {
  const pixels = new Uint8ClampedArray(data.length / 3 * 4).fill(255);
  for (let i = 0, p = 0; i < data.length; i += 3, p += 4) pixels.set(data.subarray(i, i + 3), p);
  return pixels;
}

/** An SVG whose frames are shown in turn by its style alone; all of them at once would be seen where that is not known. */
export function renderMovingSvg(art: Artwork, moving: Moving): string {
  const frames = framed(art, moving), { delay } = moving;
  const { columns, rows, tops: [top = 1] } = stack(frames.slice(0, 1));
  const groups = frames.map((frame, i) =>
    svgGroup(frame, top, ` class="frame" style="animation-delay:${i * delay}ms"`)
  );
  const style = `<style>
.frame { visibility: hidden; animation: turn ${frames.length * delay}ms step-end infinite; }
@keyframes turn { 0% { visibility: visible; } ${100 / frames.length}% { visibility: hidden; } }
@media (prefers-reduced-motion: reduce) { .frame { animation: none; } .frame:first-of-type { visibility: visible; } }
</style>
`;
  return svgPage(frames.slice(0, 1), { columns, rows }, groups.join(""), style);
}
