/** Drawings in each output format; a format's code is loaded when it is first asked for. */

import type { CellColours } from "./colour.ts";

/** Names of the output formats. */
export const FORMATS = ["plain", "markdown", "html", "svg", "png", "ansi", "json"] as const;
export type Format = typeof FORMATS[number];

/** The word that was drawn, why it and no other, and the words of the prompt that were not. */
export interface Subject {
  drawn: string;
  why: string;
  omitted: readonly string[];
}

/** A drawing and how it came about. */
export interface Artwork {
  /** Every character is one column wide. */
  lines: readonly string[];
  prompt: string;
  /** What a model drew for the prompt. */
  subject?: Subject;
  style: string;
  seed: number;
  /** Columns of the longest line, and lines. */
  width: number;
  height: number;
  /** The model that drew it. */
  model: string;
  /** The font, if it is letters. */
  font?: string | undefined;
  /** Colours of its characters, if it has its own. */
  colours?: CellColours;
}

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
