/** Models as a table of text. */
import type { FoundModel } from "../operations/models.ts";

/** A line for each model below a line of headings: name, task, size, weights, when it was made, and where it is. */
export function tableOf(models: readonly FoundModel[]): string[] {
  const rows = models.map(({ name, task, size, parameters, created, path }) => [
    name,
    task,
    bytesOf(size),
    parameters === undefined ? "damaged" : parameters.toLocaleString("en"),
    created.slice(0, 16).replace("T", " "),
    path,
  ]);
  const all = [["model", "task", "size", "weights", "made (UTC)", "folder"], ...rows];
  const widths = all[0]!.map((_, column) => Math.max(...all.map((row) => row[column]!.length)));
  return all.map((row) => row.map((cell, column) => cell.padEnd(widths[column]!)).join("  ").trimEnd());
}

function bytesOf(size: number): string {
  const units = ["B", "kB", "MB", "GB"];
  const unit = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(1, size)) / 3));
  return `${(size / 1000 ** unit).toFixed(unit === 0 ? 0 : 1)} ${units[unit]}`;
}
