import type { Bundle } from "../../bundle/bundle.ts";
import { UserError } from "../../errors.ts";
import { readBytes } from "../../files.ts";
import { resolvePrompt } from "../../model/labels.ts";
import { nearestCommand } from "../commands.ts";

/** A prompt and, when it came from standard input, the number of its line. */
export interface AskedPrompt {
  text: string;
  line?: number;
}

/** What stands for a prompt on the command line when the prompts come from standard input. */
export const FROM_STDIN = "-";
/** Standard input may hold so many bytes of prompts. */
const MAX_INPUT = 1 << 20;

/** Prompts of a text, one a line; blank lines are skipped but counted. */
export function promptsOf(text: string): AskedPrompt[] {
  return text.split(/\r\n|\n|\r/)
    .map((line, index) => ({ text: line.trim(), line: index + 1 }))
    .filter(({ text }) => text !== "");
}

/** Reads all prompts from standard input. Throws a UserError when there are none, or far too many. */
export async function readPrompts(
  input: ReadableStream<Uint8Array> = Deno.stdin.readable,
): Promise<AskedPrompt[]> {
  const tooLong = () =>
    new UserError("input", `standard input holds more than ${MAX_INPUT} bytes of prompts`);
  const prompts = promptsOf(new TextDecoder().decode(await readBytes(input, MAX_INPUT, tooLong)));
  if (prompts.length === 0) {
    throw new UserError("input", "standard input holds no prompt; give one a line");
  }
  return prompts;
}

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
