/**
 * The shape of the network that remembers sketches: each picture has a learned code, and a small residual network decodes it into the
 * pixels of its sketch (an auto-decoder: Bojanowski et al. 2018, "Optimizing the Latent Space of Generative Networks").
 */
import * as z from "zod";
import { FINE_SIDE } from "../../../rasterise/sketch/sketch.ts";
import { parameterList, type ParameterSpec } from "../../../network/parameters.ts";

/** Sizes of the decoder. */
export const decoderShapeSchema = z.strictObject({
  /** Numbers of a code. */
  code: z.int().min(8).max(1024),
  /** Width of the residual stream. */
  hidden: z.int().min(8).max(4096),
  /** Residual blocks of two linear layers each. */
  blocks: z.int().min(0).max(16),
});
export type DecoderShape = z.infer<typeof decoderShapeSchema>;

/** Pixels of a sketch. */
export const SKETCH_PIXELS = FINE_SIDE * FINE_SIDE;

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
