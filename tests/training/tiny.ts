import { random } from "../../src/base/random.ts";
import { parameterSpecs } from "../../src/network/architectures.ts";
import { type NetworkConfig, presetShape } from "../../src/network/config.ts";
import type { ArchitectureName } from "../../src/network/kinds.ts";
import { initialize, parameterCount } from "../../src/network/parameters.ts";
import type { Ports } from "../../src/network/ports.ts";
import { type TrainingOptions, trainingOptionsSchema } from "../../src/training/options.ts";
import { createReplica, type Network } from "../../src/training/replica.ts";
import type { Sampled, Sequence } from "../../src/training/source.ts";

export const LENGTH = 32, VOCABULARY = 11;

/** A sequence of tokens at random, by the number that it has. */
export interface Numbered extends Sampled {
  number: number;
}

/** A source of such sequences, and the numbers of those that were read. */
export function numbered(
  sample: (rng: { int(n: number): number }) => number,
  weightOf?: (number: number) => number,
) {
  const read: number[] = [];
  return {
    read,
    source: {
      sample: (rng: { int(n: number): number }): Numbered => ({
        ...{ length: LENGTH, tokens: LENGTH },
        number: sample(rng),
      }),
      read({ number }: Numbered): Sequence {
        read.push(number);
        const rng = random(number);
        const ids = Array.from({ length: LENGTH + 1 }, () => rng.int(VOCABULARY));
        return {
          tokens: ids.slice(0, -1),
          targets: ids.slice(1),
          state: { advance: (token, indices, at) => void (indices[at] = token) },
          units: LENGTH,
          ...weightOf && { weight: weightOf(number) },
        };
      },
    },
  };
}

const ports: Ports = { rows: VOCABULARY, features: 1, field: 0, vocabulary: VOCABULARY };

/** A small network of a kind. */
export function ofKind(architecture: ArchitectureName): Network {
  const sizes = architecture === "gru" ? { dim: 16, layers: 3 } : { dim: 16, layers: 3, heads: 2 };
  const shape = presetShape("nano", { ...sizes, window: 8 }, undefined, architecture);
  const network: NetworkConfig = { architecture, ...shape };
  return { ports, network, specs: parameterSpecs(ports, network) };
}
export const transformer = ofKind("transformer");

/** Weights none of which is zero, so that each has a gradient. */
function weightsOf({ specs }: Network): Float32Array {
  const flat = new Float32Array(parameterCount(specs));
  initialize(specs.map((spec) => ({ ...spec, deviation: 0.2 })), flat, 1);
  return flat;
}

export const optionsOf = (more: Partial<TrainingOptions>): TrainingOptions =>
  trainingOptionsSchema.parse({ steps: 1, batchTokens: 8 * LENGTH, precision: "fp32", workers: 1, ...more });

/** Gradient and statistics of a step over all workers' replicas. */
export async function stepOf(
  source: ReturnType<typeof numbered>["source"],
  options: TrainingOptions,
  step = 0,
  network = transformer,
) {
  const sum = new Float32Array(parameterCount(network.specs));
  let nats = 0;
  for (let index = 0; index < options.workers; index++) {
    const gradient = new Float32Array(sum.length);
    const stats = await createReplica(network, source, options, index, weightsOf(network)).step(
      step,
      gradient,
    );
    nats += stats.nats;
    gradient.forEach((value, i) => sum[i] = sum[i]! + value);
  }
  return { gradient: sum, nats };
}

/** The largest difference of two vectors, in units of the largest element. */
export function difference(a: Float32Array, b: Float32Array): number {
  let worst = 0, largest = 0;
  a.forEach((value, i) => {
    worst = Math.max(worst, Math.abs(value - b[i]!));
    largest = Math.max(largest, Math.abs(value));
  });
  return worst / largest;
}
