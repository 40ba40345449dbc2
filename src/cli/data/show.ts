import { Command } from "commander";
import { show, SHOW_FIELDS } from "../../operations/data/pieces.ts";
import { addFields, readFields } from "../flags.ts";
import { JSON_FIELD } from "../json.ts";
import { printPieces } from "./pieces.ts";

const FLAGS = { ...SHOW_FIELDS, ...JSON_FIELD } as const;

/** `ascii-gen data show`. */
export function command(): Command {
  const command = new Command("show")
    .description("print a few pieces of a label with their source")
    .argument("<label...>", "what they show");
  return addFields(command, FLAGS).action(async (words: string[], flags: Record<string, unknown>) => {
    const { json, ...given } = readFields(FLAGS, flags);
    printPieces(await show({ ...given, label: words.join(" ") }), json);
  });
}
