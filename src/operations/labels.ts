/** The words that a model knows, and the fonts of banners. */
import { FONT_NAMES } from "../art/banner/fonts.ts";
import { UserError } from "../base/errors.ts";
import type { Fields, Given } from "../base/fields.ts";
import { noteOn, refusalOf } from "../words/explain.ts";
import { isResolved, resolvePrompt, type Vocabulary } from "../words/resolve.ts";
import { openBundle } from "./default_bundle.ts";
import { MODEL_FIELD } from "./fields.ts";

export const LABELS_FIELDS = {
  fonts: { type: "switch", text: "list the fonts of banners instead" },
  model: MODEL_FIELD,
} as const satisfies Fields;

/** Which words are looked for. */
export type LabelsInput = Given<typeof LABELS_FIELDS> & {
  /** Part of a word; all words unless told otherwise. */
  text?: string;
};

export interface LabelsResult {
  labels: string[];
  /** Why another word than the text is there. */
  note?: string;
}

/**
 * Words that contain a text, in alphabetical order, or else the one that is drawn for it. Throws a UserError of kind "input"
 * when there is neither.
 */
export async function labels({ text = "", fonts = false, model }: LabelsInput): Promise<LabelsResult> {
  const part = text.trim().toLowerCase();
  return fonts ? { labels: findFonts(part) } : findLabels(part, await vocabularyOf(model));
}

/** What a shell completes a text with. */
export async function completions({ text = "", model }: LabelsInput): Promise<string[]> {
  return completionsOf(text.trim().toLowerCase(), await vocabularyOf(model));
}

/** The words of a model, the built-in one unless told otherwise. */
async function vocabularyOf(model: string | undefined): Promise<Vocabulary> {
  const { album: { labels }, thesaurus } = await openBundle(model);
  return { labels, thesaurus };
}

/** Fonts whose names contain a text. Throws a UserError of kind "input" when there is none. */
function findFonts(text: string): string[] {
  const found = FONT_NAMES.filter((name) => name.includes(text));
  if (found.length > 0) return found;
  throw new UserError("input", `there is no font with ${JSON.stringify(text)} in its name`);
}

/**
 * Labels that contain a text, in alphabetical order, or else the one that is drawn for it, with a note that says why.
 * Throws a UserError of kind "input" when there is neither.
 */
export function findLabels(text: string, vocabulary: Vocabulary): LabelsResult {
  const found = vocabulary.labels.filter((label) => label.includes(text)).sort();
  if (found.length > 0) return { labels: found };
  const result = resolvePrompt(text, vocabulary);
  if (!isResolved(result)) throw new UserError("input", refusalOf(text, result, false));
  const note = noteOn(result);
  return { labels: [result.drawn], ...note === undefined ? {} : { note } };
}

/** Single words that begin with a text or, if there are none, the one that is drawn for it. */
export function completionsOf(text: string, vocabulary: Vocabulary): string[] {
  const found = vocabulary.labels.filter((label) => label.startsWith(text) && !label.includes(" ")).sort();
  if (found.length > 0) return found;
  const result = resolvePrompt(text, vocabulary);
  if (isResolved(result)) return [result.meant ?? result.drawn];
  return [];
}
