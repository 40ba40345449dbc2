import { type Grapheme, graphemes } from "../../art/graphemes.ts";
import { lookalike } from "./lookalikes.ts";

/**
 * Text with each character beyond ASCII replaced by the ASCII character that looks like it, where there is one, and a
 * space for each further column that it takes. What has none is left as one unit a column, so that the length of a line
 * is its width from here on.
 */
export function asciiText(text: string): string {
  if (!/[^\0-~]/.test(text)) return text;
  return text.split("\n").map((line) => {
    if (!/[^\0-~]/.test(line)) return line;
    let plain = "";
    for (const grapheme of graphemes(line)) plain += inColumns(grapheme);
    return plain;
  }).join("\n");
}

function inColumns({ text, columns }: Grapheme): string {
  if (text <= "~" && text.length === 1) return text;
  if (columns === 0) return "";
  const like = lookalike(text);
  if (like !== undefined) return like.padEnd(columns);
  const character = String.fromCodePoint(text.codePointAt(0)!);
  // A character of two units that is one column wide has a stand-in.
  return (character.length > columns ? "\ufffd" : character).padEnd(columns);
}

/**
 * Art out of a program's text, where each backslash stands twice, with single ones. Roofs such as "//\\" are left
 * alone: there slashes stand twice as well.
 */
export function undoubleBackslashes(text: string): string {
  const runs = text.match(/\\+/g) ?? [];
  if (runs.length < 3 || runs.some((run) => run.length % 2 === 1) || /\/\//.test(text)) return text;
  return text.replaceAll("\\\\", "\\");
}
