import { createHash } from "node:crypto";
import * as z from "zod";
import { UserError } from "../errors.ts";
import { atomicWrite, readPlainFile } from "../files.ts";
import { type ModelConfig, modelConfigSchema } from "../model/config.ts";
import { namedViews, parameterCount, type Parameters, parameterSpecs } from "../model/parameters.ts";
import { characterTokenizer } from "../tokenizer/character.ts";
import { type TokenizerData, tokenizerSchema } from "../tokenizer/file.ts";
import type { Moments } from "./optimizer.ts";
import { type TrainingOptions, trainingOptionsSchema } from "./options.ts";

/**
 * File layout: "ASCIIGEN", u32 length of a JSON header (little-endian), the header, float32 weights and the two
 * moments of AdamW (flat, little-endian), sha256 of all that goes before.
 */
const MAGIC = new TextEncoder().encode("ASCIIGEN");
const DIGEST = 32;

/** A run that weights went through. */
export const ancestorSchema = z.object({
  steps: z.int().min(0),
  minutes: z.number().min(0),
  tokens: z.number().min(0),
  corpusDigest: z.string(),
  configHash: z.string(),
});
export type Ancestor = z.infer<typeof ancestorSchema>;

const headerSchema = z.strictObject({
  format: z.literal(1),
  config: modelConfigSchema,
  tokenizer: tokenizerSchema,
  options: trainingOptionsSchema,
  corpusDigest: z.string(),
  configHash: z.string(),
  /** Steps done; with the options' seed it is the data cursor and the state of every random stream. */
  step: z.int().min(0),
  /** Minutes trained, tokens predicted, over all sessions. */
  minutes: z.number().min(0),
  tokens: z.number().min(0),
  /** Lowest validation loss so far, or null. */
  best: z.number().nullable(),
  /** Latest validation figures, by name. */
  losses: z.record(z.string(), z.number()),
  /** Runs before this one, each begun with the weights of the one before, the first run first. */
  ancestors: z.array(ancestorSchema).default([]),
});
export type CheckpointHeader = z.infer<typeof headerSchema>;

/** A whole training state. */
export interface Checkpoint extends CheckpointHeader {
  weights: Float32Array;
  moments: Moments;
}

/** A run as those that begin with its weights tell of it. */
export function ancestorOf({ step, minutes, tokens, corpusDigest, configHash }: CheckpointHeader): Ancestor {
  return { steps: step, minutes: Math.round(minutes), tokens, corpusDigest, configHash };
}

/** sha256 of what a resumed run must share with its checkpoint. */
export function configHash(config: ModelConfig, tokenizer: TokenizerData, options: TrainingOptions): string {
  const {
    steps: _steps,
    minutes: _minutes,
    evalInterval: _eval,
    saveInterval: _save,
    data: _data,
    ...fixed
  } = options;
  return createHash("sha256").update(JSON.stringify([config, tokenizer, fixed])).digest("hex");
}

/** Writes a checkpoint atomically. */
export async function saveCheckpoint(
  path: string,
  { weights, moments, ...header }: Checkpoint,
): Promise<void> {
  const json = new TextEncoder().encode(JSON.stringify(header));
  const floats = weights.byteLength;
  const bytes = new Uint8Array(MAGIC.length + 4 + json.length + 3 * floats + DIGEST);
  bytes.set(MAGIC);
  new DataView(bytes.buffer).setUint32(MAGIC.length, json.length, true);
  let at = MAGIC.length + 4;
  bytes.set(json, at);
  at += json.length;
  for (const part of [weights, moments.first, moments.second]) {
    bytes.set(new Uint8Array(part.buffer, part.byteOffset, floats), at);
    at += floats;
  }
  bytes.set(createHash("sha256").update(bytes.subarray(0, at)).digest(), at);
  await atomicWrite(path, bytes);
}

/** Bytes of a checkpoint at most: as many as an array may have on every platform. */
const MAX_BYTES = 2 ** 31 - 2;

/** Reads and verifies a checkpoint; a UserError says what is wrong with it. */
export async function loadCheckpoint(path: string): Promise<Checkpoint> {
  let bytes: Uint8Array;
  try {
    bytes = await readPlainFile(path, MAX_BYTES);
  } catch (error) {
    if (error instanceof UserError) throw new UserError("model", error.message);
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    throw new UserError("model", `no checkpoint at ${path}`);
  }
  const fail = (reason: string) => new UserError("model", `${path} is not a whole checkpoint: ${reason}`);
  const start = MAGIC.length + 4;
  if (bytes.length < start + DIGEST || MAGIC.some((byte, i) => bytes[i] !== byte)) throw fail("wrong magic");
  const end = bytes.length - DIGEST;
  const digest = createHash("sha256").update(bytes.subarray(0, end)).digest();
  if (digest.some((byte, i) => bytes[end + i] !== byte)) throw fail("its sha256 differs from its content");
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(MAGIC.length, true);
  if (start + length > end) throw fail("the header is longer than the file");
  const parsed = headerSchema.safeParse(
    JSON.parse(new TextDecoder().decode(bytes.subarray(start, start + length))),
  );
  if (!parsed.success) {
    throw fail(`${parsed.error.issues[0]?.path.join(".")}: ${parsed.error.issues[0]?.message}`);
  }
  const header = parsed.data;
  const count = parameterCount(parameterSpecs(characterTokenizer(header.tokenizer), header.config));
  if (end - start - length !== 3 * count * 4) {
    throw fail("the weights have another size than the config says");
  }
  const read = (part: number) => {
    const from = bytes.byteOffset + start + length + part * count * 4;
    return new Float32Array(bytes.buffer.slice(from, from + count * 4) as ArrayBuffer);
  };
  return { ...header, weights: read(0), moments: { first: read(1), second: read(2) } };
}

/** A checkpoint's weights by name. */
export function checkpointParameters({ config, tokenizer, weights }: Checkpoint): Parameters {
  return namedViews(parameterSpecs(characterTokenizer(tokenizer), config), weights);
}
