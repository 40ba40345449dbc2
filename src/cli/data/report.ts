import { Command } from "commander";
import { report, REPORT_FIELDS } from "../../operations/data/report.ts";
import { addFields, readFields } from "../flags.ts";
import { contextOf } from "../progress.ts";
import { writeErrorLine } from "../terminal.ts";

/** `ascii-gen data report`. */
export function command(): Command {
  const command = new Command("report")
    .description("write a page to look at: counts and a sample of the pieces, to filter and search");
  return addFields(command, REPORT_FIELDS).action(async (flags: Record<string, unknown>) => {
    const input = readFields(REPORT_FIELDS, flags);
    const { output, pieces } = await report(input, contextOf(new AbortController().signal));
    writeErrorLine(`${output}: ${pieces} pieces`);
  });
}
