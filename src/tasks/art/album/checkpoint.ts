import * as z from "zod";
import { type DecoderShape, decoderShapeSchema, decoderSpecs } from "./decoder.ts";
import { parameterCount } from "../../../network/parameters.ts";
import { loadContainer, saveContainer } from "../../../training/container.ts";
import { type SketchOptions, sketchOptionsSchema } from "./options.ts";
import type { Album } from "./pictures.ts";

const headerSchema = z.strictObject({
  format: z.literal(2, { error: "is of another version: learn the sketches anew" }),
  shape: decoderShapeSchema,
  options: sketchOptionsSchema,
  /** Digest of the corpus. */
  corpus: z.string(),
  pictures: z.int().min(1),
  step: z.int().min(0),
  minutes: z.number().min(0),
});

/** A whole state of training. Moments are AdamW's, flat like what they belong to. */
export interface SketchCheckpoint extends z.infer<typeof headerSchema> {
  /** Of the decoder, flat. */
  weights: Float32Array;
  first: Float32Array;
  second: Float32Array;
  /** [pictures, code], and how often each has been seen. */
  codes: Float32Array;
  codeFirst: Float32Array;
  codeSecond: Float32Array;
  seen: Float32Array;
  /** Loss of each when it was last seen, in nats. */
  losses: Float32Array;
}

const KIND = "AGSKETCH";

/** A state before the first step; its arrays hold zeros. */
export function emptyCheckpoint(
  shape: DecoderShape,
  options: SketchOptions,
  album: Pick<Album, "corpus" | "sketches">,
): SketchCheckpoint {
  const header = {
    ...{ format: 2 as const, shape, options, corpus: album.corpus, pictures: album.sketches.length },
    ...{ step: 0, minutes: 0 },
  };
  const { weights, codes, pictures } = lengthsOf(header);
  const zeros = (length: number) => new Float32Array(length);
  return {
    ...header,
    ...{ weights: zeros(weights), first: zeros(weights), second: zeros(weights) },
    ...{ codes: zeros(codes), codeFirst: zeros(codes), codeSecond: zeros(codes), seen: zeros(pictures) },
    losses: zeros(pictures).fill(1),
  };
}

function lengthsOf({ shape, pictures }: { shape: DecoderShape; pictures: number }) {
  return { weights: parameterCount(decoderSpecs(shape)), codes: pictures * shape.code, pictures };
}

/** Writes a checkpoint atomically. */
export function saveSketchCheckpoint(path: string, checkpoint: SketchCheckpoint): Promise<void> {
  const { weights, first, second, codes, codeFirst, codeSecond, seen, losses, ...header } = checkpoint;
  return saveContainer(path, KIND, header, {
    ...{ weights, first, second, codes, codeFirst, codeSecond, seen, losses },
  });
}

/** Reads and verifies a checkpoint. Throws a UserError of kind "model" for what is none. */
export async function loadSketchCheckpoint(path: string): Promise<SketchCheckpoint> {
  const { header, arrays } = await loadContainer(path, KIND, headerSchema.parse, (header) => {
    const { weights, codes, pictures } = lengthsOf(header);
    return [
      ...["weights", "first", "second"].map((name) => [name, weights] as const),
      ...["codes", "codeFirst", "codeSecond"].map((name) => [name, codes] as const),
      ...["seen", "losses"].map((name) => [name, pictures] as const),
    ];
  });
  const [weights, first, second, codes, codeFirst, codeSecond, seen, losses] = arrays;
  return {
    ...header,
    ...{ weights: weights!, first: first!, second: second! },
    ...{ codes: codes!, codeFirst: codeFirst!, codeSecond: codeSecond!, seen: seen! },
    losses: losses!,
  };
}
