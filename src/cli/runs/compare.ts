import { Command } from "commander";
import { dirname } from "node:path";
import { UserError } from "../../base/errors.ts";
import { atomicWrite, isFolder } from "../../base/files.ts";
import { COMPARE_RUNS_FIELDS, compareRuns } from "../../operations/runs/compare.ts";
import { addFields, readFields } from "../flags.ts";
import { JSON_FIELD, writeJson } from "../json.ts";
import { operate } from "../operate.ts";
import { tableSpans } from "../table.ts";
import { type Span, writeSpans } from "../terminal.ts";
import { comparisonPage } from "./html.ts";
import { type Part, partsOf } from "./parts.ts";

const FLAGS = {
  ...COMPARE_RUNS_FIELDS,
  html: { type: "text", value: "file", text: "also write a page to look at, with curves" },
  ...JSON_FIELD,
  quiet: { type: "switch", short: "q", text: "no progress on standard error" },
} as const;

/** `ascii-gen runs compare`. */
export function compareCommand(): Command {
  const command = new Command("compare")
    .description(
      "tell what runs differ in, and which is better: their models are judged by the same unseen bytes, those that " +
        "differ by their seed alone together",
    )
    .argument(
      "<runs...>",
      "names in runs/ (* for anything), or folders; the first is what others are compared with",
    );
  return addFields(command, FLAGS).action(async (names: string[], flags: Record<string, unknown>) => {
    const { json, html, quiet, ...given } = readFields(FLAGS, flags);
    if (html !== undefined && !await isFolder(dirname(html))) {
      throw new UserError("io", `--html ${html}: there is no folder ${dirname(html)}`);
    }
    const result = await operate(
      (context) => compareRuns({ ...given, names }, { ...context, input: Deno.stdin.readable }),
      quiet,
    );
    if (result === undefined) return;
    const { runs, ...comparison } = result;
    if (json) writeJson(comparison);
    else writeSpans(partsOf(comparison).flatMap(partSpans));
    if (html !== undefined) await atomicWrite(html, comparisonPage(comparison, runs));
  });
}

function partSpans({ title, notes, table }: Part): Span[] {
  return [
    { bold: title },
    "\n",
    ...notes.map((note) => `${note}\n`),
    ...table === undefined ? [] : tableSpans(table),
    "\n",
  ];
}
