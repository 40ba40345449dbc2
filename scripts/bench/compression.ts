/** `deno task bench compression`: one language model made smaller in all ways that there are: size, speed, bits a byte. */
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { quietly } from "../../src/base/context.ts";
import { UserError } from "../../src/base/errors.ts";
import { parametersOf } from "../../src/bundle/network.ts";
import { type Scheme, SCHEMES } from "../../src/bundle/quantisation.ts";
import { writeErrorLine, writeOut } from "../../src/cli/terminal.ts";
import { evaluateText } from "../../src/operations/evaluate/text.ts";
import { prune } from "../../src/operations/prune.ts";
import { quantize } from "../../src/operations/quantize.ts";
import { train, type TrainInput } from "../../src/operations/train.ts";
import { parameterSpecs } from "../../src/network/architectures.ts";
import { presetShape } from "../../src/network/config.ts";
import { parameterCount } from "../../src/network/parameters.ts";
import { sparsityOf } from "../../src/network/pruning/magnitude.ts";
import { readTextBundle } from "../../src/tasks/text/bundle.ts";
import { inTemporaryFolder } from "./peer.ts";
import { decodeSpeed } from "./text_speed.ts";

/** What is trained, on what, and for how long. */
export interface CompressionBenchOptions {
  files: string[];
  preset: string;
  /** Steps of a training; a fine-tuning has a quarter of them. */
  steps: number;
  tokenizer: string;
  workers: number;
}

const SHARES = [0.3, 0.5, 0.7];
/** Tokens of the held-out text that are judged, at most, and how often a speed is measured. */
const JUDGED = 20_000, ROUNDS = 2;
/** Of the usual learning rate, where a model is trained on. */
const TUNING = 0.3;

/** Trains, compresses and prints one table in Markdown. */
export async function compressionBench(options: CompressionBenchOptions): Promise<void> {
  const { files, preset, steps, tokenizer, workers } = options;
  if (files.length === 0) throw new UserError("usage", "bench compression: name a text to train on");
  await inTemporaryFolder(async (folder) => {
    let number = 0;
    const place = (): string => join(folder, String(number++));
    const trained = async (input: TrainInput): Promise<string> => {
      const out = place();
      const given: TrainInput = {
        ...{ files, out, workers, precision: "fp32", steps, evalInterval: steps, saveInterval: steps },
        ...input,
      };
      return (await train(given, quietly)).model;
    };
    const tuned = (initFrom: string, more: TrainInput = {}) =>
      trained({ initFrom, steps: Math.ceil(steps / 4), learningRate: TUNING * 0.0025, ...more });
    const settings = { tokenizer };

    writeOut(
      `preset ${preset}, ${steps} steps, ${Math.ceil(steps / 4)} of fine-tuning, ${workers} workers\n\n`,
    );
    row("model", "weights", "zero", "model.onnx, kB", "gzip, kB", "bits/byte unseen", "tokens/s, 1", "of 8");
    row("---", "---:", "---:", "---:", "---:", "---:", "---:", "---:");
    const tell = async (name: string, model: string) => row(name, ...await figuresOf(model, files));

    const dense = await trained({ preset, settings });
    await tell("dense, float32", dense);
    await tell("dense, trained on", await tuned(dense));
    for (const scheme of SCHEMES) await tell(scheme, await rounded(dense, scheme, place()));
    for (const share of SHARES) {
      const out = place(), percent = `${100 * share} %`;
      await prune({ model: dense, share, out });
      await tell(`${percent} of the layers' weights zero`, out);
      const after = await tuned(out, { zeros: "keep" });
      await tell(`${percent}, fine-tuned`, after);
      if (share === 0.5) await tell(`${percent}, fine-tuned, int8`, await rounded(after, "int8", place()));
    }
    const { config } = await readTextBundle(dense);
    const [heads, hidden] = [Math.ceil(config.heads / 2), Math.ceil(config.hidden / 2)];
    for (
      const [name, how] of [
        [`${heads} of ${config.heads} heads`, { heads }],
        [`${hidden} of ${config.hidden} hidden units`, { hidden }],
        ["half of both", { heads, hidden }],
      ] as const
    ) {
      const out = place();
      await prune({ model: dense, ...how, out });
      await tell(name, out);
      await tell(`${name}, fine-tuned`, await tuned(out));
    }
    const { dim, heads: all } = presetShape(preset);
    const small = { preset, settings: { tokenizer: dense }, dim: dim / 2, heads: Math.max(1, all / 2) };
    await tell(`half as wide, trained plainly`, await trained(small));
    for (const distilWeight of [0.5, 0.9]) {
      await tell(
        `half as wide, distilled by ${distilWeight}`,
        await trained({ ...small, teacher: dense, distilWeight, distilTemperature: 2 }),
      );
    }
  });
}

async function rounded(model: string, scheme: Scheme, out: string): Promise<string> {
  await quantize({ model, scheme, out });
  return out;
}

async function figuresOf(model: string, files: readonly string[]): Promise<string[]> {
  writeErrorLine(`bench: measuring ${model}`);
  const bundle = await readTextBundle(model);
  const specs = parameterSpecs(bundle.ports, bundle.config);
  const { bitsPerByte } = await evaluateText({ model, files, unseen: true, maxTokens: JUDGED }, quietly);
  const speeds: number[] = [];
  for (const rows of [1, 8]) {
    const rounds: number[] = [];
    for (let round = 0; round < ROUNDS; round++) rounds.push(await decodeSpeed(bundle, rows));
    speeds.push(Math.max(...rounds));
  }
  const kilobytes = (bytes: Uint8Array) => (bytes.length / 1000).toFixed(0);
  return [
    String(parameterCount(specs)),
    `${(100 * sparsityOf(specs, parametersOf(bundle))).toFixed(0)} %`,
    kilobytes(bundle.model),
    kilobytes(gzipSync(bundle.model)),
    bitsPerByte.toFixed(3),
    ...speeds.map((speed) => String(Math.round(speed))),
  ];
}

function row(...cells: string[]): void {
  writeOut(`| ${cells.join(" | ")} |\n`);
}
