import type { Artwork } from "./artwork.ts";
import { colourRuns, hexColour } from "./colour.ts";
import { type Standing, standing, widthOf } from "../lines.ts";
import { type Layout, stack } from "./layout.ts";
import { escapeMarkup, FONT_FAMILY } from "./markup.ts";

const CELL_WIDTH = 10, CELL_HEIGHT = 20;
/** At this size the glyphs of the usual monospace fonts are as high as a cell, so that box drawing joins. */
const FONT_SIZE = 17.2;
const BASELINE = 16;

/**
 * A line of a drawing: its characters but the spaces, each with its own x, so that columns stay aligned in whatever
 * font and no reader's way with spaces matters. The first is in column `from`.
 */
function text(line: string, row: number, from = 0, fill = ""): string {
  const inked = standing(line).filter(({ text }) => text !== " ");
  return together(inked).map((some) => {
    const xs = some.map(({ column }) => (1 + from + column) * CELL_WIDTH).join(" ");
    const characters = escapeMarkup(some.map(({ text }) => text).join(""));
    return `<text x="${xs}" y="${row * CELL_HEIGHT + BASELINE}"${fill}>${characters}</text>\n`;
  }).join("");
}

/** Characters that may share an element: readers do not agree to what of one that is put together an x belongs. */
function together(characters: readonly Standing[]): Standing[][] {
  const groups: Standing[][] = [];
  for (const character of characters) {
    const last = groups.at(-1);
    if (last?.[0]?.text.length === 1 && character.text.length === 1) last.push(character);
    else groups.push([character]);
  }
  return groups;
}

/** The ink of the whole is dark. */
const fillOf = (colour: readonly number[] | undefined, onBlack: boolean): string =>
  colour !== undefined ? ` fill="${hexColour(colour)}"` : onBlack ? ' fill="#eee"' : "";

/** The column in which a code point of a line stands. */
const columnOf = (line: string, index: number): number => widthOf(Array.from(line).slice(0, index).join(""));

/** A drawing as a group that is titled with its prompt, whose first line is in row `top`; `attributes` are the group's own. */
export function svgGroup({ lines, prompt, colours }: Artwork, top: number, attributes = ""): string {
  const texts = lines.map((line, j) =>
    colours === undefined
      ? text(line, top + j)
      : colourRuns(line, j, colours).map((run) =>
        text(run.text, top + j, columnOf(line, run.column), fillOf(run.colour, colours.onBlack))
      ).join("")
  );
  return `<g${attributes}><title>${escapeMarkup(prompt)}</title>\n${texts.join("")}</g>\n`;
}

/** An SVG of groups, for drawings that stand in so many columns and rows; dark on white. */
export function svgPage(
  arts: readonly Artwork[],
  { columns, rows }: Pick<Layout, "columns" | "rows">,
  groups: string,
  style = "",
): string {
  const width = columns * CELL_WIDTH, height = rows * CELL_HEIGHT;
  const title = [...new Set(arts.map(({ prompt }) => prompt))].join(", ");
  const paper = arts.some(({ colours }) => colours?.onBlack) ? "#000" : "#fff";
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img">
<title>${escapeMarkup(title)}</title>
<rect width="${width}" height="${height}" fill="${paper}"/>
<g fill="#111" font-family="${FONT_FAMILY}" font-size="${FONT_SIZE}">
${groups}</g>
${style}</svg>
`;
}

/** Drawings as one SVG, stacked. */
export function renderSvg(arts: readonly Artwork[]): string {
  const layout = stack(arts);
  return svgPage(arts, layout, arts.map((art, i) => svgGroup(art, layout.tops[i]!)).join(""));
}
