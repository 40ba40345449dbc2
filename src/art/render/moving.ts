/** Drawings that move, as files. */
import { encode } from "modern-gif";
import type { Moving } from "../motion.ts";
import type { Artwork } from "./artwork.ts";
import { colourPixels } from "./png.ts";
import { renderSvg } from "./svg.ts";

/** Formats that drawings move in. */
export const MOVING_FORMATS = ["gif", "svg"] as const;
export type MovingFormat = typeof MOVING_FORMATS[number];

/** A drawing as it stands in one of its frames. */
const frameOf = (art: Artwork, { lines, colours }: Moving["frames"][number]): Artwork => {
  const { colours: _, ...rest } = art;
  return { ...rest, lines, ...colours && { colours } };
};

/** A GIF that plays without end, a cell of 10×20 pixels for each character. */
export async function renderGif(art: Artwork, { frames, delay }: Moving): Promise<Uint8Array> {
  const pictures = frames.map((frame) => colourPixels([padded(frameOf(art, frame), frames)]));
  const { width = 1, height = 1 } = pictures[0] ?? {};
  const gif = await encode({
    ...{ width, height, looped: true, loopCount: 0 },
    frames: pictures.map(({ data }) => ({ data: opaque(data), delay, width, height })),
  });
  return new Uint8Array(gif);
}

/** Blanks at the end of a line count for nothing, but frames must be of one size. */
function padded(art: Artwork, frames: Moving["frames"]): Artwork {
  const columns = Math.max(...frames.flatMap(({ lines }) => lines.map(({ length }) => length)));
  return { ...art, lines: art.lines.map((line) => line.padEnd(columns)) };
}

/** Red, green, blue and opacity of red, green and blue. */
function opaque(data: Uint8Array): Uint8ClampedArray<ArrayBuffer> {
  const pixels = new Uint8ClampedArray(data.length / 3 * 4).fill(255);
  for (let i = 0, p = 0; i < data.length; i += 3, p += 4) pixels.set(data.subarray(i, i + 3), p);
  return pixels;
}

/** An SVG whose frames are shown in turn by its style alone; all of them at once would be seen where that is not known. */
export function renderMovingSvg(art: Artwork, { frames, delay }: Moving): string {
  const still = renderSvg(frames.map((frame) => padded(frameOf(art, frame), frames)).slice(0, 1));
  const groups = frames.map((frame, i) => {
    const svg = renderSvg([padded(frameOf(art, frame), frames)]);
    const group = svg.slice(svg.indexOf("<g><title>"), svg.lastIndexOf("</g>\n</svg>"));
    return group.replace("<g>", `<g class="frame" style="animation-delay:${i * delay}ms">`);
  });
  const share = 100 / frames.length;
  const style = `<style>
.frame { visibility: hidden; animation: turn ${frames.length * delay}ms step-end infinite; }
@keyframes turn { 0% { visibility: visible; } ${share}% { visibility: hidden; } }
@media (prefers-reduced-motion: reduce) { .frame { animation: none; } .frame:first-of-type { visibility: visible; } }
</style>
`;
  const from = still.indexOf("<g><title>"), to = still.lastIndexOf("</g>\n</svg>");
  return still.slice(0, from) + groups.join("") + still.slice(to).replace("</svg>", `${style}</svg>`);
}
