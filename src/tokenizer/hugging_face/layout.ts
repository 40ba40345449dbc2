/** The layout of `tokenizer.json` that Hugging Face's libraries read and write, as far as all kinds of models share it. */
import * as z from "zod";
import { UserError } from "../../base/errors.ts";
import { firstIssue, parseAs } from "../../base/schema.ts";

/** What errors call the file. */
export const FILE = "tokenizer.json";
/** Pieces that a vocabulary may have: a file may come from anywhere. */
export const MAX_PIECES = 1 << 20;

/** A token that stands beside the model's own. */
export const addedTokenSchema = z.strictObject({
  id: z.int().min(0).max(MAX_PIECES),
  content: z.string().min(1),
  single_word: z.boolean().default(false),
  lstrip: z.boolean().default(false),
  rstrip: z.boolean().default(false),
  /** Whether it is looked for in the text as the normalizer leaves it, after those that are not. */
  normalized: z.boolean().default(true),
  /** Whether it is no text, such as what stands between documents. */
  special: z.boolean().default(false),
});
export type AddedToken = z.infer<typeof addedTokenSchema>;

const frameSchema = z.strictObject({
  version: z.literal("1.0"),
  truncation: z.unknown().optional(),
  padding: z.unknown().optional(),
  added_tokens: z.array(addedTokenSchema).max(MAX_PIECES).default([]),
  normalizer: z.unknown().optional(),
  pre_tokenizer: z.unknown().optional(),
  post_processor: z.unknown().optional(),
  decoder: z.unknown().optional(),
  model: z.unknown(),
});

/** A file whose parts have not been looked at yet, but for its added tokens. */
export type Frame = z.infer<typeof frameSchema>;
export type PartName = "normalizer" | "pre_tokenizer" | "post_processor" | "decoder";

const typed = z.looseObject({ type: z.string() });
const modelled = z.looseObject({
  model: z.looseObject({ type: z.string().optional(), merges: z.unknown().optional() }),
});

/** Type of the model that a file of this layout holds, such as "BPE"; undefined for what is no such file. */
export function modelTypeOf(value: unknown): string | undefined {
  const model = modelled.safeParse(value).data?.model;
  // Files of before 2020 do not say it.
  return model?.type ?? (model?.merges === undefined ? undefined : "BPE");
}

/**
 * Reads what all kinds share. Throws a UserError of kind "model" that names the field at fault, or what the file does to
 * texts that is not done here: truncation, padding, tokens that take their surroundings into account.
 */
export function readFrame(value: unknown): Frame {
  const frame = parseAs(frameSchema, value, "model", FILE);
  for (const name of ["truncation", "padding"] as const) {
    if ((frame[name] ?? null) !== null) throw refused(`has ${name}, which is not known here`);
  }
  for (const token of frame.added_tokens) {
    const odd = (["single_word", "lstrip", "rstrip"] as const).find((name) => token[name]);
    if (odd !== undefined) {
      throw refused(`added token ${JSON.stringify(token.content)} has ${odd}, which is not known here`);
    }
  }
  return frame;
}

/**
 * A part of a file by its type: read by the schema of that type among those `known`, undefined where the file has none.
 * Throws a UserError of kind "model" that names the part for another type, or other settings.
 */
export function readPart<T>(
  frame: Frame,
  name: PartName,
  known: Readonly<Record<string, z.ZodType<T>>>,
): T | undefined {
  const part = frame[name] ?? null;
  if (part === null) return undefined;
  const { type } = parseAs(typed, part, "model", `${FILE}: ${name}`);
  const schema = Object.hasOwn(known, type) ? known[type] : undefined;
  if (schema === undefined) {
    const names = Object.keys(known);
    throw refused(
      `${name} "${type}" is not known here, only ${names.length > 0 ? names.join(", ") : "none"}`,
    );
  }
  const result = schema.safeParse(part);
  if (result.success) return result.data;
  throw refused(`${name} "${type}" has settings that are not known here: ${firstIssue(result.error)}`);
}

/** The error for a file that is not taken; `reason` goes behind its name. */
export const refused = (reason: string, file = FILE): UserError =>
  new UserError("model", `${file}: ${reason}`);
