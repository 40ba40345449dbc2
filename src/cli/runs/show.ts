import { Command } from "commander";
import { UNSEEN } from "../../operations/runs/metrics.ts";
import { plotOf } from "../../operations/runs/plot.ts";
import { type ShownRun, showRun } from "../../operations/runs/show.ts";
import { told } from "../../operations/runs/groups.ts";
import { addFields, readFields } from "../flags.ts";
import { JSON_FIELD, writeJson } from "../json.ts";
import { tableSpans } from "../table.ts";
import { type Span, terminalColumns, visibleLine, writeSpans } from "../terminal.ts";
import { count, metric, minutes } from "./figures.ts";
import { plotLines } from "./plotter.ts";
import { plotRoom } from "./room.ts";

/** What may be longer than a line. */
const ABILITIES = "abilities";
/** Lines of the plot. */
const LINES = 10;

/** `ascii-gen runs show`. */
export function showCommand(): Command {
  const command = new Command("show")
    .description("print all that is known of a run, and its curve")
    .argument("<run>", "a name in runs/, or a folder");
  return addFields(command, JSON_FIELD).action(async (name: string, flags: Record<string, unknown>) => {
    const { json } = readFields(JSON_FIELD, flags);
    const run = await showRun({ name });
    if (json) writeJson(run);
    else writeSpans([...factsOf(run), ...metricsOf(run), ...curveOf(run)]);
  });
}

function factsOf(run: ShownRun): Span[] {
  const { path, task, state, steps, positions, parameters, changed, corpus, configHash, ancestors } = run;
  const facts: [string, string | undefined][] = [
    ["run", path],
    ["task", task],
    ["state", `${state}, last written ${changed}`],
    ["steps", `${steps}, in ${minutes(run.minutes)} minutes, ${count(positions)} positions`],
    ["weights", parameters === undefined ? undefined : parameters.toLocaleString("en")],
    ["data digest", corpus && brief(corpus)],
    ["config digest", configHash && brief(configHash)],
    [
      "begun from",
      ancestors > 0 ? `the weights of ${ancestors} run${ancestors > 1 ? "s" : ""} before` : undefined,
    ],
    ["notes", run.notes],
    ["repeats", run.like],
    ["engine", partsOf(run, "backend", "blas", "precision")],
    ["machine", partsOf(run, "processor", "system")],
    [ABILITIES, partsOf(run, "abilities")],
    ...Object.entries(run.settings).map(([name, value]): [string, string] => [name, told(value)]),
  ];
  const shown = facts.filter((fact): fact is [string, string] => fact[1] !== undefined);
  const width = Math.max(...shown.map(([name]) => name.length));
  return shown.flatMap(([name, value]) => {
    const lines = name === ABILITIES ? folded(value, (terminalColumns() ?? 80) - width - 2) : [value];
    return lines.flatMap((line, index): Span[] => [
      { bold: (index === 0 ? name : "").padEnd(width) },
      `  ${visibleLine(line)}\n`,
    ]);
  });
}

/** Words in lines of so many columns. */
function folded(words: string, columns: number): string[] {
  return words.split(" ").reduce<string[]>((lines, word) => {
    const last = lines.at(-1);
    return last === undefined || last.length + 1 + word.length > columns
      ? [...lines, word]
      : [...lines.slice(0, -1), `${last} ${word}`];
  }, []);
}

/** Some of what is kept of the engine; undefined where nothing is. */
function partsOf({ engine = {} }: ShownRun, ...names: string[]): string | undefined {
  const parts = names.map((name) => engine[name] ?? undefined).filter((value) => value !== undefined);
  return parts.length === 0
    ? undefined
    : parts.map((value) => Array.isArray(value) ? value.map(String).join(" ") : told(value)).join(", ");
}

/** The beginning of a digest. */
const brief = (digest: string): string => `${digest.slice(0, 16)}…`;

function metricsOf({ metrics, best, last }: ShownRun): Span[] {
  if (metrics.length === 0) return ["\nno metrics yet\n"];
  const rows = metrics.map((name) => [name, metric(best[name]), metric(last[name])]);
  return ["\n", ...tableSpans({ columns: ["metric", "lowest", "last"], rows }, terminalColumns())];
}

/** Losses on unseen and on seen data. */
function curveOf(run: ShownRun): Span[] {
  const { unseen } = run;
  if (unseen === undefined) return [];
  const plot = plotOf([run], UNSEEN, "steps");
  const seen = plotOf([{ ...run, name: "seen" }], unseen.name.replace(/Unseen$/, "Seen"), "steps");
  const series = [...plot.series.map((one) => ({ ...one, name: "unseen" })), ...seen.series];
  return ["\n", ...plotLines({ ...plot, series }, plotRoom(LINES)).flatMap((line) => [...line, "\n"])];
}
