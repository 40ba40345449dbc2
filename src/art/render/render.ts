/** Drawings in each output format; a format's code is loaded when it is first asked for. */

import type { Artwork } from "./artwork.ts";

/** Names of the output formats. */
export const FORMATS = ["plain", "markdown", "html", "svg", "png", "ansi", "json"] as const;
export type Format = typeof FORMATS[number];

type Renderer = (arts: readonly Artwork[]) => string | Uint8Array;

/** Drawings one after the other, a blank line in between. */
const inTurn = (render: (lines: readonly string[], style: string) => string): Renderer => (arts) =>
  arts.map(({ lines, style }) => render(lines, style)).join("\n");

const RENDERERS: Record<Format, () => Promise<Renderer>> = {
  plain: async () => inTurn((await import("./plain.ts")).renderPlain),
  markdown: async () => inTurn((await import("./markdown.ts")).renderMarkdown),
  html: async () => (await import("./html.ts")).renderHtml,
  svg: async () => (await import("./svg.ts")).renderSvg,
  png: async () => (await import("./png.ts")).renderPng,
  ansi: async () => inTurn((await import("./ansi.ts")).renderAnsi),
  json: async () => (await import("./json.ts")).renderJson,
};

/** A drawing in a format: text that ends with a line break or, for `png`, the bytes of the file. */
export function render(format: Format, art: Artwork): Promise<string | Uint8Array> {
  return renderAll(format, [art]);
}

/** Several drawings as one text or picture, in order: separated by a blank line, stacked, or in an array (`json`). */
export async function renderAll(format: Format, arts: readonly Artwork[]): Promise<string | Uint8Array> {
  return (await RENDERERS[format]())(arts);
}
