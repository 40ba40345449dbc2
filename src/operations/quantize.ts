/** A model with its weights rounded. */
import { UserError } from "../base/errors.ts";
import type { Fields, Given } from "../base/fields.ts";
import { readManifest } from "../bundle/folder.ts";
import type { Manifest } from "../bundle/manifest.ts";
import { parametersOf, refuseQuantised } from "../bundle/network.ts";
import { BLOCK_SIZE, BLOCK_SIZES, planQuantisation, roundedNames, SCHEMES } from "../bundle/quantisation.ts";
import { parameterSpecs } from "../network/architectures.ts";
import { kindOf } from "../tasks/registry.ts";
import { refuseItself } from "./models.ts";

export const QUANTIZE_FIELDS = {
  scheme: { type: "choice", choices: SCHEMES, text: "how to round" },
  out: { type: "text", value: "folder", short: "o", text: "model folder to write" },
  blockSize: {
    type: "choice",
    choices: BLOCK_SIZES.map(String),
    text: "weights that share a scale",
    usual: `int8 ${BLOCK_SIZE.int8}, int4 ${BLOCK_SIZE.int4}`,
  },
} as const satisfies Fields;

/** Which model is to be rounded, and how. */
export type QuantizeInput = Given<typeof QUANTIZE_FIELDS> & { model: string };

export interface QuantizeResult {
  manifest: Manifest;
  /** The manifest of the model that it was made from. */
  before: Manifest;
}

/** Writes a model of any task anew with rounded weights. Throws a UserError for one that is rounded already. */
export async function quantize({ model, scheme, out, blockSize }: QuantizeInput): Promise<QuantizeResult> {
  if (scheme === undefined || out === undefined) {
    throw new UserError(
      "usage",
      "name a model folder, a --scheme and an --out folder; or a model by --table",
    );
  }
  refuseItself(model, out);
  const { task } = await readManifest(model);
  const { stored, manifest: before, rewrite } = await (await kindOf(task)).readModel(model);
  refuseQuantised(stored);
  const parameters = parametersOf(stored);
  const { sha256 } = before.files["model.onnx"];
  const size = blockSize === undefined ? undefined : Number(blockSize);
  const names = roundedNames(parameterSpecs(stored.ports, stored.config));
  const quantisation = planQuantisation(scheme, names, sha256, size);
  return { manifest: await rewrite(out, { parameters, quantisation }), before };
}
