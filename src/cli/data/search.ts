import { Command } from "commander";
import { search, SEARCH_FIELDS } from "../../operations/data/pieces.ts";
import { addFields, readFields } from "../flags.ts";
import { JSON_FIELD } from "../json.ts";
import { printPieces } from "./pieces.ts";

const FLAGS = { ...SEARCH_FIELDS, ...JSON_FIELD } as const;

/** `ascii-gen data search`. */
export function command(): Command {
  const command = new Command("search")
    .description("find pieces by words of their labels, title and author, or how these begin")
    .argument("<query...>", "words, all of which must occur");
  return addFields(command, FLAGS).action(async (words: string[], flags: Record<string, unknown>) => {
    const { json, ...given } = readFields(FLAGS, flags);
    printPieces(await search({ ...given, query: words.join(" ") }), json);
  });
}
