import type { Artwork } from "./artwork.ts";
import { colourRuns, hexColour } from "./colour.ts";
import { stack } from "./layout.ts";
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
  const inked = Array.from(line, (character, column) => ({ character, column }))
    .filter(({ character }) => character !== " ");
  if (inked.length === 0) return "";
  const xs = inked.map(({ column }) => (1 + from + column) * CELL_WIDTH).join(" ");
  const characters = escapeMarkup(inked.map(({ character }) => character).join(""));
  return `<text x="${xs}" y="${row * CELL_HEIGHT + BASELINE}"${fill}>${characters}</text>\n`;
}

/** The ink of the whole is dark. */
const fillOf = (colour: readonly number[] | undefined, onBlack: boolean): string =>
  colour !== undefined ? ` fill="${hexColour(colour)}"` : onBlack ? ' fill="#eee"' : "";

/** Drawings as one SVG, stacked; dark on white, each titled with its prompt. */
export function renderSvg(arts: readonly Artwork[]): string {
  const { columns, rows, tops } = stack(arts);
  const width = columns * CELL_WIDTH, height = rows * CELL_HEIGHT;
  const title = [...new Set(arts.map(({ prompt }) => prompt))].join(", ");
  const groups = arts.map(({ lines, prompt, colours }, i) =>
    `<g><title>${escapeMarkup(prompt)}</title>\n${
      lines.map((line, j) =>
        colours === undefined
          ? text(line, tops[i]! + j)
          : colourRuns(line, j, colours).map((run) =>
            text(run.text, tops[i]! + j, run.column, fillOf(run.colour, colours.onBlack))
          ).join("")
      ).join("")
    }</g>\n`
  );
  const paper = arts.some(({ colours }) => colours?.onBlack) ? "#000" : "#fff";
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img">
<title>${escapeMarkup(title)}</title>
<rect width="${width}" height="${height}" fill="${paper}"/>
<g fill="#111" font-family="${FONT_FAMILY}" font-size="${FONT_SIZE}">
${groups.join("")}</g>
</svg>
`;
}
