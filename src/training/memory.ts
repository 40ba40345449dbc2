/** Whether a network can be trained in the memory that TensorFlow.js has. */
import { UserError } from "../base/errors.ts";
import { LOGITS_AT_A_TIME } from "../engine/head_loss.ts";
import { HEAP_BYTES } from "../engine/heap.ts";
import { parameterCount } from "../network/parameters.ts";
import type { Network } from "./replica.ts";

/** The least is so much of what is taken, at most: what is advised should fit. */
const SHARE = 0.8;
const BYTES = Float32Array.BYTES_PER_ELEMENT;

/** What each worker needs on its heap at least, in bytes, when it trains on batches of so many positions. */
export function leastHeap(
  { ports: { vocabulary }, network, specs }: Network,
  precision: "fp32" | "bf16",
  positions: number,
): number {
  const { dim, hidden, layers } = network;
  const weights = parameterCount(specs);
  // What linear maps keep of their inputs is half as large in bfloat16.
  const kept = precision === "bf16" ? 0.5 : 1;
  // Kept of a position in a layer: the stream twice, queries, keys and values, hidden units; the inputs of four maps.
  const layer = (2 + 3 + 3 * kept) * dim + (1 + kept) * hidden;
  const states = positions * (layers * layer + 3 * dim);
  const head = Math.min(positions * vocabulary, LOGITS_AT_A_TIME) + dim * vocabulary;
  // The backward pass begins with all of that and the head's gradient, and ends with all gradients.
  return BYTES * (weights + Math.max(states + head, weights));
}

/** Throws a UserError of kind "usage", with figures, where a batch of so many positions cannot fit. */
export function refuseWhatCannotFit(
  network: Network,
  precision: "fp32" | "bf16",
  { batchTokens, workers, accumulate }: { batchTokens: number; workers: number; accumulate: number },
  room = HEAP_BYTES,
): void {
  const positions = Math.floor(batchTokens / (workers * accumulate));
  const bytes = leastHeap(network, precision, positions);
  if (bytes <= room) return;
  const weights = parameterCount(network.specs);
  const gibibytes = (count: number) => `${(count / 2 ** 30).toFixed(1)} GiB`;
  const least = leastHeap(network, precision, 0);
  const each = (leastHeap(network, precision, 2 * positions) - bytes) / positions;
  const fitting = Math.floor((positions - (bytes - SHARE * room) / each) / 64) * 64 * workers * accumulate;
  const remedy = least > SHARE * room || fitting <= 0
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
