/**
 * The shape of the network that remembers sketches: each picture has a learned code, and a small residual network decodes it into the
 * pixels of its sketch (an auto-decoder: Bojanowski et al. 2018, "Optimizing the Latent Space of Generative Networks").
 */
import type * as z from "zod";
import { fallbacks, type Fields, type InputOf } from "../../../base/fields.ts";
import { schemaOf } from "../../../base/schema.ts";
import { FINE_SIDE } from "../../../rasterise/sketch/sketch.ts";
import { parameterList, type ParameterSpec } from "../../../network/parameters.ts";

/** Sizes of the decoder. */
export const DECODER_FIELDS = {
  code: { type: "integer", least: 8, most: 1024, fallback: 128, text: "numbers of a code" },
  hidden: { type: "integer", least: 8, most: 4096, fallback: 768, text: "width of the decoder" },
  blocks: { type: "integer", least: 0, most: 16, fallback: 2, text: "residual blocks of the decoder" },
} as const satisfies Fields;
export type DecoderShape = InputOf<typeof DECODER_FIELDS>;
export const decoderShapeSchema: z.ZodType<DecoderShape> = schemaOf(DECODER_FIELDS);

/** Sizes of the decoder unless told otherwise. */
export const DECODER_SHAPE: DecoderShape = fallbacks(DECODER_FIELDS);

/** Pixels of a sketch. */
export const SKETCH_PIXELS = FINE_SIDE * FINE_SIDE;

/** All weight matrices in the order of the flat vector. */
export function decoderSpecs({ code, hidden, blocks }: DecoderShape): ParameterSpec[] {
  const { specs, add: append } = parameterList();
  const add = (name: string, rows: number, columns: number, deviation: number, inner: boolean) =>
    append({ name, shape: [rows, columns], deviation, decay: inner, blocks: inner ? 1 : 0 });
  add("input", code, hidden, code ** -0.5, false);
  add("bias", 1, hidden, 1, false);
  for (let block = 0; block < blocks; block++) {
    add(`blocks.${block}.up`, hidden, hidden, hidden ** -0.5, true);
    // A zero output projection: each block starts as the identity.
    add(`blocks.${block}.down`, hidden, hidden, 0, true);
  }
  add("output", hidden, SKETCH_PIXELS, 0, false);
  return specs;
}
