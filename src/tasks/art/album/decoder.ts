/**
 * The shape of the network that remembers sketches: each picture has a learned code, and a small residual network decodes it into the
 * pixels of its sketch (an auto-decoder: Bojanowski et al. 2018, "Optimizing the Latent Space of Generative Networks").
 */
import * as z from "zod";
import { fallbacks, type Fields, type InputOf } from "../../../base/fields.ts";
import { shapeOf } from "../../../base/schema.ts";
import { parameterList, type ParameterSpec } from "../../../network/parameters.ts";
import { SKETCH_PIXELS } from "./ports.ts";

/** Sizes of the decoder. */
export const DECODER_FIELDS = {
  code: { type: "integer", least: 8, most: 1024, fallback: 128, text: "numbers of a code" },
  hidden: { type: "integer", least: 8, most: 4096, fallback: 768, text: "width of the decoder" },
  blocks: { type: "integer", least: 0, most: 16, fallback: 2, text: "residual blocks of the decoder" },
} as const satisfies Fields;
export type DecoderShape = InputOf<typeof DECODER_FIELDS>;
export const decoderShapeSchema = z.strictObject(shapeOf(DECODER_FIELDS));

/** Sizes of the decoder unless told otherwise. */
export const DECODER_SHAPE: DecoderShape = fallbacks(DECODER_FIELDS);

/** All weight matrices in the order of the flat vector. */
export function decoderSpecs({ code, hidden, blocks }: DecoderShape): ParameterSpec[] {
  const { specs, add } = parameterList();
  const matrix = (name: string, rows: number, deviation: number) =>
    add({ name, shape: [rows, hidden], deviation, role: "matrix" });
  matrix("input", code, code ** -0.5);
  add({ name: "bias", shape: [1, hidden], deviation: 1, role: "vector" });
  for (let block = 0; block < blocks; block++) {
    matrix(`blocks.${block}.up`, hidden, hidden ** -0.5);
    // A zero output projection: each block starts as the identity.
    matrix(`blocks.${block}.down`, hidden, 0);
  }
  add({ name: "output", shape: [hidden, SKETCH_PIXELS], deviation: 0, role: "head" });
  return specs;
}
