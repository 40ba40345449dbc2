import type { Evaluation } from "../evaluation.ts";
import { type Section, sectionsOf } from "./sections.ts";

/** The evaluation as Markdown, its tables aligned to be read as they are. */
export function renderMarkdownReport(
  title: string,
  facts: readonly string[],
  evaluation: Evaluation,
): string {
  return documentOf(title, facts, sectionsOf(evaluation));
}

/** Markdown of a title, facts and sections. */
export function documentOf(
  title: string,
  facts: readonly string[],
  sections: readonly Omit<Section, "id">[],
): string {
  const parts = sections.map((section) => {
    return [`## ${section.title}`, ...section.notes, table(section)].join("\n\n");
  });
  return [`# ${title}`, facts.map((fact) => `- ${fact}`).join("\n"), ...parts].join("\n\n") + "\n";
}

function table({ columns, rows }: Pick<Section, "columns" | "rows">): string {
  const cells = [columns, ...rows].map((row) => row.map((cell) => cell.replaceAll("|", "\\|")));
  const widths = columns.map((_, i) => Math.max(3, ...cells.map((row) => row[i]!.length)));
  const line = (row: readonly string[]) =>
    `| ${row.map((cell, i) => i === 0 ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!)).join(" | ")} |`;
  const rule = `| ${
    widths.map((width, i) => i === 0 ? "-".repeat(width) : "-".repeat(width - 1) + ":").join(" | ")
  } |`;
  return [line(cells[0]!), rule, ...cells.slice(1).map(line)].join("\n");
}
