import { Command } from "commander";
import { corpusStats, formatStats } from "../../corpus/report.ts";
import { DEFAULT_CORPUS, withCorpus } from "../../corpus/store.ts";
import { writeOut } from "../terminal.ts";

/** `ascii-gen data stats`. */
export function command(): Command {
  return new Command("stats")
    .description("count pictures and pieces by style, split, source, width and label")
    .option("--data <file>", "the corpus file", DEFAULT_CORPUS)
    .option("--json", "as JSON")
    .action(async (flags: { data: string; json?: boolean }) => {
      const stats = await withCorpus(flags.data, { mustExist: true }, corpusStats);
      writeOut(`${flags.json ? JSON.stringify(stats, null, 2) : formatStats(stats)}\n`);
    });
}
