import { escapeMarkup } from "../../art/render/markup.ts";
import type { CorpusStats } from "../store/report.ts";
import type { PieceRow } from "./selection.ts";
import { SCRIPT, STYLE } from "./gallery_assets.ts";

const FILTERS = ["style", "source", "split", "label"] as const;

/**
 * A corpus as one HTML page that needs no other file and no network: its counts, and pieces of it to filter and search.
 * Without a script all pieces are there.
 */
export function renderGallery(title: string, stats: CorpusStats, pieces: readonly PieceRow[]): string {
  const tile = (value: number, name: string) => `<div><b>${value}</b><span>${name}</span></div>`;
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeMarkup(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<header>
<h1>${escapeMarkup(title)}</h1>
<p>Digest ${escapeMarkup(stats.digest.slice(0, 16))}…; ${pieces.length} pieces are shown below.</p>
<div class="tiles">${tile(stats.pictures, "pictures")}${tile(stats.pieces, "pieces")}${
    tile(stats.labels, "labels")
  }${tile(stats.clusters, "clusters of twins")}</div>
<details><summary>Counts</summary><div class="tables">${
    countTable("Style", stats.styles) + countTable("Split", stats.splits) +
    countTable("Source", stats.sources)
  }</div></details>
</header>
<main>
<form role="search" hidden>
<label>Search <input type="search" name="text" placeholder="label, title, author"></label>
${FILTERS.map((name) => selectOf(name, pieces.map((piece) => piece[name]))).join("\n")}
<button type="reset">Show all</button>
<output aria-live="polite"></output>
</form>
<div class="sheet">
${pieces.map(figureOf).join("\n")}
</div>
</main>
<script>${SCRIPT}</script>
</body>
</html>
`;
}

function selectOf(name: string, values: readonly string[]): string {
  const options = [...new Set(values)].filter((value) => value !== "").sort()
    .map((value) => `<option>${escapeMarkup(value)}</option>`).join("");
  return `<label>${
    name[0]!.toUpperCase() + name.slice(1)
  } <select name="${name}"><option value="">all</option>${options}</select></label>`;
}

function countTable(name: string, counts: Record<string, { pictures: number; pieces: number }>): string {
  const rows = Object.entries(counts).map(([key, { pictures, pieces }]) =>
    `<tr><th scope="row">${escapeMarkup(key)}</th><td>${pictures}</td><td>${pieces}</td></tr>`
  ).join("");
  return `<table><thead><tr><th scope="col">${name}</th><th scope="col">pictures</th><th scope="col">pieces</th></tr>` +
    `</thead><tbody>${rows}</tbody></table>`;
}

function figureOf(piece: PieceRow): string {
  const { label, labels, style, source, split, title, author, attribution, width, height } = piece;
  const data = FILTERS.map((name) => `data-${name}="${escapeMarkup(piece[name])}"`).join(" ");
  const text = escapeMarkup([label, ...labels, title, author].join(" ").toLowerCase());
  const name = label || title || "without a label";
  const about = [
    labels.join(", "),
    title === name ? "" : title,
    author === "" ? "" : `by ${author}`,
    attribution,
  ];
  // HTML drops a line break right after <pre>: one more keeps a blank first line.
  return `<figure ${data} data-text="${text}"><figcaption><b>${
    escapeMarkup(name)
  }</b> ${style} ${width}×${height}, ${split}, ` +
    `${escapeMarkup(source)}<small>${
      escapeMarkup(about.filter((part) => part !== "").join("; "))
    }</small></figcaption>` +
    `<pre role="img" aria-label="${escapeMarkup(`ASCII art: ${name}`)}">\n${
      escapeMarkup(piece.art)
    }</pre></figure>`;
}
