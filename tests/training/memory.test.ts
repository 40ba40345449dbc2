import assert from "node:assert/strict";
import { UserError } from "../../src/base/errors.ts";
import { fusedEngine, initBackend } from "../../src/engine/backend.ts";
import { parameterSpecs } from "../../src/network/architectures.ts";
import type { NetworkConfig } from "../../src/network/config.ts";
import { initialize, parameterCount } from "../../src/network/parameters.ts";
import type { Ports } from "../../src/network/ports.ts";
import { leastHeap, recomputesIn, refuseWhatCannotFit } from "../../src/training/memory.ts";
import { trainingOptionsSchema } from "../../src/training/options.ts";
import { createReplica } from "../../src/training/replica.ts";
import { deep, POSITIONS } from "./deep.ts";

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

/** How far a worker's heap grows in a step. */
function heapOf(recompute: "yes" | "no"): Promise<number | null> {
  const worker = new Worker(new URL("./heap_worker.ts", import.meta.url), { type: "module" });
  return new Promise<number | null>((resolve, reject) => {
    worker.onmessage = ({ data }: MessageEvent<number | null>) => resolve(data);
    worker.onerror = (event) => reject(new Error(event.message));
    worker.postMessage({ recompute });
  }).finally(() => worker.terminate());
}

Deno.test("layers computed again take a third of the heap, and no less than leastHeap() says", async () => {
  const kept = await heapOf("no"), again = await heapOf("yes");
  if (kept === null || again === null) return; // without a BLAS attention needs far more
  assert.ok(again < 0.4 * kept, `${again} bytes, ${kept} where layers are kept`);
  for (const [taken, recompute] of [[kept, false], [again, true]] as const) {
    const least = leastHeap(deep, "fp32", POSITIONS, recompute);
    assert.ok(taken > 0.85 * least && taken < 1.8 * least, `${taken} bytes taken, ${least} foreseen`);
  }
});

Deno.test("recomputesIn() is asked for, or sets in where a batch would not fit, and refuses what cannot fit so either", () => {
  const room = 1.1 * leastHeap(deep, "fp32", POSITIONS);
  const batching = { batchTokens: POSITIONS, workers: 1, accumulate: 1 };
  const chosen = (more: object) => recomputesIn(deep, "fp32", { ...batching, ...more }, room);
  assert.equal(chosen({ recompute: "yes" }), true);
  assert.equal(chosen({ recompute: "no" }), false);
  assert.equal(chosen({}), true, "the least is more than a share of the room");
  assert.equal(chosen({ batchTokens: POSITIONS / 2 }), false);
  assert.equal(chosen({ batchTokens: 2 * POSITIONS }), true);
  assert.throws(() => chosen({ batchTokens: 2 * POSITIONS, recompute: "no" }), UserError);
  assert.throws(
    () => chosen({ batchTokens: 20 * POSITIONS }),
    /take --batch-tokens \d+ or --accumulate \d+$/,
  );
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
