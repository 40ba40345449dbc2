import { parameterSpecs } from "../../src/network/architectures.ts";
import type { NetworkConfig } from "../../src/network/config.ts";
import type { Ports } from "../../src/network/ports.ts";
import { type TrainingOptions, trainingOptionsSchema } from "../../src/training/options.ts";

const LENGTH = 64, VOCABULARY = 256;
export const POSITIONS = 4096;

/** A network of so many layers that they need most of its memory. */
const network: NetworkConfig = {
  ...{ architecture: "transformer", layers: 8, dim: 96, heads: 3, hidden: 384, window: LENGTH },
};
const ports: Ports = { rows: VOCABULARY, features: 1, field: 0, vocabulary: VOCABULARY };
export const deep = { ports, network, specs: parameterSpecs(ports, network) };

export const deepOptions = (recompute: "yes" | "no"): TrainingOptions =>
  trainingOptionsSchema.parse({ steps: 1, batchTokens: POSITIONS, precision: "fp32", recompute });

/** Stretches of one token. */
export const stretches = {
  sample: () => ({ length: LENGTH, tokens: LENGTH }),
  read: () => ({
    tokens: new Array<number>(LENGTH).fill(1),
    targets: new Array<number>(LENGTH).fill(2),
    state: { advance: (token: number, indices: Int32Array, at: number) => void (indices[at] = token) },
    units: LENGTH,
  }),
};
