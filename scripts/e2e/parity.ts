/** What `parity_side.ts` tells of a network. */
import * as z from "zod";
import { SCHEMES } from "../../src/bundle/quantisation.ts";

export const paritySchema = z.strictObject({
  weights: z.int(),
  tokens: z.int(),
  /** Largest differences of logits, by how they were read. */
  apart: z.record(z.string(), z.number()),
  /** Relative errors of rounded models, by scheme. */
  rounded: z.partialRecord(z.enum(SCHEMES), z.number()),
});
export type Parity = z.infer<typeof paritySchema>;
