/**
 * Trains the presets from nothing, one after the other, for the same time each, and compares them on pictures never trained
 * on: a Markdown table on standard output, and the curves as an SVG.
 *
 *     deno run -A scripts/sizes.ts --minutes 6 --svg docs/sizes.svg [-- options of deno task train]
 */
import { Command } from "commander";
import { join } from "node:path";
import { decimalNumber } from "../src/cli/numbers.ts";
import { writeErrorLine, writeOut } from "../src/cli/terminal.ts";
import { UserError } from "../src/base/errors.ts";
import { type LearningCurve, parseMetrics } from "../src/evaluation/learning.ts";
import { lineChart, type Role } from "../src/evaluation/report/svg.ts";
import { atomicWrite } from "../src/base/files.ts";
import { loadCheckpoint } from "../src/tasks/registry.ts";

const PRESETS: readonly { name: string; role: Role; colour: string }[] = [
  { name: "nano", role: "floor", colour: "#9a9a9a" },
  { name: "tiny", role: "baseline", colour: "#c77d1e" },
  { name: "small", role: "model", colour: "#2f6fb5" },
  { name: "medium", role: "ceiling", colour: "#3d8b4e" },
];
/** Points of each curve, and columns of the table. */
const POINTS = 12, COLUMNS = 4;

interface Flags {
  minutes: string;
  runs: string;
  svg?: string;
}

async function train(folder: string, preset: string, minutes: number, options: string[]): Promise<void> {
  const args = ["run", "-q", "-A", join(import.meta.dirname!, "..", "main.ts"), "train", "--out", folder];
  const own = ["--preset", preset, "--minutes", String(minutes), "--eval-interval", "25", ...options];
  const command = new Deno.Command(Deno.execPath(), { args: [...args, ...own], stdout: "null" });
  const { success } = await command.output();
  if (!success) throw new UserError("environment", `training ${preset} failed; its messages are above`);
}

/** The last validation until each of some times; undefined where there was none yet. */
function at({ validation }: LearningCurve, minutes: number) {
  return validation.findLast((point) => point.minutes <= minutes);
}

async function compare(options: string[], flags: Flags): Promise<void> {
  const minutes = decimalNumber("--minutes", flags.minutes, 0, 1e5, true);
  const times = (count: number) => Array.from({ length: count }, (_, i) => minutes * (i + 1) / count);
  const runs: { name: string; role: Role; parameters: number; curve: LearningCurve }[] = [];
  for (const { name, role } of PRESETS) {
    const folder = join(flags.runs, name);
    writeErrorLine(`sizes: ${name}, ${minutes} minutes`);
    await train(folder, name, minutes, options);
    const curve = parseMetrics(await Deno.readTextFile(join(folder, "metrics.jsonl")), folder);
    const { weights } = await loadCheckpoint(join(folder, "checkpoint.bin"));
    runs.push({ name, role, parameters: weights.length, curve });
  }
  const columns = times(COLUMNS).map((time) => `${Number(time.toFixed(1))} min`);
  writeOut(`| preset | weights | steps | ${columns.join(" | ")} |\n`);
  writeOut(`| --- | --: | --: | ${columns.map(() => "--:").join(" | ")} |\n`);
  for (const { name, parameters, curve } of runs) {
    const cells = times(COLUMNS).map((time) => at(curve, time)?.drawingUnseen.toFixed(3) ?? "");
    const last = curve.validation.at(-1);
    const size = `${(parameters / 1e6).toFixed(2)} M`;
    writeOut(`| ${name} | ${size} | ${last?.step} | ${cells.join(" | ")} |\n`);
  }
  if (flags.svg === undefined) return;
  const chart = lineChart(
    "Bits per character of drawings never trained on, by minutes of training",
    "minutes",
    runs.map(({ name, role, curve }) => ({
      name,
      role,
      points: times(POINTS).flatMap((x) => {
        const point = at(curve, x);
        return point === undefined ? [] : [{ x, y: point.drawingUnseen }];
      }),
    })),
  );
  const colours = PRESETS.map(({ role, colour }) =>
    `.${role}{fill:${colour}}.curve.${role}{fill:none;stroke:${colour}}`
  );
  const style =
    "<style>text{font:13px sans-serif;fill:#444}.axis{fill:none;stroke:#888}.curve{stroke-width:2}" +
    `${colours.join("")}</style><rect width="100%" height="100%" fill="#fff"/>`;
  await atomicWrite(
    flags.svg,
    chart.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ').replace(/(?<=^<svg[^>]*>)/, style) +
      "\n",
  );
}

await new Command("sizes")
  .argument("[options...]", "further options of deno task train")
  .option("--minutes <n>", "training time of each preset", "6")
  .option("--runs <folder>", "where the runs go", "runs/sizes")
  .option("--svg <file>", "where the curves go")
  .action(compare)
  .parseAsync(Deno.args, { from: "user" });
