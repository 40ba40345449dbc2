/** A model with fewer weights: the smallest are zero, or heads and hidden units are left out. */
import { checked } from "../base/check.ts";
import { UserError } from "../base/errors.ts";
import type { Fields, Given } from "../base/fields.ts";
import { readManifest } from "../bundle/folder.ts";
import type { Manifest } from "../bundle/manifest.ts";
import { parametersOf, refuseQuantised, weightTypeOf } from "../bundle/network.ts";
import { parameterSpecs, slimmed } from "../network/architectures.ts";
import type { NetworkConfig } from "../network/config.ts";
import { parameterCount, type Parameters } from "../network/parameters.ts";
import type { Ports } from "../network/ports.ts";
import { sparsified, type Sparsity, sparsityOf } from "../network/pruning/magnitude.ts";
import { kindOf } from "../tasks/registry.ts";
import type { Values } from "../training/task.ts";
import { refuseItself } from "./models.ts";

export const PRUNE_FIELDS = {
  out: { type: "text", value: "folder", short: "o", text: "model folder to write" },
  share: {
    type: "number",
    above: 0,
    most: 0.99,
    text: "share of the weights in the layers' matrices that become zero, the smallest",
  },
  scope: {
    type: "choice",
    choices: ["model", "matrix"],
    fallback: "model",
    text: "where the smallest are looked for: in all matrices together, or in each by itself",
  },
  pattern: {
    type: "text",
    value: "n:m",
    text:
      "instead of --share: of each m weights that follow one another in a column the n largest stay, as 2:4",
  },
  heads: {
    type: "integer",
    least: 1,
    most: 64,
    text: "attention heads that stay in each layer, those that write most",
  },
  hidden: {
    type: "integer",
    least: 8,
    most: 16384,
    text: "hidden units that stay in each layer, those that write most",
  },
} as const satisfies Fields;

/** Which model is to be pruned, and how. */
export type PruneInput = Given<typeof PRUNE_FIELDS> & { model: string };

/** What a model weighs. */
export interface PrunedSize {
  /** All its weights. */
  parameters: number;
  /** Share of those of the layers' matrices that are zero. */
  zeros: number;
  manifest: Manifest;
}

export interface PruneResult extends PrunedSize {
  /** The model that it was made from. */
  before: PrunedSize;
}

/**
 * Writes a model of any task anew with fewer weights, in the number format that it had. Its predictions are worse until it is
 * trained on (`--init-from`, with `--zeros keep` where weights are zero). Throws a UserError for one that is quantised.
 */
export async function prune({ model, ...given }: PruneInput): Promise<PruneResult> {
  const { out, heads, hidden, ...rest } = checked(PRUNE_FIELDS, given);
  const sparsity = sparsityFrom(rest, given.scope !== undefined);
  const slim = heads !== undefined || hidden !== undefined;
  if (out === undefined || (sparsity === undefined && !slim)) {
    throw new UserError(
      "usage",
      "name a model folder, an --out folder, and what goes: --share or --pattern, --heads, --hidden",
    );
  }
  refuseItself(model, out);
  const { task } = await readManifest(model);
  const { stored, network: config, manifest, rewrite } = await (await kindOf(task)).readModel(model);
  refuseQuantised(stored);
  const whole = { config, parameters: parametersOf(stored) };
  const made = slim ? slimmed(config, whole.parameters, { heads, hidden }) : whole;
  const specs = parameterSpecs(stored.ports, made.config);
  const parameters = sparsity === undefined ? made.parameters : sparsified(specs, made.parameters, sparsity);
  const told: Values = {
    ...sparsity && { ...sparsity },
    ...heads !== undefined && { heads },
    ...hidden !== undefined && { hidden },
    source: manifest.files["model.onnx"].sha256,
  };
  const { pruned } = manifest.training, before = Array.isArray(pruned) ? pruned : [];
  const written = await rewrite(out, {
    ...{ parameters, network: made.config, weightType: weightTypeOf(stored) },
    training: { ...manifest.training, pruned: [...before, told] },
  });
  return {
    ...sizeOf(stored.ports, made.config, parameters, written),
    before: sizeOf(stored.ports, config, whole.parameters, manifest),
  };
}

function sizeOf(ports: Ports, config: NetworkConfig, parameters: Parameters, manifest: Manifest): PrunedSize {
  const specs = parameterSpecs(ports, config);
  return { parameters: parameterCount(specs), zeros: sparsityOf(specs, parameters), manifest };
}

/** Which weights become zero, if any. Throws a UserError of kind "usage" for a pattern that is none. */
function sparsityFrom(
  { share, scope, pattern }: { share?: number; scope: "model" | "matrix"; pattern?: string },
  scoped: boolean,
): Sparsity | undefined {
  if (pattern === undefined) {
    if (share === undefined && scoped) throw new UserError("usage", "--scope is for --share");
    return share === undefined ? undefined : { share, scope };
  }
  if (share !== undefined || scoped) {
    throw new UserError("usage", "--pattern says all; leave out --share and --scope");
  }
  const [, kept = 0, of = 0] = /^(\d{1,2}):(\d{1,2})$/.exec(pattern)?.map(Number) ?? [];
  if (kept >= 1 && kept < of && of <= 64) return { kept, of };
  throw new UserError(
    "usage",
    `--pattern ${
      JSON.stringify(pattern)
    } is no pattern such as 2:4, of which the first number is the smaller one`,
  );
}
