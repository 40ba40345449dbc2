import type { Evaluation } from "../evaluation.ts";
import { type Section, sectionsOf } from "./sections.ts";

/** The evaluation as Markdown, its tables aligned to be read as they are. */
export function renderMarkdownReport(
  title: string,
  facts: readonly string[],
  evaluation: Evaluation,
): string {
  return [markdownHead(title, facts), ...sectionsOf(evaluation).map(markdownSection)].join("\n");
}

/** The beginning of a report: its title and facts. */
export function markdownHead(title: string, facts: readonly string[]): string {
  return `# ${title}\n\n${facts.map((fact) => `- ${fact}`).join("\n")}\n`;
}

/** A section of a report, its table aligned to be read as it is. */
export function markdownSection(section: Omit<Section, "id">): string {
  return [`## ${section.title}`, ...section.notes, markdownTable(section)].join("\n\n") + "\n";
}

/** A table that is aligned to be read as it is; its first column is a name. */
export function markdownTable({ columns, rows }: Pick<Section, "columns" | "rows">): string {
  const cells = [columns, ...rows].map((row) => row.map((cell) => cell.replaceAll("|", "\\|")));
  const widths = columns.map((_, i) => Math.max(3, ...cells.map((row) => row[i]!.length)));
  const line = (row: readonly string[]) =>
    `| ${row.map((cell, i) => i === 0 ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!)).join(" | ")} |`;
  const rule = `| ${
    widths.map((width, i) => i === 0 ? "-".repeat(width) : "-".repeat(width - 1) + ":").join(" | ")
  } |`;
  return [line(cells[0]!), rule, ...cells.slice(1).map(line)].join("\n");
}
