/**
 * `deno task bench architectures`: kinds of networks of about as many weights, each trained on one text for as much processor
 * time on one core; then how fast they decode, and how much they keep of a sequence.
 */
import { writeErrorLine, writeOut } from "../../src/cli/terminal.ts";
import { quietly } from "../../src/base/context.ts";
import { UserError } from "../../src/base/errors.ts";
import { encodeNetwork } from "../../src/bundle/network.ts";
import { parameterSpecs } from "../../src/network/architectures.ts";
import {
  ARCHITECTURE_FIELDS,
  chosenNetwork,
  type NetworkConfig,
  networkConfigSchema,
} from "../../src/network/config.ts";
import { networkKind } from "../../src/network/kinds.ts";
import { parameterCount } from "../../src/network/parameters.ts";
import { stateSize } from "../../src/network/state.ts";
import { textPorts } from "../../src/tasks/text/state.ts";
import { kindOf } from "../../src/tasks/registry.ts";
import { type Checkpoint, checkpointParameters } from "../../src/training/checkpoint.ts";
import { train } from "../../src/training/loop.ts";
import { trainingOptionsSchema } from "../../src/training/options.ts";
import type { Prepared } from "../../src/training/task.ts";
import { inTemporaryFolder } from "./peer.ts";
import { decodeSpeed, processorTime } from "./text_speed.ts";

/** What is trained, on what, and for how long. */
export interface ArchitecturesBenchOptions {
  files: string[];
  /** Kinds of networks; all of them unless told. */
  only?: readonly string[];
  /** Weights that each has about, several for a curve. */
  weights: readonly number[];
  /** Processor time of each training. */
  minutes: number;
  tokenizer: string;
  seed: number;
}

type Architecture = typeof ARCHITECTURE_FIELDS.architecture.choices[number];

/** Positions of a step, and steps by which its time is measured. */
const BATCH = 2048, TIMED = 12;
/** Columns that a network is wider by with each layer, about. */
const SHAPE = 40;

/** Trains and prints one table in Markdown. */
export async function architecturesBench(
  { files, only, weights, minutes, tokenizer, seed }: ArchitecturesBenchOptions,
): Promise<void> {
  if (files.length === 0) throw new UserError("usage", "bench architectures: name a text to train on");
  const names = ARCHITECTURE_FIELDS.architecture.choices;
  const strange = only?.find((name) => !names.some((known) => known === name));
  if (strange !== undefined) {
    throw new UserError("usage", `--only ${strange}: there are ${names.join(", ")}`);
  }
  const kind = await kindOf("text");
  const fitted = await kind.prepare({
    ...{ settings: { tokenizer }, files, preset: "nano", sizes: {}, form: {} },
  }, quietly);
  writeOut(`${fitted.summary}; ${minutes} minutes of processor time each, one core, seed ${seed}\n\n`);
  row("network", "weights", "steps", "bits/byte unseen", "positions/s", "tokens/s, 1", "of 8", "state, KiB");
  row("---", "---:", "---:", "---:", "---:", "---:", "---:", "---:");
  for (const count of weights) {
    for (const name of names.filter((name) => only === undefined || only.includes(name))) {
      const network = networkOf(name, count, fitted.ports.vocabulary);
      const prepared = await kind.prepare({
        ...{ settings: { tokenizer }, files, preset: "nano", sizes: {}, form: {} },
        from: { network, model: fitted.model },
      }, quietly);
      await compared(name, prepared, minutes, seed);
    }
  }
}

function row(...cells: string[]): void {
  writeOut(`| ${cells.join(" | ")} |\n`);
}

/** A network of a kind with about so many weights, and about as much wider as it is deeper. */
function networkOf(architecture: Architecture, weights: number, vocabulary: number): NetworkConfig {
  let best: { config: NetworkConfig; far: number } | undefined;
  for (let dim = 32; dim <= 1024; dim += 32) {
    for (let layers = 1; layers <= 16; layers++) {
      const config = networkConfigSchema.parse(
        chosenNetwork({ architecture, preset: "small", sizes: { dim, layers } }),
      );
      const count = parameterCount(parameterSpecs(textPorts({ size: vocabulary }, config), config));
      // A twentieth more or fewer weights matters as much as twice or half the width for the depth.
      const far = Math.abs(Math.log(count / weights)) / Math.log(1.05) +
        Math.abs(Math.log(dim / layers / SHAPE)) / Math.log(2);
      if (best === undefined || far < best.far) best = { config, far };
    }
  }
  if (best === undefined) throw new Error("there are no sizes");
  return best.config;
}

async function compared(name: Architecture, prepared: Prepared, minutes: number, seed: number) {
  const { network } = prepared, { layers, dim, hidden } = network;
  const specs = parameterSpecs(prepared.ports, network);
  writeErrorLine(`bench: ${name}, ${layers} layers of ${dim}, ${hidden} inside`);
  // A process's first steps prepare much, and so do each training's; what others do hardly counts in processor time.
  await trained(prepared, 2, seed);
  const first = await trained(prepared, TIMED, seed), twice = await trained(prepared, 2 * TIMED, seed);
  const perStep = (twice.milliseconds - first.milliseconds) / TIMED;
  const steps = Math.max(1, Math.round(minutes * 60_000 / perStep));
  const { checkpoint } = await trained(prepared, steps, seed);
  const [alone, eight] = await decodeSpeeds(checkpoint);
  row(
    ...[`${name}, ${layers} × ${dim}`, `${parameterCount(specs)}`, `${steps}`],
    ...[(checkpoint.losses[`${prepared.task.unit}Unseen`] ?? NaN).toFixed(3)],
    ...[Math.round(checkpoint.tokens / steps / perStep * 1000), Math.round(alone!), Math.round(eight!)].map(
      String,
    ),
    (4 * stateSize(networkKind(network.architecture).state(network)) / 1024).toFixed(1),
  );
}

function trained(
  prepared: Prepared,
  steps: number,
  seed: number,
): Promise<{ checkpoint: Checkpoint; milliseconds: number }> {
  const options = trainingOptionsSchema.parse({
    ...{ steps, batchTokens: BATCH, workers: 1, precision: "fp32", seed },
    ...{ evalInterval: steps, saveInterval: steps },
  });
  return inTemporaryFolder(async (folder) => {
    const before = processorTime();
    const checkpoint = await train(folder, options, prepared, undefined, {
      ...{ log: () => {}, saved: () => Promise.resolve([]), stopped: () => false },
      startWorker: () => {
        throw new Error("one worker is enough");
      },
    });
    return { checkpoint, milliseconds: processorTime() - before };
  });
}

/** Tokens for each second of processor time, of one text and of eight side by side. */
async function decodeSpeeds(checkpoint: Checkpoint): Promise<number[]> {
  const { ports, network: config } = checkpoint;
  const model = encodeNetwork({ ports, config, parameters: checkpointParameters(checkpoint) });
  const stored = { path: config.architecture, ports, config, model };
  return [await decodeSpeed(stored, 1), await decodeSpeed(stored, 8)];
}
