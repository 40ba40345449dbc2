/** What rounding costs a model: its number formats beside each other. */
import { join } from "node:path";
import { checked } from "../base/check.ts";
import type { Context } from "../base/context.ts";
import type { Fields, Given, InputOf } from "../base/fields.ts";
import { rest } from "../base/pace.ts";
import { planQuantisation, roundedNames, SCHEMES } from "../bundle/quantisation.ts";
import { corpusDigest, DEFAULT_CORPUS, openCorpus } from "../data/store/store.ts";
import { type Dataset, loadDataset } from "../evaluation/dataset.ts";
import { type FormatFigures, ROWS } from "../evaluation/formats.ts";
import { agreement, likeliestTokens } from "../evaluation/judge/agreement.ts";
import { type Frequencies, measureLikelihood } from "../evaluation/measures/likelihood.ts";
import { decodeSpeeds } from "../evaluation/measures/speed.ts";
import { parameterSpecs } from "../network/architectures.ts";
import { type Bundle, readBundle } from "../tasks/art/bundle/read.ts";
import { type BundleContent, bundleContent, writeBundle } from "../tasks/art/bundle/write.ts";
import { type ModelSession, openSession } from "../tasks/art/draw/session.ts";
import { SEED_FIELD } from "./fields.ts";

export const TABULATE_FIELDS = {
  data: {
    type: "text",
    value: "file",
    fallback: DEFAULT_CORPUS,
    text: "corpus whose test pictures are measured",
  },
  pictures: {
    type: "integer",
    least: 1,
    most: 1_000_000,
    fallback: 100,
    text: "pictures whose likelihood is measured",
  },
  steps: {
    type: "integer",
    least: 10,
    most: 1_000_000,
    fallback: 400,
    text: "decoding steps that are timed",
  },
  seed: { ...SEED_FIELD, fallback: 1, text: "seed that chooses the pictures" },
} as const satisfies Fields;

/** Which model is measured, and by how much. */
export type TabulateInput = Given<typeof TABULATE_FIELDS> & {
  /** Model folder, not quantised yet. */
  model: string;
};
type Settings = Pick<InputOf<typeof TABULATE_FIELDS>, "pictures" | "seed">;

interface Format {
  name: string;
  bundle: Bundle;
  session: ModelSession;
}

const ROUNDS = 10;
/** Longest drawing that is measured, in tokens. */
const MAX_TOKENS = 4000;
/** The baseline of token frequencies is not asked for here. */
const NO_FREQUENCIES: Frequencies = () => 0;

/**
 * Writes the model in every number format to a temporary folder and measures each. The model itself must not be quantised.
 * Throws the reason of a signal that is aborted.
 */
export async function tabulate(
  { model, ...given }: TabulateInput,
  context: Context,
): Promise<FormatFigures[]> {
  const { data, steps, ...settings } = checked(TABULATE_FIELDS, given);
  const source = await readBundle(model);
  using db = openCorpus(data, { mustExist: true });
  if (corpusDigest(db) !== source.manifest.corpus) {
    context.log(`quantize: ${data} is not the corpus that ${model} was trained on: unseen may mean seen`);
  }
  const dataset = loadDataset(db, source.tokenizer, "test", MAX_TOKENS);
  const folder = await Deno.makeTempDir({ prefix: "ascii-gen-quantize-" });
  const formats: Format[] = [];
  try {
    const content = bundleContent(source);
    for (const [name, how] of variantsOf(source)) {
      await rest(context.signal);
      formats.push(await writeFormat(content, name, folder, how));
    }
    return await measure(formats, dataset, { ...settings, steps }, context);
  } finally {
    for (const { session } of formats) await session.close();
    await Deno.remove(folder, { recursive: true });
  }
}

async function measure(
  formats: readonly Format[],
  dataset: Dataset,
  { steps, ...settings }: Settings & { steps: number },
  { log, signal }: Context,
): Promise<FormatFigures[]> {
  log("quantize: timing");
  const speeds: number[][] = [];
  for (const rows of ROWS) {
    const sessions = formats.map(({ session }) => session);
    const times = { rounds: ROUNDS, steps: Math.ceil(steps / ROUNDS), onRound: () => rest(signal) };
    speeds.push(await decodeSpeeds(sessions, rows, times));
  }
  const figures: FormatFigures[] = [];
  let expected: number[] | undefined;
  for (const [i, { name, bundle, session }] of formats.entries()) {
    log(`quantize: measuring ${name}`);
    const { bitsPerCharacter, tokens } = await measureQuality(session, dataset, settings, signal);
    expected ??= tokens;
    const tokensPerSecond = speeds.map((speed) => speed[i]!);
    const sameNextToken = agreement(tokens, expected);
    figures.push({ name, ...sizesOf(bundle), tokensPerSecond, bitsPerCharacter, sameNextToken });
  }
  return figures;
}

type Variant = Pick<BundleContent, "weightType" | "quantisation">;

/** Every number format by its name. */
function variantsOf({ ports, config, manifest }: Bundle): [name: string, how: Variant][] {
  const names = roundedNames(parameterSpecs(ports, config));
  const { sha256 } = manifest.files["model.onnx"];
  return [
    ["float32", { weightType: "float32" }],
    ["float16", { weightType: "float16" }],
    ...SCHEMES.map((scheme): [string, Variant] => [
      scheme,
      { quantisation: planQuantisation(scheme, names, sha256) },
    ]),
  ];
}

async function writeFormat(
  content: BundleContent,
  name: string,
  folder: string,
  how: Variant,
): Promise<Format> {
  const path = join(folder, name);
  await writeBundle(path, { ...content, ...how });
  const bundle = await readBundle(path);
  return { name, bundle, session: await openSession(bundle) };
}

async function measureQuality(
  session: ModelSession,
  dataset: Dataset,
  { pictures: limit, seed }: Settings,
  signal: AbortSignal,
): Promise<{ bitsPerCharacter: number; tokens: number[] }> {
  const options = { limit, seed, onPicture: () => rest(signal) };
  const { bitsPerCharacter } = await measureLikelihood(session, dataset, NO_FREQUENCIES, options);
  return { bitsPerCharacter, tokens: await likeliestTokens(session, dataset, options) };
}

/** Bytes of model.onnx and of all files that the manifest lists. */
function sizesOf({ manifest: { files } }: Bundle): Pick<FormatFigures, "modelBytes" | "bundleBytes"> {
  const bundleBytes = Object.values(files).reduce((sum, { size }) => sum + size, 0);
  return { modelBytes: files["model.onnx"].size, bundleBytes };
}
