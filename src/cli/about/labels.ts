import { Command, Option } from "commander";
import type { Fields } from "../../base/fields.ts";
import { completions, labels, LABELS_FIELDS } from "../../operations/labels.ts";
import { addFields, readFields } from "../flags.ts";
import { terminalColumns, writeErrorLine, writeOut } from "../terminal.ts";

const { fonts, model } = LABELS_FIELDS;
const FIELDS = {
  fonts,
  json: { type: "switch", text: "print one JSON array" },
  model,
} as const satisfies Fields;

/** `ascii-gen labels`: the words that the model knows, or the fonts of banners. */
export function command(): Command {
  const command = new Command("ascii-gen labels")
    .description(
      "Lists the words that the model knows: all of them, those that contain a text, or the one that is drawn for it.",
    )
    .argument("[text...]", "part of a word");
  return addFields(command, FIELDS)
    .addOption(new Option("--complete", "what a shell completes the text with").hideHelp())
    .action(async (words: string[], flags: Record<string, unknown>) => {
      const { json = false, ...given } = readFields(FIELDS, flags);
      const input = { ...given, text: words.join(" ") };
      if (flags.complete === true) {
        return writeOut((await completions(input)).map((word) => `${word}\n`).join(""));
      }
      const found = await labels(input);
      if (found.note !== undefined) writeErrorLine(`ascii-gen: ${found.note}`);
      print(found.labels, json);
    });
}

/** Prints words as JSON, in columns on a terminal, or one a line. */
function print(words: readonly string[], json: boolean): void {
  const columns = terminalColumns();
  if (json) writeOut(`${JSON.stringify(words, null, 2)}\n`);
  else if (columns !== undefined) writeOut(inColumns(words, columns));
  else writeOut(words.map((word) => `${word}\n`).join(""));
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
