import type { KindConfig, NetworkKind } from "../kind.ts";

/** Columns of what is scanned, for each of the stream. */
const EXPANSION = 2;
/** Numbers that a column keeps, and positions of the short convolution, unless told otherwise. */
const STATE = 16, CONVOLUTION = 4;
/** What kernels take at a time. */
const LANES = 4;

/** Sizes of a layer. */
export interface SelectiveSizes {
  /** Numbers that each column keeps. */
  state: number;
  /** Positions of the short convolution. */
  taps: number;
  /** Columns of a head. */
  size: number;
  /** Columns that are convolved: x, then B and C. */
  mixed: number;
}

export function selectiveSizes(
  { hidden, heads, state = STATE, convolution = CONVOLUTION }: KindConfig,
): SelectiveSizes {
  return { state, taps: convolution, size: hidden / heads, mixed: hidden + 2 * state };
}

/** What layer i carries along: the state of the scan, and the last inputs of the convolution. */
export const carriedNames = (layer: number) => ({ scan: `scan_${layer}`, tail: `tail_${layer}` });

/** A selective state space (Gu & Dao 2023, "Mamba"), with one rate a head (Dao & Gu 2024). */
export const selectiveKind: NetworkKind = {
  options: { state: STATE, convolution: CONVOLUTION },
  formed: false,
  fixed: ({ dim }) => ({ hidden: EXPANSION * dim }),
  problem: ({ state = STATE }) =>
    state % LANES === 0
      ? undefined
      : { name: "state", message: `must be a multiple of ${LANES}; ${state} is none` },
  state(config) {
    const { state, taps, size, mixed } = selectiveSizes(config);
    return Array.from({ length: config.layers }, (_, layer) => carriedNames(layer)).flatMap((
      { scan, tail },
    ) => [
      { name: scan, shape: [config.heads, size, state], kind: "carried" as const },
      { name: tail, shape: [taps - 1, mixed], kind: "carried" as const },
    ]);
  },
  prefill: "one",
};
