import * as z from "zod";

/** Files of every bundle, besides its manifest. */
export const BUNDLE_FILES = [
  "model.onnx",
  "sketches.onnx",
  "album.json",
  "codes.bin",
  "tokenizer.json",
  "config.json",
  "thesaurus.json",
] as const;
/** A quantised bundle has this file as well. */
export const QUANTISATION_FILE = "quant_config.json";
export type BundleFile = typeof BUNDLE_FILES[number] | typeof QUANTISATION_FILE;

/** Weights that a model may have: a network of them, in whatever format, takes less than a gigabyte to run. */
export const MAX_PARAMETERS = 1 << 25;
/** What a model file may hold besides its weights, in bytes: 64 layers take half as much. */
export const MAX_STRUCTURE = 1 << 19;

/** No file of a bundle may be larger, in bytes. */
export const MAX_FILE_SIZE: Record<BundleFile | "manifest.json", number> = {
  "model.onnx": 4 * MAX_PARAMETERS + MAX_STRUCTURE,
  "sketches.onnx": 4 * MAX_PARAMETERS + MAX_STRUCTURE,
  "album.json": 32 << 20,
  "codes.bin": 128 << 20,
  "tokenizer.json": 1 << 20,
  "config.json": 8 << 20,
  "thesaurus.json": 2 << 20,
  "quant_config.json": 1 << 20,
  "manifest.json": 1 << 20,
};

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

const fileSchema = (name: BundleFile) =>
  z.strictObject({
    size: z.int().min(1).max(MAX_FILE_SIZE[name]),
    sha256: z.string().regex(/^[0-9a-f]{64}$/),
  });

export type FileEntry = z.infer<ReturnType<typeof fileSchema>>;

/** Models of version 1 spelled their sketches; those of version 2 remembered coarser ones. */
export const MANIFEST_VERSION = 3;

/** What `manifest.json` holds. */
export const manifestSchema = z.strictObject({
  format: z.literal("ascii-gen-bundle"),
  version: z.literal(MANIFEST_VERSION),
  /** ISO 8601, UTC. */
  created: z.iso.datetime(),
  files: z.strictObject({
    "model.onnx": fileSchema("model.onnx"),
    "sketches.onnx": fileSchema("sketches.onnx"),
    "album.json": fileSchema("album.json"),
    "codes.bin": fileSchema("codes.bin"),
    "tokenizer.json": fileSchema("tokenizer.json"),
    "config.json": fileSchema("config.json"),
    "thesaurus.json": fileSchema("thesaurus.json"),
    "quant_config.json": fileSchema(QUANTISATION_FILE).exactOptional(),
  }),
  /** Digest of the corpus that the model was trained on. */
  corpus: z.string(),
  /** Steps, tokens, minutes, losses, seed, config hash: whatever the training run tells. */
  training: z.record(z.string(), z.json()),
  attributions: z.array(attributionSchema),
});
export type Manifest = z.infer<typeof manifestSchema>;
