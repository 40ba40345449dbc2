import { FINE_SIDE } from "../../../rasterise/sketch/sketch.ts";

/** Pixels of a sketch. */
export const SKETCH_PIXELS = FINE_SIDE * FINE_SIDE;

/** Names of the decoder's inputs and outputs. */
export const SKETCH_PORTS = { codes: "codes", logits: "logits" } as const;
