import type { JudgedTexts } from "../text/evaluate.ts";
import type { TextFigures } from "../text/figures.ts";
import { markdownTable } from "./markdown.ts";
import { figure, percent } from "./numbers.ts";

const COLUMNS = [
  ...["", "bits/byte", "bits/token", "perplexity", "likeliest", "tokens", "bytes", "bytes/token"],
];

/** How well texts are predicted, as a Markdown table to be read as it is. */
export function textsTable({ byDocument = [], ...all }: JudgedTexts): string {
  const rows = [{ ...all, name: `${all.documents} ${all.documents === 1 ? "document" : "documents"}` }];
  return `${markdownTable({ columns: COLUMNS, rows: [...rows, ...byDocument].map(rowOf) })}\n`;
}

function rowOf({ name, ...figures }: TextFigures & { name: string }): string[] {
  const { bitsPerByte, bitsPerToken, perplexity, accuracy, tokens, bytes, bytesPerToken } = figures;
  return [
    ...[name, figure(bitsPerByte, 4), figure(bitsPerToken, 4), figure(perplexity), percent(accuracy)],
    ...[String(tokens), String(bytes), figure(bytesPerToken)],
  ];
}
