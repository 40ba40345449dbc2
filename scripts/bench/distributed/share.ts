/**
 * A rank of a training that tells what of a step's time goes into waiting for others and into the sum of gradients; its
 * argument is what is to be trained, as JSON.
 */
import { writeOut } from "../../../src/cli/terminal.ts";
import { quietly } from "../../../src/base/context.ts";
import { launchOf } from "../../../src/engine/mpi/launch.ts";
import { joinRanks } from "../../../src/engine/mpi/ranks.ts";
import { trainDistributed } from "../../../src/operations/train/distributed.ts";

/** Steps at the start that are left out: code is compiled, memory is taken. */
const WARM = 5;

const ends: number[] = [], waited: number[] = [], summed: number[] = [];

const median = (values: readonly number[]): number => {
  const sorted = values.slice(WARM).sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? NaN;
};

await trainDistributed(JSON.parse(Deno.args[0] ?? ""), { ...quietly, signal: new AbortController().signal }, {
  launch: launchOf((name) => Deno.env.get(name)),
  failed(error) {
    console.error(error);
    return 1;
  },
  join(launch, patience) {
    const ranks = joinRanks(launch, patience);
    return Object.defineProperties({ ...ranks }, {
      broken: { get: () => ranks.broken },
      sum: {
        async value(values: Float64Array) {
          const began = performance.now();
          await ranks.sum(values);
          waited.push(performance.now() - began);
        },
      },
      sumFloats: {
        async value(values: Float32Array) {
          const began = performance.now();
          await ranks.sumFloats(values);
          ends.push(performance.now());
          summed.push(performance.now() - began);
        },
      },
    });
  },
});

if (launchOf((name) => Deno.env.get(name))?.rank === 0) {
  // A step ends where the next one's gradients have been summed.
  const steps = ends.slice(1).map((end, i) => end - ends[i]!);
  // What is summed before a step, as facts are, comes first.
  const waits = waited.slice(-summed.length);
  writeOut(`${JSON.stringify({ step: median(steps), waited: median(waits), summed: median(summed) })}\n`);
}
