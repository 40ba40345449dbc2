/** What a run's checkpoint tells of it, without its arrays. */
import { join } from "node:path";
import * as z from "zod";
import { isFile } from "../../base/files.ts";
import { CHECKPOINT_FILE } from "../../training/loop.ts";
import { readContainerHeader } from "../../training/container.ts";
import { ancestorSchema } from "../../training/checkpoint.ts";

const values = z.record(z.string(), z.unknown());

/** As much as checkpoints of all versions have in common, and what most of them tell besides. */
const schema = z.looseObject({
  task: z.string().default("art"),
  step: z.number(),
  minutes: z.number(),
  tokens: z.number(),
  best: z.number().nullable(),
  losses: z.record(z.string(), z.number()),
  corpusDigest: z.string().optional(),
  configHash: z.string().optional(),
  ancestors: z.array(ancestorSchema).default([]),
  network: values.optional(),
  /** As the oldest call it. */
  config: values.optional(),
  settings: values.default({}),
  options: values.default({}),
  sections: z.array(z.tuple([z.string(), z.number()])).optional(),
});

/** What is known of a run by its checkpoint. */
export type RunHeader = z.infer<typeof schema>;

/**
 * Reads the header of a run's checkpoint; undefined where it has none yet. Throws a UserError of kind "model" for what is no
 * checkpoint. Its content is not verified.
 */
export async function readRunHeader(folder: string): Promise<RunHeader | undefined> {
  const path = join(folder, CHECKPOINT_FILE);
  if (!await isFile(path)) return undefined;
  return await readContainerHeader(path, (value) => schema.parse(value));
}

/** Weights that a checkpoint holds, where it tells. */
export const weightsOf = ({ sections }: RunHeader): number | undefined =>
  sections?.find(([name]) => name === "weights")?.[1];
