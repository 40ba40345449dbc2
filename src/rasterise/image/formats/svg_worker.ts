/// <reference lib="deno.worker" />
/** Renders an SVG document of somebody else's, in a thread that can be ended at any time. */
import type { PictureStyle } from "../../glyphs.ts";
import type { SvgSketch } from "../../sketch/sketch_svg.ts";
import type { Bitmap } from "./bitmap.ts";

/** What is asked for: pixels, `side` of them on the longer side, or the sketch of each style. */
export type SvgTask =
  | { kind: "bitmap"; svg: string; side: number }
  | { kind: "sketches"; svg: string; styles: readonly PictureStyle[] };

/** What comes back: what was asked for, a style's sketch null where nothing shows, or why there is none. */
export type SvgAnswer =
  | { kind: "bitmap"; bitmap: Bitmap }
  | { kind: "sketches"; sketches: (SvgSketch | null)[] }
  | { kind: "fault"; reason: string };

async function answer(task: SvgTask): Promise<SvgAnswer> {
  // The renderer takes a while to start: a question that came before would be lost.
  const { SvgError } = await import("../../resvg.ts");
  try {
    if (task.kind === "bitmap") {
      const { renderSvg } = await import("./svg.ts");
      return { kind: "bitmap", bitmap: renderSvg(task.svg, task.side) };
    }
    const { sketchSvg } = await import("../../sketch/sketch_svg.ts");
    return { kind: "sketches", sketches: task.styles.map((style) => sketchSvg(task.svg, style)) };
  } catch (error) {
    if (error instanceof SvgError) return { kind: "fault", reason: error.message };
    throw error;
  }
}

self.onmessage = async ({ data }: MessageEvent<SvgTask>) => self.postMessage(await answer(data));
