import { Command } from "commander";
import type { Bundle } from "../tasks/art/bundle/read.ts";
import type { Manifest } from "../bundle/manifest.ts";
import { portsOf } from "../tasks/art/sequence/features.ts";
import { parameterSpecs } from "../network/architectures.ts";
import { parameterCount } from "../network/parameters.ts";
import { decoderSpecs } from "../tasks/art/album/decoder.ts";
import { pictureStyles } from "../tokenizer/grid/grid.ts";
import { openBundle } from "./default_bundle.ts";
import { type Span, visibleLine, writeOut, writeSpans } from "./terminal.ts";

/** What `info --json` prints. */
export interface Info {
  model: string;
  created: string;
  /** Of the network that draws and of the one that remembers pictures. */
  parameters: { drawing: number; sketches: number };
  architecture: Record<string, string | number>;
  /** What the model remembers. */
  album: { words: number; pictures: number };
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
function describeBundle({ tokenizer, config, album, manifest }: Bundle, model: string): Info {
  return {
    model,
    created: manifest.created,
    parameters: {
      drawing: parameterCount(parameterSpecs(portsOf(tokenizer, config), config)),
      sketches: parameterCount(decoderSpecs(album.decoder)),
    },
    architecture: { ...config, vocabulary: tokenizer.vocabularySize },
    album: { words: album.labels.length, pictures: album.aspects.length },
    grid: { width: tokenizer.data.maxWidth, height: tokenizer.data.maxHeight },
    styles: pictureStyles(tokenizer.data.styles),
    files: manifest.files,
    corpus: manifest.corpus,
    training: manifest.training,
    attributions: manifest.attributions,
  };
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
    ["training", describeValues(info.training)],
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

function describeValues(values: Record<string, unknown>): string {
  return Object.entries(values)
    .map(([name, value]) => `${name} ${typeof value === "object" ? JSON.stringify(value) : value}`)
    .join(", ");
}
