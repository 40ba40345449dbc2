import type { KindConfig, NetworkKind } from "../kind.ts";
import { transformerKind } from "../transformer/kind.ts";

/** A transformer whose feed-forward layers are mixtures of experts; `hidden` are the hidden units of each. */
export const mixtureKind: NetworkKind = {
  ...transformerKind,
  options: { ...transformerKind.options, experts: 4, activeExperts: 2 },
  problem: (config) => transformerKind.problem?.(config) ?? activeProblem(config),
};

function activeProblem({ experts = 0, activeExperts = 0 }: KindConfig) {
  if (activeExperts <= experts) return undefined;
  return {
    name: "activeExperts" as const,
    message: `must be the number of experts, ${experts}, at most, not ${activeExperts}`,
  };
}
