import { Command } from "commander";
import { FONT_NAMES } from "../art/banner/fonts.ts";
import { UserError } from "../errors.ts";
import { labelByWord } from "../model/labels.ts";
import { openBundle } from "./default_bundle.ts";
import { terminalColumns, writeErrorLine, writeOut } from "./terminal.ts";

interface LabelsOptions {
  fonts: boolean;
  json: boolean;
  model?: string;
}

/** `ascii-gen labels`: the words that the model knows, or the fonts of banners. */
export function command(): Command {
  return new Command("ascii-gen labels")
    .description("Lists the words that the model knows: all of them, or those that contain a text.")
    .argument("[text...]", "part of a word")
    .option("--fonts", "list the fonts of banners instead", false)
    .option("--json", "print one JSON array", false)
    .option("-m, --model <folder>", "a trained model other than the built-in one")
    .action(async (words: string[], { fonts, json, model }: LabelsOptions) => {
      const text = words.join(" ").trim().toLowerCase();
      if (fonts) return print(findFonts(text), json);
      const { config, thesaurus } = await openBundle(model);
      const { labels, instead } = findLabels(text, config.labels, labelByWord(thesaurus()));
      if (instead) writeErrorLine(`ascii-gen: "${text}" is drawn as "${labels[0]}"`);
      print(labels, json);
    });
}

/** Prints words as JSON, in columns on a terminal, or one a line. */
function print(words: readonly string[], json: boolean): void {
  const columns = terminalColumns();
  if (json) writeOut(`${JSON.stringify(words, null, 2)}\n`);
  else if (columns !== undefined) writeOut(inColumns(words, columns));
  else writeOut(words.map((word) => `${word}\n`).join(""));
}

/** Fonts whose names contain a text. Throws a UserError of kind "input" when there is none. */
function findFonts(text: string): string[] {
  const found = FONT_NAMES.filter((name) => name.includes(text));
  if (found.length > 0) return found;
  throw new UserError("input", `there is no font with ${JSON.stringify(text)} in its name`);
}

/**
 * Labels that contain a text, in alphabetical order, or else the one that is drawn instead of that word. Throws a
 * UserError of kind "input" when there is neither.
 */
export function findLabels(
  text: string,
  labels: readonly string[],
  instead: ReadonlyMap<string, string>,
): { labels: string[]; instead: boolean } {
  const found = labels.filter((label) => label.includes(text)).sort();
  if (found.length > 0) return { labels: found, instead: false };
  const other = instead.get(text);
  if (other === undefined) {
    throw new UserError("input", `the model knows no word with ${JSON.stringify(text)} in it`);
  }
  return { labels: [other], instead: true };
}

/** Words in as many columns as fit, read downwards; each line ends with a line break. */
export function inColumns(words: readonly string[], width: number): string {
  const cell = Math.max(0, ...words.map((word) => word.length)) + 2;
  const columns = Math.max(1, Math.floor((width + 2) / cell));
  const rows = Math.ceil(words.length / columns);
  return Array.from(
    { length: rows },
    (_, row) =>
      words.filter((_, i) => i % rows === row).map((word) => word.padEnd(cell)).join("").trimEnd() + "\n",
  ).join("");
}
