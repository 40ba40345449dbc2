import * as z from "zod";
import { UserError } from "../errors.ts";

/** Words that are no labels, comma-separated, by the label that is drawn for them. Saved in `thesaurus.json`. */
export type Thesaurus = Readonly<Record<string, string>>;

const thesaurusSchema = z.record(
  z.string(),
  z.string().max(65536).regex(
    /^[a-z]+( [a-z]+)*(,[a-z]+( [a-z]+)*)*$/,
    "not lower-case words with commas between",
  ),
);

/** Checks a thesaurus from outside. Throws a UserError of kind "model" that names the entry at fault. */
export function parseThesaurus(value: unknown, labels: readonly string[]): Thesaurus {
  const result = thesaurusSchema.safeParse(value);
  if (!result.success) {
    const issue = result.error.issues[0];
    throw new UserError("model", `thesaurus: ${issue?.path.join(".") || "root"}: ${issue?.message}`);
  }
  const known = new Set(labels);
  const stranger = Object.keys(result.data).find((label) => !known.has(label));
  if (stranger !== undefined) {
    throw new UserError("model", `thesaurus: ${JSON.stringify(stranger)} is no label of the model`);
  }
  return result.data;
}
