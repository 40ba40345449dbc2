import type { Bundle } from "../../bundle/bundle.ts";
import { UserError } from "../../errors.ts";
import { resolvePrompt } from "../../model/labels.ts";
import { nearestCommand } from "../commands.ts";

/** What stands for a prompt on the command line when the prompts come from standard input. */
export const FROM_STDIN = "-";
/** The words to draw for a prompt, and what a user should know about them. */
export interface Subject {
  text: string;
  notes: string[];
}

/**
 * Finds the words that a prompt is drawn by. Throws a UserError when the model can read no character of the prompt or,
 * if `strict`, when the words are others than were asked for.
 */
export function subjectOf(
  prompt: string,
  style: string,
  { config, thesaurus, tokenizer }: Pick<Bundle, "config" | "thesaurus" | "tokenizer">,
  strict: boolean,
): Subject {
  const { label, text, replaced } = resolvePrompt({ prompt, style }, config.labels, thesaurus);
  const notes: string[] = [];
  if (label < 0) {
    if (strict) {
      throw new UserError(
        "input",
        `the model knows no word of ${JSON.stringify(prompt)}; try one such as "cat"`,
      );
    }
    const command = nearestCommand(prompt);
    if (command !== undefined) {
      notes.push(`the model knows no "${prompt}"; did you mean the command "ascii-gen ${command}"?`);
    }
  }
  if (replaced !== undefined) {
    if (strict) {
      throw new UserError("input", `the model does not know "${replaced}"; the nearest is "${text}"`);
    }
    notes.push(`"${replaced}" is drawn as "${text}"`);
  }
  const known = tokenizer.encodePrompt(text, Infinity).length;
  if (known === 0) {
    throw new UserError(
      "usage",
      `the prompt ${JSON.stringify(prompt)} has no character that the model knows`,
    );
  }
  if (known > config.promptLength) {
    notes.push(`only the first ${config.promptLength} characters of the prompt count`);
  }
  return { text, notes };
}
