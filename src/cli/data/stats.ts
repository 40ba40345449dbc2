import { Command } from "commander";
import { distinctPictures, formatDistinct } from "../../data/drawn/distinct.ts";
import { corpusStats, formatStats } from "../../data/store/report.ts";
import { DEFAULT_CORPUS, withCorpus } from "../../data/store/store.ts";
import { writeOut } from "../terminal.ts";

/** `ascii-gen data stats`. */
export function command(): Command {
  return new Command("stats")
    .description("count pictures and pieces by style, split, source, width and label")
    .option("--data <file>", "the corpus file", DEFAULT_CORPUS)
    .option("--json", "as JSON")
    .option("--distinct", "count instead how many clearly different pictures everyday words have")
    .action(async ({ data, json, distinct }: { data: string; json?: boolean; distinct?: boolean }) => {
      const text = await withCorpus(data, { mustExist: true }, (db) => {
        if (!distinct) {
          const stats = corpusStats(db);
          return json ? JSON.stringify(stats, null, 2) : formatStats(stats);
        }
        const found = distinctPictures(db);
        return json ? JSON.stringify(found, null, 2) : formatDistinct(found);
      });
      writeOut(`${text}\n`);
    });
}
