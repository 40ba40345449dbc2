/** What a network keeps of a sequence from one step to the next. */
import { headDimOf, type NetworkShape } from "./sizes.ts";

/**
 * One part of it, float32, that a step reads as its input `past_<name>` and writes as its output `<name>`.
 * - window: keys or values of the last positions, [heads, window, headDim], as the operator GroupQueryAttention has them: input
 *   and output [B, heads, L, headDim] are one memory, and the slots in use, up to L, may be in any order;
 * - carried: numbers of a fixed shape that a step replaces: input and output [B, ...shape] are two memories, which alternate.
 *   At the beginning of a sequence they are zeros.
 */
export interface StateSpec {
  name: string;
  /** Of one sequence. */
  shape: number[];
  kind: "window" | "carried";
}

/** How many numbers are kept of a sequence. */
export const stateSize = (specs: readonly StateSpec[]): number =>
  specs.reduce((sum, { shape }) => sum + shape.reduce((product, size) => product * size, 1), 0);

/** Keys and values of each layer's last positions, of so many heads. */
export const windowState = (
  config: Pick<NetworkShape, "layers" | "window" | "heads" | "dim" | "headDim">,
  kvHeads: number,
): StateSpec[] =>
  Array.from({ length: config.layers }, (_, layer) => layer).flatMap((layer) =>
    ["key", "value"].map((part) => ({
      name: `${part}_${layer}`,
      shape: [kvHeads, config.window, headDimOf(config)],
      kind: "window" as const,
    }))
  );
