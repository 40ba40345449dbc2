/**
 * The renderer of SVG: resvg as WebAssembly. The module imports nothing by which it could reach a file, a device or the
 * network; its memory is limited; and where resvg gives up, which it does by aborting, that is an error here.
 */
import { initWasm, Resvg } from "@resvg/resvg-wasm";
import { watchInstances } from "../base/wasm.ts";
import { readAsset } from "./assets.ts";
import type { Box } from "./ink.ts";
import { limitMemory } from "./wasm_memory.ts";

/** Pages of 64 KiB that a picture may take: 512 MiB. */
const MAX_PAGES = 1 << 13;
const FONT = "DejaVu Sans Mono";

/** An SVG that cannot be rendered. */
export class SvgError extends Error {}

/** How an SVG is rendered. */
export interface RenderOptions {
  /** Its width or its height in pixels; as large as it says itself if undefined. */
  fit?: { mode: "width" | "height"; value: number };
  /** A colour behind it. */
  background?: string;
  /** Whether text is drawn, all of it in DejaVu Sans Mono. */
  text?: boolean;
}

/** Red, green, blue and opacity of each pixel, premultiplied, row-major. */
export interface Rendered {
  width: number;
  height: number;
  pixels: Uint8Array;
}

const { stackPointer } = await start();
let font: Uint8Array | undefined;

/** Starts resvg; gives its stack pointer, which an abort leaves where it was. */
async function start(): Promise<{ stackPointer: (by: number) => number }> {
  const module = await WebAssembly.compile(limitMemory(readAsset("resvg.wasm"), MAX_PAGES));
  let move: unknown;
  await watchInstances(() => initWasm(module), ({ exports }) => {
    move = exports["__wbindgen_add_to_stack_pointer"];
  });
  if (typeof move !== "function") throw new Error("resvg does not show its stack pointer");
  const call = move;
  return { stackPointer: (by) => Number(call(by)) };
}

/** Opens an SVG and does something with it. Throws an SvgError for one that is damaged or that resvg cannot do. */
function withSvg<Result>(
  svg: string,
  options: RenderOptions,
  use: (opened: InstanceType<typeof Resvg>) => Result,
): Result {
  const { fit, background, text = false } = options;
  if (text) font ??= readAsset("font.ttf");
  const stack = stackPointer(0);
  try {
    const opened = new Resvg(svg, {
      font: font !== undefined && text
        ? { fontBuffers: [font], defaultFontFamily: FONT }
        : { loadSystemFonts: false },
      ...(fit === undefined ? {} : { fitTo: fit }),
      ...(background === undefined ? {} : { background }),
    });
    const result = use(opened);
    opened.free(); // after an abort it cannot be freed
    return result;
  } catch (error) {
    stackPointer(stack - stackPointer(0));
    const aborted = error instanceof WebAssembly.RuntimeError || error instanceof RangeError;
    const reason = aborted
      ? "its renderer gave up on it"
      : error instanceof Error
      ? error.message
      : String(error);
    throw new SvgError(reason, { cause: error });
  }
}

/** Renders an SVG document. Throws an SvgError. */
export function renderSvg(svg: string, options: RenderOptions = {}): Rendered {
  return withSvg(svg, options, (opened) => {
    const image = opened.render();
    const { width, height, pixels } = image;
    image.free();
    return { width, height, pixels };
  });
}

/** A rendered SVG document as PNG. Throws an SvgError. */
export function renderPng(svg: string, options: RenderOptions = {}): Uint8Array {
  return withSvg(svg, options, (opened) => {
    const image = opened.render();
    const png = image.asPng();
    image.free();
    return png;
  });
}

/** The size that an SVG document asks for. Throws an SvgError. */
export function sizeOf(svg: string): { width: number; height: number } {
  return withSvg(svg, {}, ({ width, height }) => ({ width, height }));
}

/** What an SVG document covers, in its units; undefined where it shows nothing. Throws an SvgError. */
export function boundingBox(svg: string, options: RenderOptions = {}): Box | undefined {
  return withSvg(svg, options, (opened) => {
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
  return withSvg(svg, {}, (opened) => opened.toString());
}
