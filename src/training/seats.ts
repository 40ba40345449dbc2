/** Who does what of a step: replicas, which may be in several processes, the ranks of a run. */
import type { ParameterSpec } from "../network/parameters.ts";
import { dealMatrices, type OptimizerName } from "../engine/optimizers/optimizers.ts";

/** The replicas of one process among all of the run. */
export interface Seats {
  /** Number of its first replica. */
  first: number;
  /** How many it has, and how many there are. */
  count: number;
  all: number;
  /** Whether this process keeps what the optimizer does for its share of the matrices alone, and updates no others. */
  sharded: boolean;
}

/** Of a run that is one process. */
export const allSeats = (workers: number): Seats => ({
  first: 0,
  count: workers,
  all: workers,
  sharded: false,
});

/** Of a rank: `workers` replicas are shared out evenly; where that leaves a rest, the last ranks have less to do. */
export function seatsOf(
  { rank, size }: { rank: number; size: number },
  workers: number,
  sharded: boolean,
): Seats {
  const count = Math.ceil(workers / size);
  return { first: rank * count, count, all: size * count, sharded };
}

/** Matrices whose optimizer state this process keeps, and which of them each of its replicas updates. */
export function dealt(
  specs: readonly ParameterSpec[],
  optimizer: OptimizerName,
  { first, count, all, sharded }: Seats,
): { kept: readonly ParameterSpec[]; shares: ParameterSpec[][] } {
  if (!sharded) return { kept: specs, shares: dealMatrices(specs, count, optimizer) };
  const shares = dealMatrices(specs, all, optimizer).slice(first, first + count);
  const own = new Set(shares.flat());
  return { kept: specs.filter((spec) => own.has(spec)), shares };
}

/** Number of the rank that updates each matrix, where ranks update shares. */
export function ownersOf(
  specs: readonly ParameterSpec[],
  optimizer: OptimizerName,
  { count, all }: Seats,
): number[] {
  const owners = new Map(
    dealMatrices(specs, all, optimizer).flatMap((share, hand) =>
      share.map((spec) => [spec, Math.floor(hand / count)] as const)
    ),
  );
  return specs.map((spec) => owners.get(spec)!);
}
