/** Drawings in each output format; a format's code is loaded when it is first asked for. */

import type { Artwork } from "./artwork.ts";

/** Names of the output formats. */
export const FORMATS = ["plain", "markdown", "html", "svg", "png", "ansi", "json"] as const;
export type Format = typeof FORMATS[number];

/** Formats in which a drawing that moves does. */
export const MOVING_FORMATS = ["gif", "svg"] as const;
export type MovingFormat = typeof MOVING_FORMATS[number];

type Made = string | Uint8Array;
type Renderer = (arts: readonly Artwork[]) => Made | Promise<Made>;

/** Drawings one after the other, a blank line in between. */
const inTurn = (render: (art: Artwork) => string): Renderer => (arts) => arts.map(render).join("\n");

const RENDERERS: Record<Format | MovingFormat, () => Promise<Renderer>> = {
  plain: async () => {
    const { renderPlain } = await import("./plain.ts");
    return inTurn(({ lines }) => renderPlain(lines));
  },
  markdown: async () => {
    const { renderMarkdown } = await import("./markdown.ts");
    return inTurn(({ lines }) => renderMarkdown(lines));
  },
  html: async () => (await import("./html.ts")).renderHtml,
  svg: async () => {
    const { renderSvg } = await import("./svg.ts");
    return async (arts) => {
      const [art] = arts;
      if (art?.moving === undefined || arts.length > 1) return renderSvg(arts);
      return (await import("./moving_svg.ts")).renderMovingSvg(art, art.moving);
    };
  },
  png: async () => (await import("./png.ts")).renderPng,
  gif: async () => {
    const { renderGif } = await import("./gif.ts");
    return ([art, ...more]) => {
      if (art === undefined || more.length > 0) throw new Error(`a GIF is of one drawing`);
      return renderGif(art, art.moving);
    };
  },
  ansi: async () => {
    const { renderAnsi, renderAnsiColours } = await import("./ansi.ts");
    return inTurn(({ lines, style, colours }) =>
      colours === undefined ? renderAnsi(lines, style) : renderAnsiColours(lines, colours)
    );
  },
  json: async () => (await import("./json.ts")).renderJson,
};

/** A drawing in a format: text that ends with a line break or, for `png` and `gif`, the bytes of the file. */
export function render(format: Format | MovingFormat, art: Artwork): Promise<string | Uint8Array> {
  return renderAll(format, [art]);
}

/**
 * Several drawings as one text or picture, in order: separated by a blank line, stacked, or in an array (`json`). One alone
 * moves, if it does; a GIF is of one.
 */
export async function renderAll(
  format: Format | MovingFormat,
  arts: readonly Artwork[],
): Promise<string | Uint8Array> {
  if (hasPixels(format) || format === "svg") await measure(arts);
  return await (await RENDERERS[format]())(arts);
}

/** Makes ready to tell which column each character stands in. */
const measure = async (arts: readonly Artwork[]): Promise<void> =>
  await (await import("../lines.ts")).loadWidths(arts.flatMap(({ lines }) => lines));

const hasPixels = (format: Format | MovingFormat): boolean => format === "png" || format === "gif";

/** What there is to say of drawings in a format: which characters it has no letters for. */
export async function lackOf(
  format: Format | MovingFormat,
  arts: readonly Artwork[],
): Promise<string | undefined> {
  if (!hasPixels(format)) return undefined;
  await measure(arts);
  const lacking = (await import("./png.ts")).lackingGlyphs(arts);
  return lacking.length === 0
    ? undefined
    : `a ${format.toUpperCase()} has no letters for ${lacking.join(" ")}: they are question marks`;
}
