/** What training takes of this machine, by steps that are tried: real ones, of texts that say nothing. */
import { cpuUsage } from "node:process";
import { random } from "../../base/random.ts";
import { initBackend } from "../../engine/backend.ts";
import { emptyMoments, update } from "../../engine/optimizers/optimizers.ts";
import { parameterSpecs } from "../../network/architectures.ts";
import type { NetworkConfig } from "../../network/config.ts";
import { initialize, parameterCount } from "../../network/parameters.ts";
import type { Ports } from "../../network/ports.ts";
import { textState } from "../../tasks/text/state.ts";
import { type TrainingOptions, trainingOptionsSchema } from "../../training/options.ts";
import { createReplica } from "../../training/replica.ts";
import { multiplied, OPERATIONS } from "../../training/speed.ts";

/** What one core takes. */
export interface Tried {
  /** Seconds of its time for a position, and for an update of all weights. */
  position: number;
  update: number;
  /** Share of a core that this process was given meanwhile, up to 1: less where others want it too. */
  share: number;
}

/** Weights from which on trying takes longer than whoever waits for an estimate likes. */
const MOST = 20e6;
/** Operations of a step that is tried, about, where batches are not smaller; milliseconds of all of them, at least. */
const WORK = 2e10, LEAST = 200;
const SEED = 1;

/**
 * Tries a few steps of a network as one worker makes them, `positions` of which are a batch, in stretches of `length`; undefined
 * for a network that is too large to be tried.
 */
export async function triedSteps(
  { ports, network }: { ports: Ports; network: NetworkConfig },
  { positions, length, ...given }:
    & { positions: number; length: number }
    & Pick<TrainingOptions, "backend" | "precision" | "optimizer" | "dropout" | "recompute">,
): Promise<Tried | undefined> {
  const specs = parameterSpecs(ports, network), count = parameterCount(specs);
  if (count > MOST) return undefined;
  const { name } = await initBackend(given.backend, { blasThreads: 1, precision: given.precision });
  const batchTokens = length *
    Math.max(1, Math.floor(Math.min(positions, WORK / OPERATIONS / multiplied(specs)) / length));
  // A worker's share of a step may be smaller than any step.
  const options = { ...trainingOptionsSchema.parse({ ...given, steps: 1, workers: 1 }), batchTokens };
  const weights = new Float32Array(count), gradient = new Float32Array(count);
  initialize(specs, weights, SEED);
  const replica = createReplica({ ports, network, specs }, noise(ports, length), options, 0, weights);
  try {
    await replica.step(0, gradient); // a first time is slow
    const learned = await timed(name, LEAST, () => replica.step(1, gradient));
    const place = { parameters: weights, gradient, moments: emptyMoments(options.optimizer, specs) };
    const pace = { step: 1, learningRate: 0, weightDecay: 0 };
    const updated = await timed(name, 0, () => update(options.optimizer, specs, place, pace));
    return {
      position: learned.core / batchTokens,
      update: updated.core,
      share: Math.min(1, (learned.core + updated.core) / (learned.clock + updated.clock)),
    };
  } finally {
    replica.close();
  }
}

/** Texts of tokens by chance. */
function noise(ports: Ports, length: number) {
  const rng = random(SEED);
  return {
    sample: () => ({ length, tokens: length }),
    read() {
      const tokens = Array.from({ length: length + 1 }, () => rng.int(ports.vocabulary));
      const state = textState(ports, 0, 0);
      return { tokens: tokens.slice(0, -1), targets: tokens.slice(1), state, units: length };
    },
  };
}

/** Seconds that some work takes, the mean of as many times as fill `least` milliseconds: by the clock, and of a core's time. */
async function timed(backend: string, least: number, work: () => Promise<unknown>) {
  const began = performance.now(), before = cpuUsage();
  let times = 0;
  do {
    await work();
    times++;
  } while (performance.now() - began < least);
  const clock = (performance.now() - began) / 1000, { user, system } = cpuUsage(before);
  const processor = (user + system) / 1e6;
  // A graphics processor is not on the processor's account; nor is anything where a system does not tell.
  const core = backend === "webgpu" || processor === 0 ? clock : Math.min(clock, processor);
  return { core: core / times, clock: clock / times };
}
