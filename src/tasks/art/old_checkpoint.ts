/** Checkpoints of before there were other tasks than drawings. */
import { createHash } from "node:crypto";
import * as z from "zod";
import { UserError } from "../../base/errors.ts";
import { parseAs, schemaOf } from "../../base/schema.ts";
import { gridTokenizer } from "../../tokenizer/grid/grid.ts";
import { tokenizerSchema } from "../../tokenizer/grid/schema.ts";
import { type CheckpointHeader, configHash, progressFields } from "../../training/checkpoint.ts";
import { trainingOptionsSchema } from "../../training/options.ts";
import { type Values, valuesSchema } from "../../training/task.ts";
import { modelConfigSchema } from "./config.ts";
import { portsOf } from "./sequence/features.ts";
import { ART_FIELDS } from "./settings.ts";

const headerSchema = z.strictObject({
  format: z.literal(1),
  config: modelConfigSchema,
  tokenizer: tokenizerSchema,
  /** Those of training and those of drawings, in one. */
  options: valuesSchema,
  ...progressFields,
});

const settingsSchema = schemaOf(ART_FIELDS);
/** What the config hash is made of, in the order of then. */
const HASHED = [
  ...["batchTokens", "optimizer", "learningRate", "warmup", "weightDecay", "gradientClip", "accumulate"],
  ...["dropout", "promptDropout", "evenDrawings", "maxTokens", "seed", "backend", "precision", "workers"],
];
/** Of what the oldest do not tell. */
const FALLBACKS = { optimizer: "adamw", precision: "fp32" };

/** Makes the header of such a checkpoint one of today; undefined for any other. Throws a ZodError for a wrong one. */
export function liftArtCheckpoint(value: unknown): CheckpointHeader | undefined {
  if (!z.looseObject({ format: z.literal(1) }).safeParse(value).success) return undefined;
  const { config, tokenizer, options: told, ...progress } = headerSchema.parse(value);
  const all: Values = { ...FALLBACKS, ...told };
  const fixed = Object.fromEntries(HASHED.map((name) => [name, all[name]]));
  const text = JSON.stringify([config, tokenizer, fixed]);
  if (createHash("sha256").update(text).digest("hex") !== progress.configHash) {
    throw new UserError("model", "the settings of the checkpoint and its config hash disagree");
  }
  const part = (own: boolean) =>
    Object.fromEntries(Object.entries(all).filter(([name]) => Object.hasOwn(ART_FIELDS, name) === own));
  const settings = parseAs(settingsSchema, part(true), "model", "checkpoint");
  const options = parseAs(trainingOptionsSchema, part(false), "model", "checkpoint");
  const { promptLength, ...network } = config;
  const lifted = {
    ports: portsOf(gridTokenizer(tokenizer), config),
    network,
    model: { tokenizer, promptLength },
    settings,
    options,
  };
  const { format: _, ...rest } = progress;
  return { format: 2, task: "art", ...lifted, ...rest, configHash: configHash(lifted) };
}
