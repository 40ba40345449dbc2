import { Command } from "commander";
import { formatDistinct } from "../../data/drawn/distinct.ts";
import { formatStats } from "../../data/store/report.ts";
import { CORPUS_FIELDS } from "../../operations/data/fields.ts";
import { distinct, stats } from "../../operations/data/stats.ts";
import { addFields, readFields } from "../flags.ts";
import { JSON_FIELD, writeJson } from "../json.ts";
import { writeOut } from "../terminal.ts";

const FLAGS = {
  ...CORPUS_FIELDS,
  ...JSON_FIELD,
  distinct: {
    type: "switch",
    text: "count instead how many clearly different pictures everyday words have",
  },
} as const;

/** `ascii-gen data stats`. */
export function command(): Command {
  const command = new Command("stats")
    .description("count pictures and pieces by style, split, source, width and label");
  return addFields(command, FLAGS).action(async (flags: Record<string, unknown>) => {
    const { json, distinct: different, ...input } = readFields(FLAGS, flags);
    if (different) printCounts(await distinct(input), formatDistinct, json);
    else printCounts(await stats(input), formatStats, json);
  });
}

function printCounts<T>(counts: T, format: (counts: T) => string, json: boolean | undefined): void {
  if (json) writeJson(counts);
  else writeOut(`${format(counts)}\n`);
}
