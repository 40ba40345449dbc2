import assert from "node:assert/strict";
import { UserError } from "../../src/base/errors.ts";
import { fusedEngine, initBackend } from "../../src/engine/backend.ts";
import { parameterSpecs } from "../../src/network/architectures.ts";
import type { NetworkConfig } from "../../src/network/config.ts";
import { initialize, parameterCount } from "../../src/network/parameters.ts";
import type { Ports } from "../../src/network/ports.ts";
import { leastHeap, refuseWhatCannotFit } from "../../src/training/memory.ts";
import { trainingOptionsSchema } from "../../src/training/options.ts";
import { createReplica } from "../../src/training/replica.ts";

function networkOf(sizes: Pick<NetworkConfig, "layers" | "dim" | "window">, vocabulary: number) {
  const { dim, window } = sizes;
  const network: NetworkConfig = { architecture: "transformer", heads: dim / 32, hidden: 4 * dim, ...sizes };
  const ports: Ports = { rows: vocabulary + window, features: 1, field: 0, vocabulary };
  return { ports, network, specs: parameterSpecs(ports, network) };
}

/** Stretches of `length` tokens. */
const source = (length: number) => ({
  sample: () => ({ length, tokens: length }),
  read: () => ({
    tokens: new Array<number>(length).fill(1),
    targets: new Array<number>(length).fill(2),
    state: { advance: (token: number, indices: Int32Array, at: number) => void (indices[at] = token) },
    units: length,
  }),
});

Deno.test("leastHeap() is less than a step takes, and most of it", async () => {
  await initBackend("wasm");
  const engine = fusedEngine();
  if (engine === null || engine.blas === null) return; // without a BLAS attention needs far more
  const network = networkOf({ layers: 3, dim: 128, window: 64 }, 4096);
  const weights = new Float32Array(parameterCount(network.specs));
  initialize(network.specs, weights, 1);
  const options = trainingOptionsSchema.parse({ steps: 1, batchTokens: 8192, workers: 1, precision: "fp32" });
  const before = engine.heap.memory.buffer.byteLength;
  const replica = createReplica(network, source(64), options, 0, weights);
  await replica.step(0, new Float32Array(weights.length));
  const taken = engine.heap.memory.buffer.byteLength - before, least = leastHeap(network, "fp32", 8192);
  // The heap grows by a fifth at a time, and had some room.
  assert.ok(taken > 0.85 * least && taken < 1.6 * least, `${taken} bytes taken, ${least} foreseen`);
});

Deno.test("refuseWhatCannotFit() names what would need how much, and what may fit", () => {
  const gpt2 = networkOf({ layers: 12, dim: 768, window: 1024 }, 50_257);
  const options = { batchTokens: 4096, workers: 2, accumulate: 1 };
  refuseWhatCannotFit(gpt2, "fp32", options);
  const refusal = (network: typeof gpt2, more: Partial<typeof options>): string => {
    try {
      refuseWhatCannotFit(network, "fp32", { ...options, ...more });
    } catch (error) {
      assert.ok(error instanceof UserError && error.kind === "usage");
      return error.message;
    }
    return assert.fail("nothing was refused");
  };
  const line = refusal(gpt2, { batchTokens: 16_384 });
  assert.match(
    line,
    /^a worker would need at least \d\.\d GiB, .* can address 4\.0 GiB: \d+ weights .* 8192 positions/,
  );
  // What it names does fit.
  const tokens = Number(/--batch-tokens (\d+)/.exec(line)![1]),
    times = Number(/--accumulate (\d+)/.exec(line)![1]);
  refuseWhatCannotFit(gpt2, "fp32", { ...options, batchTokens: tokens });
  refuseWhatCannotFit(gpt2, "fp32", { ...options, batchTokens: 16_384, accumulate: times });
  refusal(gpt2, { batchTokens: 1.5 * tokens });
  assert.match(
    refusal(networkOf({ layers: 48, dim: 1600, window: 1024 }, 50_257), {}),
    /smaller preset or vocabulary/,
  );
});
