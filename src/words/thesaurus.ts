import * as z from "zod";
import { UserError } from "../base/errors.ts";
import { parseAs } from "../base/schema.ts";

/** How a word is akin to the label that is drawn for it. Where a word has several labels, the first of these counts. */
export const RELATIONS = [
  /** A label that is the plural of another and has hardly a picture of its own. */
  "plural",
  "synonym",
  /** The word is a kind of the label: poodle, dog. */
  "kind",
  /** The label is a kind of the word: animal, dog. */
  "example",
  /** One root: skiing, ski. */
  "root",
  /** The word is a part of the label: trigger, gun. */
  "part",
  /** The word is the name of one: Everest, mountain. */
  "instance",
  /** The label comes to mind at the word: peace, dove. */
  "related",
  "emoji",
  "German",
  "French",
  "Spanish",
  "Italian",
  "Portuguese",
  /** Akin in some way that the bundle does not tell. */
  "similar",
] as const;
export type Relation = typeof RELATIONS[number];

/** By relation and label: words that are no labels, comma-separated, for which the label is drawn. */
export type Thesaurus = Partial<Readonly<Record<Relation, Readonly<Record<string, string>>>>>;

/** Lower-case words with single spaces in between, or emoji without variation selectors and skin tones. */
const ENTRY = String.raw`(?:[\p{Ll}\p{M}]+(?: [\p{Ll}\p{M}]+)*|[\p{Extended_Pictographic}\p{RI}\u200d]+)`;
const wordsSchema = z.string().max(65536)
  .regex(new RegExp(`^${ENTRY}(?:,${ENTRY})*$`, "u"), "not lower-case words with commas between");
const thesaurusSchema = z.partialRecord(z.enum(RELATIONS), z.record(z.string(), wordsSchema));

/**
 * Checks a thesaurus from outside. Older ones have words by label alone. Throws a UserError of kind "model" that names
 * the entry at fault.
 */
export function parseThesaurus(value: unknown, labels: readonly string[]): Thesaurus {
  const thesaurus = check(value);
  const known = new Set(labels);
  const stranger = Object.values(thesaurus).flatMap((byLabel) => Object.keys(byLabel))
    .find((label) => !known.has(label));
  if (stranger !== undefined) {
    throw new UserError("model", `thesaurus: ${JSON.stringify(stranger)} is no label of the model`);
  }
  return thesaurus;
}

function check(value: unknown): Thesaurus {
  const flat = z.record(z.string(), z.string()).safeParse(value);
  const isOld = flat.success && Object.keys(flat.data).length > 0;
  return parseAs(thesaurusSchema, isOld ? { similar: value } : value, "model", "thesaurus");
}
