import type { Artwork } from "./artwork.ts";
import { type CellColours, colourRuns, hexColour } from "./colour.ts";
import { escapeMarkup, FONT_FAMILY } from "./markup.ts";

/** The line height is that of the glyphs, so that box drawing joins. */
const STYLE = `:root { color-scheme: light dark; background: #fff; color: #111; }
@media (prefers-color-scheme: dark) { :root { background: #111; color: #eee; } }
body { margin: 1.5rem; }
figure { margin: 0 0 2rem; }
pre { margin: 0; overflow-x: auto; font: 1rem/1.16 ${FONT_FAMILY}; font-variant-ligatures: none; }
figcaption { margin-top: 0.75rem; font: 0.875rem/1.4 system-ui, sans-serif; opacity: 0.75; }`;

function colourLine(line: string, row: number, colours: CellColours): string {
  const runs = colourRuns(line, row, colours).map(({ text, colour }) =>
    colour === undefined
      ? escapeMarkup(text)
      : `<span style="color:${hexColour(colour)}">${escapeMarkup(text)}</span>`
  );
  return line.slice(0, line.length - line.trimStart().length) + runs.join("");
}

/** The line break after `<pre>` is the one that HTML drops there, so a blank first line of the drawing stays. */
function figure({ lines, prompt, colours }: Artwork): string {
  const label = escapeMarkup(prompt);
  const ground = colours === undefined
    ? ""
    : ` style="${colours.onBlack ? "background:#000;color:#eee" : "background:#fff;color:#111"}"`;
  const text = colours === undefined
    ? escapeMarkup(lines.join("\n"))
    : lines.map((line, row) => colourLine(line, row, colours)).join("\n");
  return `<figure>
<pre role="img" aria-label="${label}"${ground}>
${text}
</pre>
<figcaption>${label}</figcaption>
</figure>
`;
}

/** Drawings as one page without scripts or anything to load, each a figure captioned with its prompt. */
export function renderHtml(arts: readonly Artwork[]): string {
  const title = escapeMarkup([...new Set(arts.map(({ prompt }) => prompt))].join(", "));
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>
${STYLE}
</style>
</head>
<body>
${arts.map(figure).join("")}</body>
</html>
`;
}
