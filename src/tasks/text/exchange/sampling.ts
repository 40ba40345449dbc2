/** How models write unless told otherwise, as files of other programs say it. */
import * as z from "zod";
import type { GgufMetadata, GgufValue } from "../../../bundle/formats/gguf_types.ts";
import { samplingSchema, type UsualSampling } from "../../../bundle/manifest.ts";

/** Of transformers, beside the model. */
export const GENERATION_FILE = "generation_config.json";
/** Of llama.cpp. */
const TEMPERATURE_KEY = "general.sampling.temp";

/** What `generation_config.json` says of it; transformers takes the likeliest tokens unless it is told to sample. */
export const generationOf = (sampling: UsualSampling | undefined) =>
  sampling === undefined ? {} : { do_sample: true, ...sampling };

/** What a GGUF file says of it. */
export const ggufSampling = (sampling: UsualSampling | undefined): [string, GgufValue][] =>
  sampling === undefined
    ? []
    : [[TEMPERATURE_KEY, { type: "float32", value: Math.fround(sampling.temperature) }]];

const generationSchema = z.object({ do_sample: z.literal(true), ...samplingSchema.shape });

/** What `generation_config.json` holds of it; undefined where it says nothing that is known here. */
export function readGeneration(value: unknown): UsualSampling | undefined {
  const { data } = generationSchema.safeParse(value);
  return data && { temperature: data.temperature };
}

/** What a GGUF file holds of it. */
export function readGgufSampling(metadata: GgufMetadata): UsualSampling | undefined {
  const said = metadata.get(TEMPERATURE_KEY);
  if (said === undefined || !("value" in said) || typeof said.value !== "number") return undefined;
  // Of float32: 0.6 is written as 0.6000000238.
  return samplingSchema.safeParse({ temperature: Number(said.value.toPrecision(6)) }).data;
}
