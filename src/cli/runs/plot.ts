import { Command } from "commander";
import { atomicWrite } from "../../base/files.ts";
import { curveFile } from "../../evaluation/report/curves.ts";
import { PLOT_FIELDS, plotRuns } from "../../operations/runs/plot.ts";
import { addFields, readFields } from "../flags.ts";
import { JSON_FIELD, writeJson } from "../json.ts";
import { writeSpans } from "../terminal.ts";
import { plotLines } from "./plotter.ts";
import { plotRoom } from "./room.ts";

const FLAGS = {
  ...PLOT_FIELDS,
  svg: { type: "text", value: "file", text: "also write the curves as a picture" },
  ...JSON_FIELD,
} as const;

/** `ascii-gen runs plot`. */
export function plotCommand(): Command {
  const command = new Command("plot")
    .description("plot a metric of runs in the terminal")
    .argument("[runs...]", "names in runs/ (* for anything), or folders; all of runs/ where none is named");
  return addFields(command, FLAGS).action(async (names: string[], flags: Record<string, unknown>) => {
    const { json, svg, ...given } = readFields(FLAGS, flags);
    const plot = await plotRuns({ ...given, names });
    if (svg !== undefined) await atomicWrite(svg, curveFile(plot));
    if (json) writeJson(plot);
    else writeSpans(plotLines(plot, plotRoom()).flatMap((line) => [...line, "\n"]));
  });
}
