import { Command } from "commander";
import { UserError } from "../../base/errors.ts";
import { DATA_EXPORT_FIELDS, dataLines, exportData } from "../../operations/data/export.ts";
import { addFields, readFields } from "../flags.ts";
import { operate } from "../operate.ts";
import { writeErrorLine, writeOut } from "../terminal.ts";

const FLAGS = {
  ...DATA_EXPORT_FIELDS,
  output: {
    type: "text",
    value: "file",
    short: "o",
    text: "where to write; JSON lines go to standard output otherwise",
  },
} as const;

/** `ascii-gen data export`. */
export function command(): Command {
  const command = new Command("export")
    .description("write pieces with all that is known of them as JSON lines or Parquet");
  return addFields(command, FLAGS).action(async (flags: Record<string, unknown>) => {
    const { output, format, ...input } = readFields(FLAGS, flags);
    if (output === undefined || output === "-") {
      if (format === "parquet") throw new UserError("usage", "--format parquet needs --output <file>");
      return await dataLines(input, writeOut);
    }
    const request = { ...input, ...format !== undefined && { format }, output };
    const count = await operate((context) => exportData(request, context));
    if (count !== undefined) writeErrorLine(`${output}: ${count} pieces`);
  });
}
