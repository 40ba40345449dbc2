/** What a run takes of the machine's memory, estimated, and how to share out a step where that is limited. */
import { UserError } from "../base/errors.ts";
import { bytesOf, megabytes } from "../base/size.ts";
import { LOGITS_AT_A_TIME } from "../engine/head_loss.ts";
import { HEAP_BYTES } from "../engine/heap.ts";
import { keptLengths } from "../engine/optimizers/optimizers.ts";
import { parameterSpecs } from "../network/architectures.ts";
import { parameterCount } from "../network/parameters.ts";
import { leastHeap, positionsOf, unitsOf } from "./memory.ts";
import type { TrainingOptions } from "./options.ts";
import type { Network } from "./replica.ts";
import type { Prepared } from "./task.ts";

/** How a step is shared out. */
export interface Share {
  workers: number;
  accumulate: number;
  recompute: boolean;
}

/**
 * Fitted to `deno task bench memory` (docs/training.md), from above: the process with one replica, each further one, what a heap
 * takes of what it must hold, and what saving takes of the weights.
 */
const PROCESS = 205e6, WORKER = 70e6, HEAP = 1.4, SAVING = 4.5;
const BYTES = Float32Array.BYTES_PER_ELEMENT;

/**
 * The most memory that a run will hold, in bytes: the whole process, its workers and the saving of its model included; and the
 * heap of each worker.
 */
export function footprint(
  prepared: Pick<Prepared, "plan" | "ports" | "network" | "longest" | "epoch">,
  { batchTokens, optimizer, dropout }: Pick<TrainingOptions, "batchTokens" | "optimizer" | "dropout">,
  share: Share,
): { bytes: number; heap: number } {
  const { ports, network } = prepared;
  const specs = parameterSpecs(ports, network);
  const positions = positionsIn(batchTokens, share, longestOf(prepared));
  const weights = BYTES * parameterCount(specs);
  const heap = HEAP * heapOf({ ports, network, specs }, positions, share.recompute, dropout > 0);
  const moments = BYTES * keptLengths(optimizer, specs).reduce((sum, length) => sum + length, 0);
  const bytes = PROCESS + (share.workers - 1) * WORKER + share.workers * heap +
    moments + (1 + share.workers + SAVING) * weights + bytesIn(prepared.plan);
  return { bytes, heap };
}

/** What a worker's heap must hold: the more of learning and of measuring. */
function heapOf(network: Network, positions: number, recompute: boolean, dropout: boolean): number {
  const { network: { dim, layers }, ports: { vocabulary }, specs } = network;
  const hidden = unitsOf(network.network);
  // A product with a mask keeps both, twice in a layer.
  const masks = dropout ? BYTES * positions * 4 * dim * (recompute ? 1 : layers) : 0;
  // The inner gradients of one layer, beside what is kept.
  const passing = BYTES * positions * (2 * hidden + 4 * dim);
  const learning = leastHeap(network, "fp32", positions, recompute) + masks + passing;
  const logits = Math.min(positions * vocabulary, LOGITS_AT_A_TIME);
  const measuring = BYTES * (parameterCount(specs) + positions * (2 * hidden + 4 * dim) + logits);
  return Math.max(learning, measuring);
}

/** Bytes that a plan has in shared memory. */
function bytesIn(plan: unknown): number {
  const seen = new Set<ArrayBufferLike>();
  const look = (value: unknown): void => {
    if (ArrayBuffer.isView(value)) seen.add(value.buffer);
    else if (typeof value === "object" && value !== null) Object.values(value).forEach(look);
  };
  look(plan);
  return [...seen].reduce((sum, { byteLength }) => sum + byteLength, 0);
}

const longestOf = ({ longest, epoch }: Pick<Prepared, "longest" | "epoch">): number =>
  longest ?? epoch?.length ?? 1;

/** Positions of a batch: a sequence that is longer than its share goes alone. */
const positionsIn = (batchTokens: number, { workers, accumulate }: Share, longest: number): number =>
  Math.max(longest, positionsOf({ batchTokens, workers, accumulate }));

/** Positions at which a batch is half as quick as a large one, for each, and what computing layers again leaves of the speed. */
const HALF_SPEED = 48, AGAIN = 0.77;
/** Batches of a worker in a step, at most. */
const MOST_BATCHES = 1024;

/** What is fixed of how a step is shared out, and what may be chosen. */
export interface Wishes {
  workers: number;
  /** Whether so many workers are wanted, and not merely as many as there are cores. */
  exactly: boolean;
  accumulate: number | undefined;
  recompute: "auto" | "yes" | "no";
}

/**
 * The quickest way to share out a step that fits in `memory`, and what to say of it. Throws a UserError of kind "usage" where none
 * fits, which names the least that would.
 */
export function fitted(
  prepared: Prepared,
  options: Pick<TrainingOptions, "batchTokens" | "optimizer" | "dropout">,
  memory: string,
  wishes: Wishes,
): { share: Share; told: string } {
  const limit = bytesOf(memory, "memory"), longest = longestOf(prepared);
  const all = sharesOf(options.batchTokens, longest, wishes).map((share) => {
    const positions = positionsIn(options.batchTokens, share, longest);
    const speed = share.workers * (share.recompute ? AGAIN : 1) * positions / (positions + HALF_SPEED);
    return { share, positions, speed, ...footprint(prepared, options, share) };
  });
  const words = ({ share: { workers, accumulate, recompute }, positions, bytes }: typeof all[number]) =>
    `${workers} ${workers === 1 ? "worker" : "workers"}, in a step ${accumulate} ${
      accumulate === 1 ? "batch" : "batches"
    } of ${positions} positions each${recompute ? ", layers computed again" : ""}: about ${megabytes(bytes)}`;
  // What no worker's heap holds is refused later, with other remedies.
  const held = all.filter(({ heap }) => heap <= HEAP_BYTES), shares = held.length > 0 ? held : all;
  const fitting = shares.filter(({ bytes }) => bytes <= limit);
  if (fitting.length === 0) {
    const least = shares.reduce((best, each) => each.bytes < best.bytes ? each : best);
    throw new UserError(
      "usage",
      `--memory ${memory} is too little for this network; the least is ${words(least)}`,
    );
  }
  const best = fitting.reduce((best, each) => each.speed > best.speed ? each : best);
  return { share: best.share, told: `--memory ${memory}: ${words(best)}` };
}

/** All ways to share out a step, those with fewer batches first. */
function sharesOf(
  batchTokens: number,
  longest: number,
  { workers: most, exactly, accumulate: given, recompute: wanted }: Wishes,
): Share[] {
  const shares: Share[] = [];
  for (let workers = exactly ? most : 1; workers <= most; workers++) {
    for (let accumulate = given ?? 1; accumulate <= (given ?? MOST_BATCHES); accumulate *= 2) {
      if (given === undefined && accumulate > 1 && batchTokens / (workers * accumulate) < longest) break;
      for (const recompute of [false, true]) {
        if (wanted === "auto" || recompute === (wanted === "yes")) {
          shares.push({ workers, accumulate, recompute });
        }
      }
    }
  }
  return shares;
}
