import { Argument, Command } from "commander";
import type { IngestReport } from "../../data/found/ingest.ts";
import { add, ADD_FIELDS } from "../../operations/data/add.ts";
import { CORPUS_FIELDS } from "../../operations/data/fields.ts";
import { SOURCES } from "../../operations/data/sources.ts";
import { addFields, readFields } from "../flags.ts";
import { JSON_FIELD, writeJson } from "../json.ts";
import { operate } from "../operate.ts";
import { writeOut } from "../terminal.ts";

const FLAGS = { ...ADD_FIELDS, json: { ...JSON_FIELD.json, text: "report as JSON" } } as const;

/** `ascii-gen data add`: adds art from a source to the corpus. */
export function command(): Command {
  const known = Object.entries(SOURCES).map(([name, { text }]) => `  ${name.padEnd(16)}${text}`);
  const command = new Command("add")
    .description("add art from a source; what is there already is not added again")
    .addArgument(new Argument("<source>", "where the art is").choices(Object.keys(SOURCES)))
    .argument("[names...]", "paths, words or names, as the source needs; one or more");
  return addFields(command, FLAGS)
    .addHelpText("after", ["\nSources:", ...known].join("\n"))
    .action(run);
}

async function run(source: string, names: string[], flags: Record<string, unknown>): Promise<void> {
  const { json, ...given } = readFields(FLAGS, flags);
  const report = await operate((context) => add({ ...given, source, names }, context));
  if (report === undefined) return;
  if (json) return writeJson(report);
  const { data = CORPUS_FIELDS.data.fallback, dryRun } = given;
  writeOut(`${data}${dryRun ? " (dry run, nothing written)" : ""}: ${formatReport(report)}\n`);
}

function formatReport(report: IngestReport): string {
  const { found, added, nearDuplicates, seen, rejected, problems, interrupted } = report;
  const checks = Object.entries(rejected).sort(([, a], [, b]) => b - a);
  const refused = checks.reduce((sum, [, count]) => sum + count, 0);
  const why = refused > 0 ? ` (${checks.map(([check, count]) => `${check} ${count}`).join(", ")})` : "";
  return [
    `${found} found`,
    `${added + nearDuplicates} added, of them ${nearDuplicates} near-duplicates`,
    `${seen} seen before`,
    `${refused} rejected${why}`,
    ...(problems > 0 ? [`${problems} could not be read`] : []),
  ].join("; ") + (interrupted ? "; interrupted, run again to continue" : "");
}
