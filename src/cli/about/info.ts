import { Command } from "commander";
import { fallbacks, type Fields } from "../../base/fields.ts";
import { type Info, info, INFO_FIELDS } from "../../operations/info.ts";
import { addFields, readFields } from "../flags.ts";
import { type Span, visibleLine, writeOut, writeSpans } from "../terminal.ts";

const FIELDS = {
  json: { type: "switch", text: "print one JSON object" },
  licenses: { type: "switch", text: "print the licences and attributions of the training pictures only" },
  ...INFO_FIELDS,
} as const satisfies Fields;

/** `ascii-gen info`: what model is built in, how it was made and from whose pictures. */
export function command(): Command {
  const command = new Command("ascii-gen info")
    .description("Tells what model is built in, how it was trained, and whose pictures it learned from.");
  return addFields(command, FIELDS).action(async (flags: Record<string, unknown>) => {
    const { json, licenses, ...input } = { ...fallbacks(FIELDS), ...readFields(FIELDS, flags) };
    const told = await info(input);
    const { attributions } = told;
    if (json) writeOut(`${JSON.stringify(licenses ? attributions : told, null, 2)}\n`);
    else writeSpans(licenses ? formatLicences(attributions) : formatInfo(told));
  });
}

const count = (number: number): string => number.toLocaleString("en");

function formatInfo(info: Info): Span[] {
  const pictures = info.attributions.reduce((sum, { pictures }) => sum + pictures, 0);
  const rows: [string, string][] = [
    ["model", info.model],
    ["created", info.created],
    [
      "parameters",
      `${count(info.parameters.drawing)} to draw, ${count(info.parameters.sketches)} to remember`,
    ],
    ["remembers", `${count(info.album.pictures)} pictures of ${count(info.album.words)} words`],
    ["architecture", describeValues(info.architecture)],
    ["grid", `${info.grid.width} × ${info.grid.height} at most`],
    ["styles", info.styles.join(", ")],
    ...Object.entries(info.files).map(([name, { size, sha256 }]): [string, string] => [
      name,
      `${count(size)} bytes, sha256 ${sha256}`,
    ]),
    ["corpus", info.corpus],
    ["training", describeValues(withoutDetails(info.training))],
    ["pictures", `${count(pictures)} of ${info.attributions.length} sources (see --licenses)`],
  ];
  const width = Math.max(...rows.map(([name]) => name.length));
  return rows.flatMap(([name, value]) => [{ bold: name.padEnd(width) }, `  ${visibleLine(value)}\n`]);
}

function formatLicences(attributions: Info["attributions"]): Span[] {
  if (attributions.length === 0) return ["The manifest names no sources.\n"];
  return attributions.flatMap(({ source, licence, attribution, pictures }) => [
    { bold: visibleLine(source) },
    `  ${visibleLine(licence)}, ${count(pictures)} pictures\n`,
    attribution && `  ${visibleLine(attribution)}\n`,
  ]);
}

/** What fits a line; --json has all of it. */
const withoutDetails = (values: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(values).filter(([name, value]) => typeof value !== "object" || name === "losses"),
  );

function describeValues(values: Record<string, unknown>): string {
  return Object.entries(values)
    .map(([name, value]) => `${name} ${typeof value === "object" ? JSON.stringify(value) : value}`)
    .join(", ");
}
