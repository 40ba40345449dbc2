import { Command } from "commander";
import type { Bundle } from "../bundle/bundle.ts";
import type { Manifest } from "../bundle/manifest.ts";
import { parameterCount, parameterSpecs } from "../model/parameters.ts";
import { pictureStyles } from "../tokenizer/character.ts";
import { openBundle } from "./default_bundle.ts";
import { type Span, visibleLine, writeOut, writeSpans } from "./terminal.ts";

/** What `info --json` prints. */
export interface Info {
  model: string;
  created: string;
  parameters: number;
  architecture: Record<string, string | number>;
  grid: { width: number; height: number };
  styles: string[];
  files: Manifest["files"];
  corpus: string;
  training: Manifest["training"];
  attributions: Manifest["attributions"];
}

interface InfoOptions {
  json: boolean;
  licenses: boolean;
  model?: string;
}

/** `ascii-gen info`: what model is built in, how it was made and from whose pictures. */
export function command(): Command {
  return new Command("ascii-gen info")
    .description("Tells what model is built in, how it was trained, and whose pictures it learned from.")
    .option("--json", "print one JSON object", false)
    .option("--licenses", "print the licences and attributions of the training pictures only", false)
    .option("-m, --model <folder>", "a trained model other than the built-in one")
    .action(async (options: InfoOptions) => {
      const bundle = await openBundle(options.model);
      const info = describeBundle(bundle, options.model ?? "built in");
      const { attributions } = info;
      if (options.json) writeOut(`${JSON.stringify(options.licenses ? attributions : info, null, 2)}\n`);
      else writeSpans(options.licenses ? formatLicences(attributions) : formatInfo(info));
    });
}

/** Collects what is told about a bundle; `model` says where it is. */
function describeBundle({ tokenizer, config, manifest }: Bundle, model: string): Info {
  const { labels, ...shape } = config;
  return {
    model,
    created: manifest.created,
    parameters: parameterCount(parameterSpecs(tokenizer, config)),
    architecture: { ...shape, labels: labels.length, vocabulary: tokenizer.vocabularySize },
    grid: { width: tokenizer.data.maxWidth, height: tokenizer.data.maxHeight },
    styles: pictureStyles(tokenizer.data.styles),
    files: manifest.files,
    corpus: manifest.corpus,
    training: manifest.training,
    attributions: manifest.attributions,
  };
}

function formatInfo(info: Info): Span[] {
  const pictures = info.attributions.reduce((sum, { pictures }) => sum + pictures, 0);
  const rows: [string, string][] = [
    ["model", info.model],
    ["created", info.created],
    ["parameters", info.parameters.toLocaleString("en")],
    ["architecture", describeValues(info.architecture)],
    ["grid", `${info.grid.width} × ${info.grid.height} at most`],
    ["styles", info.styles.join(", ")],
    ...Object.entries(info.files).map(([name, { size, sha256 }]): [string, string] => [
      name,
      `${size.toLocaleString("en")} bytes, sha256 ${sha256}`,
    ]),
    ["corpus", info.corpus],
    ["training", describeValues(info.training)],
    ["pictures", `${pictures.toLocaleString("en")} of ${info.attributions.length} sources (see --licenses)`],
  ];
  const width = Math.max(...rows.map(([name]) => name.length));
  return rows.flatMap(([name, value]) => [{ bold: name.padEnd(width) }, `  ${visibleLine(value)}\n`]);
}

function formatLicences(attributions: Info["attributions"]): Span[] {
  if (attributions.length === 0) return ["The manifest names no sources.\n"];
  return attributions.flatMap(({ source, licence, attribution, pictures }) => [
    { bold: visibleLine(source) },
    `  ${visibleLine(licence)}, ${pictures.toLocaleString("en")} pictures\n`,
    attribution && `  ${visibleLine(attribution)}\n`,
  ]);
}

function describeValues(values: Record<string, unknown>): string {
  return Object.entries(values)
    .map(([name, value]) => `${name} ${typeof value === "object" ? JSON.stringify(value) : value}`)
    .join(", ");
}
