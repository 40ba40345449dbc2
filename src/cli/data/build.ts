import { Command } from "commander";
import { build, BUILD_FIELDS } from "../../operations/data/build.ts";
import { CORPUS_FIELDS } from "../../operations/data/fields.ts";
import { addFields, readFields } from "../flags.ts";
import { operate } from "../operate.ts";
import { writeErrorLine } from "../terminal.ts";

/** `ascii-gen data build`: draws the pictures of the icon sets. */
export function command(): Command {
  const command = new Command("build")
    .description("draw the pictures that the corpus lacks; Ctrl-C stops, a later run continues");
  return addFields(command, BUILD_FIELDS).action(async (flags: Record<string, unknown>) => {
    const input = readFields(BUILD_FIELDS, flags);
    const report = await operate((context) => build(input, context));
    if (report === undefined) return;
    const { pictures, pieces, rejected, interrupted } = report;
    const added = `${pictures} pictures and ${pieces} pieces added, ${rejected} unusable`;
    writeErrorLine(
      `${input.data ?? CORPUS_FIELDS.data.fallback}: ${added}${
        interrupted ? "; interrupted, run again to continue" : ""
      }`,
    );
  });
}
