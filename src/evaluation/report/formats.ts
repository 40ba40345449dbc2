import { type FormatFigures, ROWS } from "../formats.ts";

/** Number formats as a Markdown table. */
export function formatsTable(formats: readonly FormatFigures[]): string {
  return table([
    [
      "weights",
      "model.onnx, bytes",
      "whole bundle, bytes",
      ...ROWS.map((n) => `${n} row${n > 1 ? "s" : ""}, tokens/s`),
      "bits per character",
      "same next token",
    ],
    ...formats.map((figures) => [
      figures.name,
      format(figures.modelBytes, 0),
      format(figures.bundleBytes, 0),
      ...figures.tokensPerSecond.map((speed) => format(speed, 0)),
      format(figures.bitsPerCharacter, 4),
      `${format(100 * figures.sameNextToken, 1)} %`,
    ]),
  ]);
}

function format(value: number, digits: number): string {
  return value.toLocaleString("en", { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

function table([head = [], ...rows]: string[][]): string {
  const line = (cells: string[]) => `| ${cells.join(" | ")} |\n`;
  return [head, head.map((_, i) => i === 0 ? "---" : "---:"), ...rows].map(line).join("");
}
