import { Command, Option } from "commander";
import { STYLES } from "../../art/styles.ts";
import { exportPieces, type Format, FORMATS, jsonLines } from "../../data/browse/export.ts";
import type { Filter } from "../../data/browse/selection.ts";
import { DEFAULT_CORPUS, withCorpus } from "../../data/store/store.ts";
import { UserError } from "../../base/errors.ts";
import { writeErrorLine, writeOut } from "../terminal.ts";
import { style } from "./options.ts";

interface Flags extends Filter {
  data: string;
  format: Format;
  output?: string;
}

/** `ascii-gen data export`. */
export function command(): Command {
  return new Command("export")
    .description("write pieces with all that is known of them as JSON lines or Parquet")
    .option("--data <file>", "the corpus file", DEFAULT_CORPUS)
    .addOption(new Option("--format <format>", "format of the file").choices(FORMATS).default("jsonl"))
    .option("-o, --output <file>", "where to write; JSON lines go to standard output otherwise")
    .option("--style <style>", `only one of ${STYLES.join(", ")}`, style)
    .option("--source <name>", "only pieces of this source")
    .addOption(new Option("--split <split>", "only this split").choices(["train", "validation", "test"]))
    .option("--label <word>", "only pieces with this label")
    .action(({ data, format, output, ...filter }: Flags) =>
      withCorpus(data, { mustExist: true }, async (db) => {
        if (output !== undefined && output !== "-") {
          const count = await exportPieces(db, output, format, filter);
          return writeErrorLine(`${output}: ${count} pieces`);
        }
        if (format === "parquet") throw new UserError("usage", "--format parquet needs --output <file>");
        for (const lines of jsonLines(db, filter)) writeOut(lines);
      })
    );
}
