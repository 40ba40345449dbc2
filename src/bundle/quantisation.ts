/** `quant_config.json`: how the weights of a quantised model were rounded. */
import * as z from "zod";
import { UserError } from "../base/errors.ts";
import { parseAs } from "../base/schema.ts";
import type { ParameterSpec } from "../network/parameters.ts";
import type { Encoding } from "../onnx/encoding.ts";
import type { Encodings } from "../onnx/model.ts";
import { DATA_TYPE, type GraphProto } from "../onnx/proto.ts";

/** Ways to quantise; see docs/quantisation.md. */
export const SCHEMES = ["int8-weight-only", "int8", "int4", "dynamic-int8"] as const;
export type Scheme = typeof SCHEMES[number];

/** How many weights may share a scale. */
export const BLOCK_SIZES = [16, 32, 64, 128, 256] as const;
/** How many do, unless told otherwise: larger blocks multiply faster, and cost 8 bits nothing. */
export const BLOCK_SIZE = { int8: 64, int4: 32 } as const;
/** The table that is looked up; all other parameters are matrices that inputs are multiplied by. */
const TABLE = "embedding";
/** Matrices at both ends of the network: the scheme int4 spares them, which halves its loss. */
const ENDS: readonly string[] = ["field", "head"];

const common = {
  format: z.literal("ascii-gen-quantisation"),
  version: z.literal(1),
  /** SHA-256 of the model.onnx whose weights were rounded. */
  source: z.string().regex(/^[0-9a-f]{64}$/),
};
const blocks = {
  ...common,
  /** Weights that share a scale; those of the embedding table do by rows. */
  blockSize: z.literal([...BLOCK_SIZES]),
  /** Of the operator MatMulNBits: 1 keeps its inputs in float32, 4 rounds them to 8 bits by blocks. */
  accuracyLevel: z.literal([1, 4]),
};

/** What `quant_config.json` holds. `tensors` names the parameters that are quantised, and their bits. */
export const quantisationSchema = z.discriminatedUnion("scheme", [
  z.strictObject({ ...blocks, scheme: z.literal("int8"), tensors: z.record(z.string(), z.literal(8)) }),
  z.strictObject({ ...blocks, scheme: z.literal("int4"), tensors: z.record(z.string(), z.literal([4, 8])) }),
  z.strictObject({
    ...common,
    scheme: z.literal("int8-weight-only"),
    tensors: z.record(z.string(), z.literal(8)),
  }),
  z.strictObject({
    ...common,
    scheme: z.literal("dynamic-int8"),
    tensors: z.record(z.string(), z.literal([7, 8])),
  }),
]).refine(({ tensors }) => Object.keys(tensors).length > 0, { error: "names no tensor", path: ["tensors"] })
  .refine(({ tensors }) => (tensors[TABLE] ?? 8) === 8, {
    error: "is a table, which has 8 bits",
    path: ["tensors", TABLE],
  })
  .superRefine(({ scheme, tensors }, context) => {
    if (scheme !== "dynamic-int8") return;
    const wide = Object.keys(tensors).find((name) => name !== TABLE && tensors[name] !== 7);
    if (wide === undefined) return;
    const message = "has 8 bits, whose products overflow on processors without VNNI; dynamic-int8 has 7";
    context.addIssue({ code: "custom", message, path: ["tensors", wide] });
  });
export type Quantisation = z.infer<typeof quantisationSchema>;

/** Names of the parameters that are rounded: gains, biases and other vectors are too few to be worth it, and are float16. */
export const roundedNames = (specs: readonly Pick<ParameterSpec, "name" | "role">[]): string[] =>
  specs.filter(({ role }) => role !== "vector").map(({ name }) => name);

/** Quantises parameters, given by name, by a scheme. `source` is the SHA-256 of the model they are from. */
export function planQuantisation(
  scheme: Scheme,
  names: readonly string[],
  source: string,
  blockSize?: number,
): Quantisation {
  const bitsOf = (name: string) => {
    if (name === TABLE) return 8;
    if (scheme === "dynamic-int8") return 7;
    return scheme === "int4" && !ENDS.includes(name) ? 4 : 8;
  };
  const isBlocked = scheme === "int8" || scheme === "int4";
  return quantisationSchema.parse({
    format: "ascii-gen-quantisation",
    version: 1,
    scheme,
    source,
    ...(isBlocked ? { blockSize: blockSize ?? BLOCK_SIZE[scheme], accuracyLevel: 4 } : {}),
    tensors: Object.fromEntries(names.map((name) => [name, bitsOf(name)])),
  });
}

/** How a parameter lies in a model that was quantised so; those that are not listed are float16. */
export function encodingOf(
  quantisation: Quantisation,
  name: string,
): Encoding {
  const bits = quantisation.tensors[name];
  if (bits === undefined) return { layout: "float", type: "float16" };
  if (name === TABLE || quantisation.scheme === "int8-weight-only") return { layout: "rows", bits: 8 };
  if (quantisation.scheme === "dynamic-int8") return { layout: "columns", bits: 7 };
  const { blockSize, accuracyLevel } = quantisation;
  return { layout: "blocks", bits, blockSize, accuracyLevel };
}

/** How the parameters lie in a model; without a quantisation the file itself tells float16 from float32. */
export function storedEncodings({ initializer }: GraphProto, quantisation?: Quantisation): Encodings {
  if (quantisation) return (name) => encodingOf(quantisation, name);
  const types = new Map(initializer.map(({ name, dataType }) => [name, dataType]));
  return (name) => {
    return { layout: "float", type: types.get(name) === DATA_TYPE.float16 ? "float16" : "float32" };
  };
}

/**
 * Checks a quantisation from outside of a model of these parameters. Throws a UserError of kind "model" that names the field.
 */
export function parseQuantisation(
  value: unknown,
  specs: readonly Pick<ParameterSpec, "name" | "role">[],
): Quantisation {
  const quantisation = parseAs(quantisationSchema, value, "model", "quant_config");
  const roles = new Map(specs.map(({ name, role }) => [name, role]));
  for (const name of Object.keys(quantisation.tensors)) {
    const role = roles.get(name);
    if (role === undefined) {
      throw new UserError("model", `quant_config: tensors: ${JSON.stringify(name)} is no parameter`);
    }
    if (role === "vector") {
      throw new UserError("model", `quant_config: tensors.${name}: is no matrix, and not rounded`);
    }
  }
  return quantisation;
}
