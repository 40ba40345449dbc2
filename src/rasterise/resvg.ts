/** The renderer of SVG: resvg as WebAssembly. Where resvg gives up, which it does by aborting, that is an error here. */
import { initWasm, Resvg } from "@resvg/resvg-wasm";
import { fileURLToPath } from "node:url";
import type { Box } from "./ink.ts";

/** An SVG that cannot be rendered. */
export class SvgError extends Error {}

await initWasm(Deno.readFileSync(fileURLToPath(import.meta.resolve("@resvg/resvg-wasm/index_bg.wasm"))));

function withSvg<Result>(svg: string, use: (opened: InstanceType<typeof Resvg>) => Result): Result {
  try {
    const opened = new Resvg(svg, { font: { loadSystemFonts: false } });
    const result = use(opened);
    opened.free();
    return result;
  } catch (error) {
    throw new SvgError(error instanceof Error ? error.message : String(error), { cause: error });
  }
}

/** Renders an SVG document: red, green, blue and opacity of each pixel, premultiplied. Throws an SvgError. */
export function renderSvg(svg: string): { width: number; height: number; pixels: Uint8Array } {
  return withSvg(svg, (opened) => {
    const image = opened.render();
    const { width, height, pixels } = image;
    image.free();
    return { width, height, pixels };
  });
}

/** What an SVG document covers, in its units; undefined where it shows nothing. Throws an SvgError. */
export function boundingBox(svg: string): Box | undefined {
  return withSvg(svg, (opened) => {
    const box = opened.getBBox();
    if (box === undefined) return undefined;
    const { x, y, width, height } = box;
    box.free();
    return { x, y, width, height };
  });
}

/**
 * An SVG document in a plain form: paths with absolute coordinates and attributes, no style sheets, no references.
 * Throws an SvgError.
 */
export function plainSvg(svg: string): string {
  return withSvg(svg, (opened) => opened.toString());
}
