/** What every rank does in a step, whether it leads or follows. */
import type { OptimizerName } from "../../engine/optimizers/optimizers.ts";
import type { ParameterSpec } from "../../network/parameters.ts";
import type { Crew } from "../crew.ts";
import type { Stats } from "../replica.ts";
import { ownersOf } from "../seats.ts";
import { type Talk, together } from "./talk.ts";

/** Sums over all ranks. */
export interface Learned {
  stats: Stats;
  /** Whether a rank was told to stop. */
  stopped: boolean;
}

/** Runs this rank's batches of a step; the gradients of all ranks are then summed up in each rank's. Throws on all where one fails. */
export async function learnTogether(
  crew: Crew,
  talk: Talk,
  step: number,
  stopped: boolean,
): Promise<Learned> {
  let own: Stats | undefined, failure: unknown;
  try {
    own = await crew.learn(step);
  } catch (error) {
    failure = error;
  }
  const { nats = 0, predictions = 0, units = 0, positions = 0, penalty } = own ?? {};
  const isPenalised = penalty === undefined ? 0 : 1, failed = own === undefined ? 1 : 0;
  const sums = Float64Array.of(
    ...[nats, predictions, units, positions, penalty ?? 0],
    ...[isPenalised, stopped ? 1 : 0, failed],
  );
  // Whoever is first waits here, and not where waiting takes a processor.
  await talk.ranks.sum(sums);
  if (sums[7]! > 0) {
    await together(
      talk,
      () => own === undefined ? Promise.reject(failure) : Promise.resolve({ facts: {}, value: undefined }),
    );
  }
  await talk.ranks.sumFloats(crew.gradient);
  return {
    stats: {
      ...{ nats: sums[0]!, predictions: sums[1]!, units: sums[2]!, positions: sums[3]! },
      ...sums[5]! > 0 && { penalty: sums[4]! },
    },
    stopped: sums[6]! > 0,
  };
}

/** Brings the weights that other ranks updated to this one, and its own to them. */
export async function shareWeights(
  { weights, seats }: Crew,
  { ranks }: Talk,
  specs: readonly ParameterSpec[],
  optimizer: OptimizerName,
): Promise<void> {
  if (!seats.sharded) return;
  const owners = ownersOf(specs, optimizer, seats);
  for (let i = 0; i < specs.length;) {
    const root = owners[i]!, { offset: begin } = specs[i]!;
    let end = begin;
    // Neighbours of one owner go together.
    for (; i < specs.length && owners[i] === root && specs[i]!.offset === end; i++) end += specs[i]!.size;
    await ranks.broadcastFloats(weights.subarray(begin, end), root);
  }
}
