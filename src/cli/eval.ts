import { Command } from "commander";
import { dirname } from "node:path";
import { UserError } from "../base/errors.ts";
import type { Fields } from "../base/fields.ts";
import { atomicWrite } from "../base/files.ts";
import type { StyleComparison } from "../evaluation/compare.ts";
import { requireValid } from "../evaluation/measures/validity.ts";
import { comparisonSection } from "../evaluation/report/comparison.ts";
import { comparisonFacts, evaluationFacts } from "../evaluation/report/facts.ts";
import { renderHtmlReport } from "../evaluation/report/html.ts";
import { markdownHead, markdownSection, renderMarkdownReport } from "../evaluation/report/markdown.ts";
import { compareSettings, type Comparison } from "../operations/evaluate/compare.ts";
import { evaluate, type EvaluateInput } from "../operations/evaluate/evaluate.ts";
import { COMPARE_FIELDS, EVALUATE_FIELDS } from "../operations/evaluate/fields.ts";
import { addFields, readFields } from "./flags.ts";
import { JSON_FIELD, writeJson } from "./json.ts";
import { operate } from "./operate.ts";
import { writeOut } from "./terminal.ts";

const OUTPUT_FIELDS = {
  report: {
    type: "text",
    value: "file",
    text: "also write a page to look at, one HTML file with everything in it",
  },
  json: { ...JSON_FIELD.json, text: "print JSON, drawings included" },
  quiet: { type: "switch", short: "q", text: "no progress on standard error" },
} as const satisfies Fields;

/** `ascii-gen eval`. */
export function command(): Command {
  const command = new Command("eval")
    .description(
      "judge a model beside real art, chance and looking up; prints Markdown. See docs/evaluation.md",
    );
  return addFields(command, { ...EVALUATE_FIELDS, compare: COMPARE_FIELDS.compare, ...OUTPUT_FIELDS })
    .action(run);
}

async function run(flags: Record<string, unknown>): Promise<void> {
  const output = readFields(OUTPUT_FIELDS, flags);
  if (flags.compare === undefined) await judge(readFields(EVALUATE_FIELDS, flags), output);
  else await compare(flags, output);
}

interface Output {
  report?: string;
  json?: boolean;
  quiet?: boolean;
}

/** Judges the model and prints the report. */
async function judge(input: EvaluateInput, { report, json, quiet }: Output): Promise<void> {
  if (report !== undefined) await requireFolder(report);
  const result = await operate((context) => evaluate(input, context), quiet);
  if (result === undefined) return;
  const title = "How good are the drawings?", facts = evaluationFacts(result);
  if (json) writeJson(result);
  else writeOut(renderMarkdownReport(title, facts, result));
  if (report !== undefined) await atomicWrite(report, renderHtmlReport(title, facts, result));
  if (result.validity) requireValid(result.validity);
}

/** Compares settings and prints a table for each style as soon as it is there. */
async function compare(flags: Record<string, unknown>, { json, quiet }: Output): Promise<void> {
  for (const name of ["report", "metrics"]) {
    if (flags[name] !== undefined) {
      throw new UserError("usage", `--compare does not go with --${name}: it prints tables and no page`);
    }
  }
  const input = readFields(COMPARE_FIELDS, flags);
  let begun = false;
  const print = (style: StyleComparison, comparison: Comparison) => {
    if (!begun) writeOut(markdownHead("Which settings?", comparisonFacts(comparison)));
    begun = true;
    writeOut(`\n${markdownSection(comparisonSection(style))}`);
  };
  const result = await operate((context) => {
    const tell = (style: StyleComparison, comparison: Comparison) => {
      // The bar would else stand in the table.
      context.stop();
      print(style, comparison);
    };
    return compareSettings(input, context, json ? undefined : tell);
  }, quiet);
  if (json && result !== undefined) writeJson(result);
}

/** Fails before minutes of work rather than after. */
async function requireFolder(report: string): Promise<void> {
  const folder = dirname(report);
  if (await Deno.stat(folder).then(({ isDirectory }) => isDirectory, () => false)) return;
  throw new UserError("io", `--report ${report}: there is no folder ${folder}`);
}
