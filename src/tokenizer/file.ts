import * as z from "zod";
import { UserError } from "../errors.ts";
import { parseJson } from "../json.ts";
import { type CharacterTokenizer, characterTokenizer } from "./character.ts";

/** What `tokenizer.json` holds; the ids follow from it alone. */
export const tokenizerSchema = z.strictObject({
  type: z.literal("character"),
  /** Each must be one column wide and no command to a terminal. */
  characters: z.string().max(95).regex(/^[ -~]+$/, "not printable ASCII"),
  spaceRuns: z.array(z.int().min(2).max(64)).max(16),
  styles: z.array(z.string().regex(/^[a-z]{1,16}$/)).min(1).max(64),
  maxWidth: z.int().min(1).max(512),
  maxHeight: z.int().min(1).max(512),
});
export type TokenizerData = z.infer<typeof tokenizerSchema>;

/** Text of `tokenizer.json`. */
export function saveTokenizer(tokenizer: CharacterTokenizer): string {
  return JSON.stringify(tokenizer.data) + "\n";
}

/** Reads `tokenizer.json`; throws a UserError that names the field at fault. */
export function loadTokenizer(json: string): CharacterTokenizer {
  let value: unknown;
  try {
    value = parseJson(json);
  } catch (error) {
    throw new UserError("model", `tokenizer.json ${error instanceof Error ? error.message : error}`);
  }
  const result = tokenizerSchema.safeParse(value);
  if (!result.success) {
    const issue = result.error.issues[0];
    throw new UserError("model", `tokenizer.json: ${issue?.path.join(".") || "root"}: ${issue?.message}`);
  }
  return characterTokenizer(result.data);
}
