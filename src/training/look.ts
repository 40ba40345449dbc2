/** Batches besides those that are learned from: of a validation, and to look at. */
import { random } from "../base/random.ts";
import type { Ports } from "../network/ports.ts";
import { type Batch, buildBatch } from "./batches.ts";
import type { Sequences } from "./callbacks/callback.ts";
import { positionsOf } from "./memory.ts";
import type { TrainingOptions } from "./options.ts";
import { batchPlan, cutIntoBatches } from "./plan.ts";
import { planOptions } from "./replica.ts";
import type { Sampled, Source } from "./source.ts";

/** Validation batches are at most this many positions each, and this many in all. */
const EVALUATION_BATCH = 4096;
const EVALUATION_POSITIONS = 16384;

/** Fixed batches to validate on, the same at every call of a run; closes the source. */
export function evaluationBatches<Example extends Sampled>(
  ports: Ports,
  source: Source<Example>,
  { seed, memory, ...batching }: TrainingOptions,
  stream: number,
): Batch[] {
  using opened = source;
  // Where memory is short they are no larger than those that are learned from.
  const limit = memory === undefined ? EVALUATION_BATCH : Math.min(EVALUATION_BATCH, positionsOf(batching));
  const rng = random(seed, 4, stream);
  const examples = [];
  for (let positions = 0; positions < EVALUATION_POSITIONS;) {
    const example = opened.sample(rng);
    examples.push(example);
    positions += example.tokens;
  }
  return cutIntoBatches(examples, limit)
    .map((batch) => buildBatch(ports, batch.map(opened.read)));
}

/** What a step (0-based) of all replicas learns from; closes the source. */
export function batchesOfStep<Example extends Sampled>(
  source: Source<Example>,
  options: TrainingOptions,
  step: number,
): Sequences[] {
  using opened = source;
  const perStep = options.workers * options.accumulate;
  const plan = batchPlan(opened.sample, planOptions(options));
  return Array.from(
    { length: perStep },
    (_, i) =>
      plan.at(step * perStep + i).map((example) => {
        const { tokens, targets } = opened.read(example);
        return { tokens, targets };
      }),
  );
}
