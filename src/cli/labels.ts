import { Command, Option } from "commander";
import { readBundle } from "../bundle/bundle.ts";
import { UserError } from "../errors.ts";
import { noteOn, refusalOf } from "../words/explain.ts";
import { isResolved, resolvePrompt, type Vocabulary } from "../words/resolve.ts";
import { defaultBundle, openBundle } from "./default_bundle.ts";
import { terminalColumns, writeErrorLine, writeOut } from "./terminal.ts";

interface LabelsOptions {
  json: boolean;
  model?: string;
  complete: boolean;
}

/** `ascii-gen labels`: the words that the model knows. */
export function command(): Command {
  return new Command("ascii-gen labels")
    .description(
      "Lists the words that the model knows: all of them, those that contain a text, or the one that is drawn for it.",
    )
    .argument("[text...]", "part of a word")
    .option("--json", "print one JSON array", false)
    .option("--model <folder>", "a trained model other than the built-in one")
    .addOption(new Option("--complete", "what a shell completes the text with").default(false).hideHelp())
    .action(async (words: string[], { json, model, complete }: LabelsOptions) => {
      const text = words.join(" ").trim().toLowerCase();
      if (complete) {
        // A key was pressed: no time for checks of the built-in model.
        const { config, thesaurus } = await openBundle(model);
        return writeOut(
          completionsOf(text, { labels: config.labels, thesaurus }).map((word) => `${word}\n`).join(""),
        );
      }
      const { config, thesaurus } = await readBundle(model ?? defaultBundle());
      const { labels, note } = findLabels(text, { labels: config.labels, thesaurus });
      if (note !== undefined) writeErrorLine(`ascii-gen: ${note}`);
      const columns = terminalColumns();
      if (json) writeOut(`${JSON.stringify(labels, null, 2)}\n`);
      else {writeOut(
          columns === undefined ? labels.map((label) => `${label}\n`).join("") : inColumns(labels, columns),
        );}
    });
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
