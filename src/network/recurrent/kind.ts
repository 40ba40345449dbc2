import type { NetworkKind } from "../kind.ts";

/** What a layer's state is called. */
export const stateName = (layer: number): string => `state_${layer}`;

/** Gated recurrent units and feed-forward layers by turns: each unit keeps one state, however long the sequence is. */
export const recurrentKind: NetworkKind = {
  options: {},
  formed: false,
  fixed: () => ({ heads: 1 }),
  state: ({ layers, dim }) =>
    Array.from({ length: layers }, (_, layer) => ({
      name: stateName(layer),
      shape: [1, dim],
      kind: "carried",
    })),
  prefill: "one",
};
