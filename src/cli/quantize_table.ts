import { join } from "node:path";
import { type Bundle, readBundle } from "../tasks/art/bundle/read.ts";
import { type BundleContent, bundleContent, writeBundle } from "../tasks/art/bundle/write.ts";
import { planQuantisation, SCHEMES } from "../bundle/quantisation.ts";
import { corpusDigest, openCorpus } from "../data/store/store.ts";
import { agreement, likeliestTokens } from "../evaluation/judge/agreement.ts";
import { type Frequencies, measureLikelihood } from "../evaluation/measures/likelihood.ts";
import { decodeSpeeds } from "../evaluation/measures/speed.ts";
import { type ModelSession, openSession } from "../tasks/art/draw/session.ts";
import { type Dataset, loadDataset } from "../evaluation/dataset.ts";

interface Options {
  pictures: number;
  steps: number;
  seed: number;
}

interface Format {
  name: string;
  bundle: Bundle;
  session: ModelSession;
}

/** Rows that are decoded side by side. */
const ROWS = [1, 8];
const ROUNDS = 10;
/** Longest drawing that is measured, in tokens. */
const MAX_TOKENS = 4000;
/** The baseline of token frequencies is not asked for here. */
const NO_FREQUENCIES: Frequencies = () => 0;

/**
 * Writes the model in every number format to a temporary folder, measures each and returns a Markdown table; `log` gets
 * lines about progress. The model itself must not be quantised.
 */
export async function tabulateFormats(
  model: string,
  data: string,
  options: Options,
  log: (line: string) => void,
): Promise<string> {
  const source = await readBundle(model);
  using db = openCorpus(data, { mustExist: true });
  if (corpusDigest(db) !== source.manifest.corpus) {
    log(`quantize: ${data} is not the corpus that ${model} was trained on: unseen may mean seen`);
  }
  const dataset = loadDataset(db, source.tokenizer, "test", MAX_TOKENS);
  const folder = await Deno.makeTempDir({ prefix: "ascii-gen-quantize-" });
  try {
    const formats = await writeFormats(source, folder);
    log("quantize: timing");
    const speeds = await measureSpeeds(formats, options.steps);
    const rows: string[][] = [];
    let expected: number[] | undefined;
    for (const [i, { name, bundle, session }] of formats.entries()) {
      log(`quantize: measuring ${name}`);
      const quality = await measureQuality(session, dataset, options, expected);
      expected ??= quality.tokens;
      rows.push([name, ...sizes(bundle), ...speeds.map((speed) => format(speed[i]!, 0)), ...quality.cells]);
      await session.close();
    }
    return table([
      [
        "weights",
        "model.onnx, bytes",
        "whole bundle, bytes",
        ...ROWS.map((n) => `${n} row${n > 1 ? "s" : ""}, tokens/s`),
      ]
        .concat(["bits per character", "same next token"]),
      ...rows,
    ]);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

async function writeFormats(source: Bundle, folder: string): Promise<Format[]> {
  const content = bundleContent(source);
  const names = Object.keys(content.parameters);
  const { sha256 } = source.manifest.files["model.onnx"];
  const variants: [name: string, how: Pick<BundleContent, "weightType" | "quantisation">][] = [
    ["float32", { weightType: "float32" }],
    ["float16", { weightType: "float16" }],
    ...SCHEMES.map((scheme): typeof variants[number] => [
      scheme,
      { quantisation: planQuantisation(scheme, names, sha256) },
    ]),
  ];
  const formats: Format[] = [];
  for (const [name, how] of variants) {
    await writeBundle(join(folder, name), { ...content, ...how });
    const bundle = await readBundle(join(folder, name));
    formats.push({ name, bundle, session: await openSession(bundle) });
  }
  return formats;
}

/** Tokens a second, for each of ROWS, of each format. */
async function measureSpeeds(formats: readonly Format[], steps: number): Promise<number[][]> {
  const sessions = formats.map(({ session }) => session);
  const speeds: number[][] = [];
  for (const rows of ROWS) {
    speeds.push(await decodeSpeeds(sessions, rows, { rounds: ROUNDS, steps: Math.ceil(steps / ROUNDS) }));
  }
  return speeds;
}

async function measureQuality(
  session: ModelSession,
  dataset: Dataset,
  { pictures: limit, seed }: Options,
  expected: readonly number[] | undefined,
): Promise<{ tokens: number[]; cells: string[] }> {
  const { bitsPerCharacter } = await measureLikelihood(session, dataset, NO_FREQUENCIES, {
    limit,
    seed,
  });
  const tokens = await likeliestTokens(session, dataset, { limit, seed });
  const same = 100 * agreement(tokens, expected ?? tokens);
  return { tokens, cells: [format(bitsPerCharacter, 4), `${format(same, 1)} %`] };
}

/** Bytes of model.onnx and of all files that the manifest lists. */
function sizes({ manifest: { files } }: Bundle): string[] {
  const total = Object.values(files).reduce((sum, { size }) => sum + size, 0);
  return [files["model.onnx"].size, total].map((bytes) => format(bytes, 0));
}

function format(value: number, digits: number): string {
  return value.toLocaleString("en", { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

function table([head = [], ...rows]: string[][]): string {
  const line = (cells: string[]) => `| ${cells.join(" | ")} |\n`;
  return [head, head.map((_, i) => i === 0 ? "---" : "---:"), ...rows].map(line).join("");
}
