/** Drawings in each output format; a format's code is loaded when it is first asked for. */

import type { Artwork } from "./artwork.ts";

/** Names of the output formats. */
export const FORMATS = ["plain", "markdown", "html", "svg", "png", "ansi", "json"] as const;
export type Format = typeof FORMATS[number];

type Renderer = (arts: readonly Artwork[]) => string | Uint8Array;

/** Drawings one after the other, a blank line in between. */
const inTurn = (render: (art: Artwork) => string): Renderer => (arts) => arts.map(render).join("\n");

const RENDERERS: Record<Format, () => Promise<Renderer>> = {
  plain: async () => {
    const { renderPlain } = await import("./plain.ts");
    return inTurn(({ lines }) => renderPlain(lines));
  },
  markdown: async () => {
    const { renderMarkdown } = await import("./markdown.ts");
    return inTurn(({ lines }) => renderMarkdown(lines));
  },
  html: async () => (await import("./html.ts")).renderHtml,
  svg: async () => (await import("./svg.ts")).renderSvg,
  png: async () => (await import("./png.ts")).renderPng,
  ansi: async () => {
    const { renderAnsi, renderAnsiColours } = await import("./ansi.ts");
    return inTurn(({ lines, style, colours }) =>
      colours === undefined ? renderAnsi(lines, style) : renderAnsiColours(lines, colours)
    );
  },
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
