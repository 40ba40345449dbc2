import { Command, Option } from "commander";
import { FONT_NAMES } from "../art/banner/fonts.ts";
import { UserError } from "../base/errors.ts";
import { noteOn, refusalOf } from "../words/explain.ts";
import { isResolved, resolvePrompt, type Vocabulary } from "../words/resolve.ts";
import { openBundle } from "./default_bundle.ts";
import { terminalColumns, writeErrorLine, writeOut } from "./terminal.ts";

interface LabelsOptions {
  fonts: boolean;
  json: boolean;
  model?: string;
  complete: boolean;
}

/** `ascii-gen labels`: the words that the model knows, or the fonts of banners. */
export function command(): Command {
  return new Command("ascii-gen labels")
    .description(
      "Lists the words that the model knows: all of them, those that contain a text, or the one that is drawn for it.",
    )
    .argument("[text...]", "part of a word")
    .option("--fonts", "list the fonts of banners instead", false)
    .option("--json", "print one JSON array", false)
    .option("-m, --model <folder>", "a trained model other than the built-in one")
    .addOption(new Option("--complete", "what a shell completes the text with").default(false).hideHelp())
    .action(async (words: string[], { fonts, json, model, complete }: LabelsOptions) => {
      const text = words.join(" ").trim().toLowerCase();
      if (fonts) return print(findFonts(text), json);
      const { album: { labels: known }, thesaurus } = await openBundle(model);
      const vocabulary = { labels: known, thesaurus };
      if (complete) return writeOut(completionsOf(text, vocabulary).map((word) => `${word}\n`).join(""));
      const { labels, note } = findLabels(text, vocabulary);
      if (note !== undefined) writeErrorLine(`ascii-gen: ${note}`);
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
 * Labels that contain a text, in alphabetical order, or else the one that is drawn for it, with a note that says why.
 * Throws a UserError of kind "input" when there is neither.
 */
export function findLabels(text: string, vocabulary: Vocabulary): { labels: string[]; note?: string } {
  const found = vocabulary.labels.filter((label) => label.includes(text)).sort();
  if (found.length > 0) return { labels: found };
  const result = resolvePrompt(text, vocabulary);
  if (!isResolved(result)) throw new UserError("input", refusalOf(text, result, false));
  const note = noteOn(result);
  return { labels: [result.drawn], ...note === undefined ? {} : { note } };
}

/** Single words that begin with a text or, if there are none, the one that is drawn for it. */
export function completionsOf(text: string, vocabulary: Vocabulary): string[] {
  const found = vocabulary.labels.filter((label) => label.startsWith(text) && !label.includes(" ")).sort();
  if (found.length > 0) return found;
  const result = resolvePrompt(text, vocabulary);
  if (isResolved(result)) return [result.meant ?? result.drawn];
  return [];
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
