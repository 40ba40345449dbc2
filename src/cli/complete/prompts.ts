/** Where prompts come from: words, standard input, a file, or a file of many. */
import { UserError } from "../../base/errors.ts";
import { readBytes, readPlainFile } from "../../base/files.ts";
import { parseJson } from "../../base/json.ts";
import { byteOrderMark, decodeFirst } from "../../base/text.ts";
import { evenLineEnds } from "../../data/text/documents.ts";
import { pipedInput } from "../gen/piped.ts";
import { writeErrorLine } from "../terminal.ts";

/** What stands for standard input. */
const STDIN = "-";
/** Bytes of a file, or of standard input. */
const MOST = 1 << 26;

/** A prompt, and what its completion is called by. */
export interface NamedPrompt {
  prompt: string;
  id?: string | number;
}

/**
 * One prompt: of words, of standard input (`-`, or no words and a pipe), or of a file; of the last two with line ends as models
 * learn them, without the one at the end.
 */
export async function onePrompt(words: readonly string[], file: string | undefined): Promise<string> {
  if (file !== undefined) {
    if (words.length > 0) throw new UserError("usage", "--prompt-file does not go with words of a prompt");
    return textOf(await readText(file));
  }
  if (words.length === 1 && words[0] === STDIN) return textOf(await readText(STDIN));
  if (words.length > 0) return words.join(" ");
  const piped = await pipedInput(undefined, undefined, [
    'say what a text begins with, such as: ascii-gen complete "once upon"',
    '"ascii-gen complete -"',
  ]);
  return piped === undefined ? "" : textOf(await readText(STDIN, piped));
}

/**
 * The prompts of a file, one a line: of `.jsonl` each a JSON string or an object with `prompt` and perhaps `id`. Blank lines
 * are left out. Throws a UserError of kind "input" that names the line at fault.
 */
export async function manyPrompts(file: string): Promise<NamedPrompt[]> {
  const lines = (await readText(file)).split(/\r\n|\n|\r/);
  const isJson = /\.(jsonl|ndjson)$/i.test(file);
  const prompts = lines.flatMap((line, i) => {
    if (line.trim() === "") return [];
    return [isJson ? promptOf(line, `${file}, line ${i + 1}`) : { prompt: line }];
  });
  if (prompts.length === 0) throw new UserError("input", `${nameOf(file)} holds no prompt; give one a line`);
  return prompts;
}

function promptOf(line: string, where: string): NamedPrompt {
  const fail = (reason: string) => new UserError("input", `${where} ${reason}`);
  let value: unknown;
  try {
    value = parseJson(line);
  } catch (error) {
    throw fail(error instanceof Error ? error.message : String(error));
  }
  if (typeof value === "string") return { prompt: value };
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw fail('is neither a text nor an object with "prompt"');
  }
  const stranger = Object.keys(value).find((key) => key !== "prompt" && key !== "id");
  if (stranger !== undefined) throw fail(`has ${JSON.stringify(stranger)}; only "prompt" and "id" are known`);
  if (!("prompt" in value) || typeof value.prompt !== "string") throw fail('has no text "prompt"');
  if (!("id" in value)) return { prompt: value.prompt };
  if (typeof value.id !== "string" && typeof value.id !== "number") {
    throw fail('has an "id" that is no text or number');
  }
  return { prompt: value.prompt, id: value.id };
}

const nameOf = (file: string) => file === STDIN ? "standard input" : file;

async function readText(file: string, piped?: ReadableStream<Uint8Array>): Promise<string> {
  const name = nameOf(file);
  const tooLong = () => new UserError("input", `${name} has more than ${MOST} bytes`);
  const bytes = file === STDIN
    ? await readBytes(piped ?? Deno.stdin.readable, MOST, tooLong)
    : await readPlainFile(file, MOST);
  const mark = byteOrderMark(bytes);
  const { text, encoding } = decodeFirst(bytes, [mark, "utf-8"]);
  if (text.includes("\0")) throw new UserError("input", `${name} holds bytes of 0: it is no text`);
  if (encoding !== "utf-8") writeErrorLine(`ascii-gen: ${name} is read as ${encoding}`);
  return text;
}

/** A text as models learn texts: line ends of every system alike; without the last one. */
const textOf = (text: string) => evenLineEnds()(text, true).replace(/\n$/, "");
