/** What a run begins with and what its checkpoints hold: on rank 0 whole, on others as far as they need it. */
import { keptLengths, type OptimizerName, optimizerOf } from "../../engine/optimizers/optimizers.ts";
import type { ParameterSpec } from "../../network/parameters.ts";
import type { Crew } from "../crew.ts";
import { dealt, ownersOf, type Seats } from "../seats.ts";
import { sharedFloats } from "../shared.ts";
import type { Talk } from "./talk.ts";

type Vectors = readonly Float32Array[];

/** The parts of a matrix in vectors that hold those of some matrices, one after the other. */
function partsOf(vectors: Vectors, specs: readonly ParameterSpec[], name: OptimizerName) {
  const begins = vectors.map(() => 0), parts = new Map<ParameterSpec, Float32Array[]>();
  for (const spec of specs) {
    const lengths = optimizerOf(name).kept(spec);
    parts.set(spec, lengths.map((length, i) => vectors[i]!.subarray(begins[i]!, begins[i]! += length)));
  }
  return parts;
}

/** Vectors of zeros for what an optimizer keeps of some matrices. */
const zerosFor = (name: OptimizerName, specs: readonly ParameterSpec[]): Float32Array[] =>
  keptLengths(name, specs).map((length) => sharedFloats(length));

/** Of what an optimizer keeps of all matrices, what this process keeps: where that is all, it stays where it is. */
export function ownMoments(
  all: Vectors,
  specs: readonly ParameterSpec[],
  name: OptimizerName,
  seats: Seats,
): Vectors {
  const { kept } = dealt(specs, name, seats);
  if (kept.length === specs.length) return all;
  const own = zerosFor(name, kept), from = partsOf(all, specs, name), to = partsOf(own, kept, name);
  for (const [spec, parts] of to) parts.forEach((part, i) => part.set(from.get(spec)![i]!));
  return own;
}

/** Rank 0 gives the others the weights, and of a resumed run what the optimizer keeps; `all` is there on rank 0 alone. */
export async function spreadState(
  crew: Crew,
  { ranks }: Talk,
  specs: readonly ParameterSpec[],
  name: OptimizerName,
  moments: { resumed: boolean; all?: Vectors | undefined },
): Promise<void> {
  await ranks.broadcastFloats(crew.weights, 0);
  if (!moments.resumed) return;
  if (!crew.seats.sharded) {
    for (const vector of crew.moments) await ranks.broadcastFloats(vector, 0);
    return;
  }
  await pass(crew, specs, name, moments.all, async (part, owner) => {
    if (ranks.rank === 0) await ranks.send(part, owner);
    else await ranks.receive(part, 0);
  });
}

/**
 * Brings together on rank 0 what a checkpoint holds, and returns what the optimizer keeps of all matrices there; `all` are
 * vectors to take it. Weights of others become those of rank 0, should processors have rounded otherwise.
 */
export async function gatherState(
  crew: Crew,
  { ranks }: Talk,
  specs: readonly ParameterSpec[],
  name: OptimizerName,
  all?: Vectors,
): Promise<Vectors> {
  if (!crew.seats.sharded) {
    await ranks.broadcastFloats(crew.weights, 0);
    return crew.moments;
  }
  const whole = ranks.rank === 0 ? all ?? zerosFor(name, specs) : undefined;
  if (whole !== undefined) {
    const own = partsOf(crew.moments, dealt(specs, name, crew.seats).kept, name);
    const to = partsOf(whole, specs, name);
    for (const [spec, parts] of own) parts.forEach((part, i) => to.get(spec)![i]!.set(part));
  }
  await pass(crew, specs, name, whole, async (part, owner) => {
    if (ranks.rank === 0) await ranks.receive(part, owner);
    else await ranks.send(part, 0);
  });
  return whole ?? crew.moments;
}

/** Passes every part of a matrix that is not rank 0's between it and its owner: on rank 0 a part of `all`, else of its own. */
async function pass(
  { moments, seats }: Crew,
  specs: readonly ParameterSpec[],
  name: OptimizerName,
  all: Vectors | undefined,
  carry: (part: Float32Array, owner: number) => Promise<void>,
): Promise<void> {
  const owners = ownersOf(specs, name, seats), own = Math.floor(seats.first / seats.count);
  const parts = all === undefined
    ? partsOf(moments, dealt(specs, name, seats).kept, name)
    : partsOf(all, specs, name);
  for (const [i, spec] of specs.entries()) {
    const owner = owners[i]!;
    if (owner === 0 || (own !== 0 && owner !== own)) continue;
    for (const part of parts.get(spec)!) if (part.length > 0) await carry(part, owner);
  }
}
