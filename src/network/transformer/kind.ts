import type { KindConfig, NetworkKind } from "../kind.ts";
import { windowState } from "../state.ts";

/** Heads of keys and values; as many as there are unless told otherwise. */
export const kvHeadsOf = ({ kvHeads, heads }: Pick<KindConfig, "kvHeads" | "heads">): number =>
  kvHeads ?? heads;

/** Heads of queries share those of keys and values evenly. */
export function kvHeadsProblem({ kvHeads, heads }: KindConfig) {
  if (kvHeads === undefined || heads % kvHeads === 0) return undefined;
  return { name: "kvHeads" as const, message: `must divide the ${heads} heads, which ${kvHeads} does not` };
}

/** A decoder-only transformer. */
export const transformerKind: NetworkKind = {
  options: { kvHeads: undefined, headDim: undefined },
  formed: true,
  problem: kvHeadsProblem,
  state: (config) => windowState(config, kvHeadsOf(config)),
  prefill: "many",
};
