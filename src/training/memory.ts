/** Whether a network can be trained in the memory that TensorFlow.js has. */
import { UserError } from "../base/errors.ts";
import { LOGITS_AT_A_TIME } from "../engine/head_loss.ts";
import { HEAP_BYTES } from "../engine/heap.ts";
import { parameterCount } from "../network/parameters.ts";
import type { Network } from "./replica.ts";

/** The least is so much of what is taken, at most: what is advised should fit. */
const SHARE = 0.8;
const BYTES = Float32Array.BYTES_PER_ELEMENT;

/** How a step is shared out, and whether layers are computed again in the backward pass. */
interface Batching {
  batchTokens: number;
  workers: number;
  accumulate: number;
  recompute?: "auto" | "yes" | "no";
}

/** Hidden units that compute a position, over all experts that it is told to. */
export const unitsOf = ({ hidden, activeExperts = 1 }: Network["network"]): number => hidden * activeExperts;

/** Numbers that the backward pass keeps of a position in a layer: of a transformer; of other kinds it is about as much. */
function keptOfLayer(network: Network["network"], precision: "fp32" | "bf16"): number {
  // What linear maps keep of their inputs is half as large in bfloat16.
  const kept = precision === "bf16" ? 0.5 : 1;
  // The stream twice, queries, keys and values, hidden units; the inputs of four maps.
  return (2 + 3 + 3 * kept) * network.dim + (1 + kept) * unitsOf(network);
}

/** What each worker needs on its heap at least, in bytes, when it trains on batches of so many positions. */
export function leastHeap(
  { ports: { vocabulary }, network, specs }: Network,
  precision: "fp32" | "bf16",
  positions: number,
  recompute = false,
): number {
  const { dim, layers } = network;
  const weights = parameterCount(specs);
  const layer = keptOfLayer(network, precision);
  const states = positions * ((recompute ? layers * dim + layer : layers * layer) + 3 * dim);
  const head = Math.min(positions * vocabulary, LOGITS_AT_A_TIME) + dim * vocabulary;
  // The backward pass begins with all of that and the head's gradient, and ends with all gradients.
  return BYTES * (weights + Math.max(states + head, weights));
}

/** Whether layers are computed again: where it was asked for, or where a batch would otherwise hardly fit. Refuses what cannot fit. */
export function recomputesIn(
  network: Network,
  precision: "fp32" | "bf16",
  batching: Batching,
  room = HEAP_BYTES,
): boolean {
  const { recompute = "auto" } = batching;
  const tight = leastHeap(network, precision, positionsOf(batching)) > SHARE * room;
  const chosen = recompute === "auto" ? tight : recompute === "yes";
  refuseWhatCannotFit(network, precision, { ...batching, recompute: chosen ? "yes" : "no" }, room);
  return chosen;
}

/** Positions of one batch. */
export const positionsOf = ({ batchTokens, workers, accumulate }: Batching): number =>
  Math.floor(batchTokens / (workers * accumulate));

/** Throws a UserError of kind "usage", with figures, where a batch of so many positions cannot fit. */
export function refuseWhatCannotFit(
  network: Network,
  precision: "fp32" | "bf16",
  batching: Batching,
  room = HEAP_BYTES,
): void {
  const { batchTokens, workers, accumulate } = batching;
  const positions = positionsOf(batching);
  const heapOf = (count: number) => leastHeap(network, precision, count, batching.recompute === "yes");
  const bytes = heapOf(positions);
  if (bytes <= room) return;
  const weights = parameterCount(network.specs);
  const gibibytes = (count: number) => `${(count / 2 ** 30).toFixed(1)} GiB`;
  const each = (heapOf(2 * positions) - bytes) / positions;
  const fitting = Math.floor((positions - (bytes - SHARE * room) / each) / 64) * 64 * workers * accumulate;
  const remedy = heapOf(0) > SHARE * room || fitting <= 0
    ? "take a smaller preset or vocabulary"
    : `take --batch-tokens ${fitting} or --accumulate ${accumulate * Math.ceil(batchTokens / fitting)}`;
  throw new UserError(
    "usage",
    `a worker would need at least ${gibibytes(bytes)}, and its TensorFlow.js can address ${
      gibibytes(room)
    }: ` +
      `${weights} weights and their gradients take ${
        gibibytes(2 * BYTES * weights)
      }, the rest are ${positions} positions ` +
      `in a batch; ${remedy}`,
  );
}
