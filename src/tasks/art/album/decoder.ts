/**
 * The shape of the network that remembers sketches: each picture has a learned code, and a small residual network decodes it into the
 * pixels of its sketch (an auto-decoder: Bojanowski et al. 2018, "Optimizing the Latent Space of Generative Networks").
 */
import * as z from "zod";
import { parameterList, type ParameterSpec } from "../../../network/parameters.ts";
import { SKETCH_PIXELS } from "./ports.ts";

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
