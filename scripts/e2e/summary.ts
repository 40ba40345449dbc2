/** What came of the stages in a kept folder: read, added to, told. */
import { join } from "node:path";
import * as z from "zod";
import { UserError } from "../../src/base/errors.ts";
import { atomicWrite, isThere } from "../../src/base/files.ts";
import { parseAs } from "../../src/base/schema.ts";
import { processor } from "../../src/engine/processor.ts";

export const SUMMARY_FILE = "summary.json", TABLE_FILE = "summary.md";

const findingSchema = z.strictObject({
  what: z.string(),
  measured: z.string(),
  must: z.string().exactOptional(),
  holds: z.boolean().exactOptional(),
});

const attemptSchema = z.strictObject({
  stage: z.string(),
  began: z.iso.datetime(),
  seconds: z.number(),
  /** Of this program and all that it started; null where the system does not tell. */
  processorSeconds: z.number().nullable(),
  verdict: z.enum(["passed", "failed", "stopped"]),
  /** Within the folder of the summary, as all its paths are. */
  log: z.string(),
  folder: z.string(),
  findings: z.array(findingSchema),
  products: z.record(z.string(), z.string()),
  error: z.string().exactOptional(),
});
export type Attempt = z.infer<typeof attemptSchema>;

const summarySchema = z.strictObject({
  quick: z.boolean(),
  machine: z.string(),
  /** In the order in which they were made; of a stage the last one counts. */
  attempts: z.array(attemptSchema),
});
export type Summary = z.infer<typeof summarySchema>;

/** The machine and what runs on it, in a line. */
function machine(): string {
  const { model, abilities } = processor();
  const told = model === null ? "" : ` of ${model} (${abilities.join(", ")})`;
  return `${Deno.build.target}, ${navigator.hardwareConcurrency} cores${told}, Deno ${Deno.version.deno}`;
}

/** The summary in a folder; undefined where there is none. Throws a UserError of kind "input" for one that is damaged. */
export async function readSummary(folder: string): Promise<Summary | undefined> {
  const path = join(folder, SUMMARY_FILE);
  if (!await isThere(path)) return undefined;
  let value: unknown;
  try {
    value = JSON.parse(await Deno.readTextFile(path));
  } catch (error) {
    throw new UserError("input", `${path} is damaged: it is no JSON`, { cause: error });
  }
  return parseAs(summarySchema, value, "input", path);
}

export const newSummary = (quick: boolean): Summary => ({ quick, machine: machine(), attempts: [] });

/** The last attempt at a stage. */
export const latest = ({ attempts }: Summary, stage: string): Attempt | undefined =>
  attempts.findLast((attempt) => attempt.stage === stage);

/** What the last attempt at a stage that passed handed on. */
export const productsOf = ({ attempts }: Summary, stage: string): Readonly<Record<string, string>> =>
  attempts.findLast((attempt) => attempt.stage === stage && attempt.verdict === "passed")?.products ?? {};

/** Columns and rows of the table: a row for each stage. */
export function tableOf(summary: Summary, stages: readonly string[]) {
  const columns = ["stage", "verdict", "seconds", "processor", "checks", "log"];
  const rows = stages.map((stage) => {
    const attempt = latest(summary, stage);
    if (attempt === undefined) return [stage, "not run", "", "", "", ""];
    const { verdict, seconds, processorSeconds, findings, log } = attempt;
    const checks = findings.filter(({ holds }) => holds !== undefined);
    const good = checks.filter(({ holds }) => holds);
    const processor = processorSeconds?.toFixed(1) ?? "not told";
    return [stage, verdict, seconds.toFixed(1), processor, `${good.length} of ${checks.length}`, log];
  });
  return { columns, rows };
}

/** Writes what came of the stages, for programs and for people. */
export async function writeSummary(
  folder: string,
  summary: Summary,
  stages: readonly string[],
): Promise<void> {
  await atomicWrite(join(folder, SUMMARY_FILE), JSON.stringify(summary, null, 2) + "\n");
  await atomicWrite(join(folder, TABLE_FILE), markdownOf(summary, stages));
}

const row = (cells: readonly string[]) =>
  `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |\n`;

function markdownOf(summary: Summary, stages: readonly string[]): string {
  const { columns, rows } = tableOf(summary, stages);
  const ruled = (head: readonly string[], body: readonly (readonly string[])[]) =>
    row(head) + row(head.map(() => "---")) + body.map(row).join("");
  const parts = stages.map((stage) => {
    const attempt = latest(summary, stage);
    if (attempt === undefined) return "";
    const { findings, error, began } = attempt;
    const told = findings.map(({ what, measured, must = "", holds }) => [
      ...[what, measured, must],
      holds === undefined ? "" : holds ? "yes" : "NO",
    ]);
    const table = told.length === 0 ? "" : `\n${ruled(["what", "measured", "must be", "is"], told)}`;
    return `\n## ${stage}\n\nBegan ${began}.${error === undefined ? "" : ` ${error}`}\n${table}`;
  });
  const kind = summary.quick ? "quick" : "full";
  return `# The whole line, ${kind}\n\n${summary.machine}\n\n${ruled(columns, rows)}${parts.join("")}`;
}
