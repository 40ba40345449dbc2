import * as z from "zod";

/** The files of a model itself; those of its task come beside them. */
export const MODEL_FILE = "model.onnx", TOKENIZER_FILE = "tokenizer.json", CONFIG_FILE = "config.json";
export const MANIFEST_FILE = "manifest.json";
/** A quantised bundle has this file as well. */
export const QUANTISATION_FILE = "quant_config.json";

/** Weights that a model may have: twice as many as GPT-2 small, a gigabyte of float32. */
export const MAX_PARAMETERS = 1 << 28;
/** What a model file may hold besides its weights, in bytes: 64 layers take half as much. */
export const MAX_STRUCTURE = 1 << 19;
/** Bytes that a file with a network may have. */
export const MAX_NETWORK = 4 * MAX_PARAMETERS + MAX_STRUCTURE;
const MEBIBYTE = 1 << 20;

/** Files that every bundle may have, and how many bytes they may have. */
export const NETWORK_FILES = {
  [MODEL_FILE]: MAX_NETWORK,
  [CONFIG_FILE]: 8 * MEBIBYTE,
  [QUANTISATION_FILE]: MEBIBYTE,
} as const;
/** Those of bundles that read or write characters. */
export const COMMON_FILES = {
  [MODEL_FILE]: NETWORK_FILES[MODEL_FILE],
  [TOKENIZER_FILE]: 16 * MEBIBYTE,
  [CONFIG_FILE]: NETWORK_FILES[CONFIG_FILE],
  [QUANTISATION_FILE]: NETWORK_FILES[QUANTISATION_FILE],
} as const;
export const MAX_MANIFEST = MEBIBYTE;

const attributionSchema = z.strictObject({
  /** Such as "@iconify-json/lucide 1.2.137". */
  source: z.string().min(1),
  /** SPDX identifier. */
  licence: z.string().min(1),
  attribution: z.string(),
  /** Pictures of this source in the training set. */
  pictures: z.int().min(0),
});
export type Attribution = z.infer<typeof attributionSchema>;

/** As in sampler.ts. */
export const samplingSchema = z.strictObject({ temperature: z.number().min(0).max(5) });
export type UsualSampling = z.infer<typeof samplingSchema>;

const fileSchema = z.strictObject({
  size: z.int().min(1),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});
export type FileEntry = z.infer<typeof fileSchema>;

const FILE_NAME = /^[a-z][a-z_]*\.(?:onnx|json|bin)$/;

/** Models of version 3 are all of drawings. Those of version 1 spelled their sketches, those of version 2 had coarser ones. */
export const MANIFEST_VERSION = 4;
export const OLDEST_VERSION = 3;

const common = {
  format: z.literal("ascii-gen-bundle"),
  /** ISO 8601, UTC. */
  created: z.iso.datetime(),
  /** All other files of the folder, by their names. */
  files: z.object({ [MODEL_FILE]: fileSchema }).catchall(fileSchema)
    .refine((files) => Object.keys(files).every((name) => FILE_NAME.test(name)), {
      error: "has a name that no file of a model has",
    }),
  /** Digest of the data that the model was trained on. */
  corpus: z.string(),
  /** Steps, tokens, minutes, losses, seed, config hash: whatever the training run tells. */
  training: z.record(z.string(), z.json()),
  attributions: z.array(attributionSchema),
  /** How it writes unless told otherwise, where that is not as others do. */
  sampling: samplingSchema.optional(),
};

/** What `manifest.json` holds. */
export const manifestSchema = z.strictObject({
  ...common,
  version: z.literal(MANIFEST_VERSION),
  /** What it does, such as "art". */
  task: z.string().regex(/^[a-z]{1,16}$/),
});
export type Manifest = z.infer<typeof manifestSchema>;

/** What it held before there were other tasks. */
export const oldManifestSchema = z.strictObject({ ...common, version: z.literal(OLDEST_VERSION) });
