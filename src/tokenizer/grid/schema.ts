import * as z from "zod";

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
