import type { Subject } from "../../art/render/render.ts";
import type { Bundle } from "../../bundle/bundle.ts";
import { UserError } from "../../errors.ts";
import { readBytes } from "../../files.ts";
import { nearestCommand } from "../commands.ts";
import type { GenOptions } from "./options.ts";

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

/** What is drawn for a prompt, and what a user should know of that. */
export interface NotedSubject extends Subject {
  notes: string[];
}

/** The style whose drawings spell their prompt. */
const BANNER = "banner";

/**
 * Finds the word that a prompt is drawn by. Throws a UserError of kind "input" when there is none or, with `strict`, when
 * it is not the very word that was asked for; with `any` the nearest word is drawn where there is none.
 */
export async function subjectOf(
  prompt: string,
  style: string,
  bundle: Pick<Bundle, "config" | "thesaurus" | "tokenizer">,
  options: Pick<GenOptions, "strict" | "any">,
): Promise<NotedSubject> {
  const { labels } = bundle.config;
  const plain = prompt.toLowerCase();
  // A label needs no more code and data to be read. All that the thesaurus says of labels are plurals.
  if (prompt === "" || (labels.includes(plain) && !plain.endsWith("s"))) {
    return { drawn: plain, why: "label", omitted: [], notes: [] };
  }
  if (style === BANNER) return spelledOut(prompt, bundle);
  const { isResolved, resolvePrompt } = await import("../../words/resolve.ts");
  const { noteOn, omissionOf, refusalOf } = await import("../../words/explain.ts");
  const result = resolvePrompt(prompt, { labels, thesaurus: bundle.thesaurus });
  const command = nearestCommand(prompt);
  if (command !== undefined && (!isResolved(result) || result.why === "spelling")) {
    const known = isResolved(result) ? `draw "${result.drawn}" by its name, or ` : "";
    throw new UserError("input", `"${prompt}" is unknown: ${known}did you mean "ascii-gen ${command}"?`);
  }
  if (!isResolved(result)) {
    const [nearest] = result.nearest;
    if (!options.any || nearest === undefined) throw new UserError("input", refusalOf(prompt, result));
    const subject = { drawn: nearest, why: "nearest" as const, omitted: [] };
    return { ...subject, notes: [noteOn({ ...subject, asked: prompt })!] };
  }
  const notes = [noteOn(result), omissionOf(result)].filter((note) => note !== undefined);
  if (options.strict && notes.length > 0) {
    throw new UserError("input", `${notes.join("; ")}: refused by --strict`);
  }
  return { drawn: result.drawn, why: result.why, omitted: result.omitted, notes };
}

function spelledOut(text: string, { tokenizer, config }: Pick<Bundle, "config" | "tokenizer">): NotedSubject {
  const known = tokenizer.encodePrompt(text, Infinity).length;
  if (known === 0) {
    throw new UserError("usage", `the prompt ${JSON.stringify(text)} has no character that the model knows`);
  }
  const { promptLength } = config;
  const notes = known > promptLength ? [`only the first ${promptLength} characters of the prompt count`] : [];
  return { drawn: text, why: "label", omitted: [], notes };
}
