/**
 * One rank of `deno task bench distributed`: rank.ts FLOATS ROUNDS. What a sum over all ranks takes, what a product of matrices
 * does, and both at once; the shortest of all rounds each, of the slowest rank. Rank 0 prints one line of JSON.
 */
import { launchOf } from "../../../src/engine/mpi/launch.ts";
import { joinRanks } from "../../../src/engine/mpi/ranks.ts";
import { initBackend } from "../../../src/engine/backend.ts";
import { compileKernels } from "../../../src/engine/kernels.ts";
import * as tf from "@tensorflow/tfjs-core";

const [floats = 0, rounds = 0] = Deno.args.map(Number);
const launch = launchOf((name) => Deno.env.get(name));
if (launch === undefined) throw new Error("no mpirun started this");
const ranks = joinRanks(launch, 600);
const values = new Float32Array(new SharedArrayBuffer(4 * floats));
await initBackend("wasm", { blasThreads: 1, precision: "fp32", kernelModule: await compileKernels() });
const matrix = tf.randomNormal([512, 512]);

/** A few times as long as the sum over all ranks: in pieces, as the layers of a backward pass are. */
async function compute(): Promise<void> {
  for (let i = 0; i < Math.ceil(floats / 1_000_000); i++) {
    const product = tf.matMul(matrix, matrix);
    await product.data();
    product.dispose();
  }
}

async function shortest(work: () => Promise<void>): Promise<number> {
  let best = Infinity;
  for (let i = 0; i < rounds; i++) {
    await ranks.barrier();
    const began = performance.now();
    await work();
    const times = new Float64Array(ranks.size);
    times[ranks.rank] = performance.now() - began;
    await ranks.sum(times);
    best = Math.min(best, Math.max(...times));
  }
  return best;
}

const sum = await shortest(() => ranks.sumFloats(values));
const computed = await shortest(compute);
const after = await shortest(async () => {
  await compute();
  await ranks.sumFloats(values);
});
const overlapped = await shortest(async () => {
  const summed = ranks.sumFloats(values);
  await compute();
  await summed;
});
await ranks.finalize();
if (ranks.rank === 0) console.log(JSON.stringify({ sum, computed, after, overlapped }));
Deno.exit(0);
