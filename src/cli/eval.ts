import { Command } from "commander";
import { dirname } from "node:path";
import type { Context } from "../base/context.ts";
import { UserError } from "../base/errors.ts";
import { type Fields, flagOf } from "../base/fields.ts";
import { atomicWrite, isFolder } from "../base/files.ts";
import { readManifest } from "../bundle/folder.ts";
import type { StyleComparison } from "../evaluation/compare.ts";
import { requireValid } from "../evaluation/measures/validity.ts";
import { comparisonSection } from "../evaluation/report/comparison.ts";
import { comparisonFacts, evaluationFacts, labelFacts, textFacts } from "../evaluation/report/facts.ts";
import { renderHtmlReport } from "../evaluation/report/html.ts";
import { markdownHead, markdownSection, renderMarkdownReport } from "../evaluation/report/markdown.ts";
import { labelsHtml, labelsMarkdown } from "../evaluation/report/labels.ts";
import { textsHtml, textsMarkdown } from "../evaluation/report/texts.ts";
import { compareSettings, type Comparison } from "../operations/evaluate/compare.ts";
import { evaluate, type EvaluateInput } from "../operations/evaluate/evaluate.ts";
import { COMPARE_FIELDS, EVALUATE_FIELDS } from "../operations/evaluate/fields.ts";
import {
  EVALUATE_LABEL_FIELDS,
  evaluateLabel,
  type EvaluateLabelInput,
} from "../operations/evaluate/label.ts";
import { EVALUATE_TEXT_FIELDS, evaluateText, type EvaluateTextInput } from "../operations/evaluate/text.ts";
import { findModel } from "../operations/models.ts";
import { taskOf } from "../tasks/registry.ts";
import { addFields, readFields } from "./flags.ts";
import { JSON_FIELD, writeJson } from "./json.ts";
import { operate } from "./operate.ts";
import { modelPlaces } from "./places.ts";
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

/** What only models of drawings take, and what only language models do. */
const { model: _, ...DRAWING_FIELDS } = { ...EVALUATE_FIELDS, compare: COMPARE_FIELDS.compare };
const { model: __, ...TEXT_FIELDS } = EVALUATE_TEXT_FIELDS;
const { unseen: ___, ...TEXT_ALONE_FIELDS } = TEXT_FIELDS;

/** `ascii-gen eval`. */
export function command(): Command {
  const command = new Command("eval")
    .description(
      "judge a language model by how well it predicts texts (docs/text.md), or one that labels pictures by pictures " +
        "(docs/labels.md); or, without files, a model of drawings beside real art, chance and looking up; prints " +
        "Markdown (docs/evaluation.md)",
    )
    .argument(
      "[files...]",
      "texts to judge a language model by (files, folders, or - for standard input), or a folder of pictures by class",
    );
  return addFields(command, { ...EVALUATE_FIELDS, ...DRAWING_FIELDS, ...TEXT_FIELDS, ...OUTPUT_FIELDS })
    .action(run);
}

async function run(files: readonly string[], flags: Record<string, unknown>): Promise<void> {
  const output = readFields(OUTPUT_FIELDS, flags);
  const { model: named } = readFields(EVALUATE_TEXT_FIELDS, flags), places = modelPlaces();
  const model = named === undefined ? undefined : await findModel(named, { places });
  const task = model === undefined
    ? files.length > 0 ? await taskOf(files) : undefined
    : (await readManifest(model)).task;
  if (task === "label") {
    refuse(DRAWING_FIELDS, flags, "models of drawings");
    refuse(TEXT_ALONE_FIELDS, flags, "language models");
    return await judgeLabels(
      { ...readFields(EVALUATE_LABEL_FIELDS, flags), ...model && { model }, files, places },
      output,
    );
  }
  if (files.length > 0 || task === "text") {
    if (task !== "art") refuse(DRAWING_FIELDS, flags, "models of drawings");
    await judgeTexts(
      { ...readFields(EVALUATE_TEXT_FIELDS, flags), ...model && { model }, files, places },
      output,
    );
    return;
  }
  refuse(TEXT_FIELDS, flags, "language models: name texts as well");
  const given = { ...flags, ...model && { model } };
  if (flags.compare === undefined) await judge(readFields(EVALUATE_FIELDS, given), output);
  else await compare(given, output);
}

/** Throws a UserError for a flag that is for others. */
function refuse(fields: Fields, flags: Record<string, unknown>, others: string): void {
  const name = Object.keys(readFields(fields, flags))[0];
  if (name === undefined) return;
  throw new UserError("usage", `--${flagOf(name, fields[name]!)} is for ${others}`);
}

/** Judges a language model and prints the report. */
async function judgeTexts(input: EvaluateTextInput, { report, json, quiet }: Output): Promise<void> {
  if (report !== undefined) await requireFolder(report);
  const result = await operate(
    (context) => evaluateText(input, { ...loggingOver(context), input: Deno.stdin.readable }),
    quiet,
  );
  if (result === undefined) return;
  const facts = textFacts(result);
  if (json) writeJson(result);
  else writeOut(textsMarkdown(facts, result));
  if (report !== undefined) await atomicWrite(report, textsHtml(facts, result));
}

/** Judges a model that labels pictures and prints the report. */
async function judgeLabels(input: EvaluateLabelInput, { report, json, quiet }: Output): Promise<void> {
  if (report !== undefined) await requireFolder(report);
  const result = await operate((context) => evaluateLabel(input, loggingOver(context)), quiet);
  if (result === undefined) return;
  const facts = labelFacts(result);
  if (json) writeJson(result);
  else writeOut(labelsMarkdown(facts, result));
  if (report !== undefined) await atomicWrite(report, labelsHtml(facts, result));
}

/** The bar would else stand in a line of the log. */
const loggingOver = <C extends Context & { stop(): void }>(context: C): C => ({
  ...context,
  log(line: string) {
    context.stop();
    context.log(line);
  },
});

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
  if (await isFolder(folder)) return;
  throw new UserError("io", `--report ${report}: there is no folder ${folder}`);
}
