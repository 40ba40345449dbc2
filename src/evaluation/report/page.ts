/** Pages that need no other file, no network and no script. */
import type { Section } from "./sections.ts";
import { STYLE } from "./style.ts";
import { escapeHtml } from "./svg.ts";

/** A page of a title, facts below it, and a body that is HTML. */
export function htmlPage(title: string, facts: readonly string[], body: string): string {
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<h1>${escapeHtml(title)}</h1>
<ul class="facts">${facts.map((fact) => `<li>${escapeHtml(fact)}</li>`).join("")}</ul>
${body}
</body>
</html>
`;
}

/** A section: its notes, a plot that is HTML, and its table, if it has columns. */
export function htmlSection(section: Omit<Section, "id">, plot = ""): string {
  const notes = section.notes.map((note) => `<p>${escapeHtml(note)}</p>`).join("");
  const table = section.columns.length > 0 ? htmlTable(section) : "";
  return `<section><h2>${escapeHtml(section.title)}</h2>${notes}${plot}${table}</section>`;
}

/** A table, which scrolls where it is wider than the page. */
export function htmlTable({ columns, rows }: Pick<Section, "columns" | "rows">): string {
  const line = (tag: "th" | "td", cells: readonly string[]) =>
    `<tr>${cells.map((cell) => `<${tag}>${escapeHtml(cell)}</${tag}>`).join("")}</tr>`;
  const body = rows.map((row) => line("td", row)).join("");
  return `<div class="scroll"><table><thead>${
    line("th", columns)
  }</thead><tbody>${body}</tbody></table></div>`;
}
