/** A text as Ollama streams it: a line of JSON for each token. */
import * as z from "zod";
import { UserError } from "../../base/errors.ts";
import { TemporaryError } from "../../data/fetch/retry.ts";
import { linesOf } from "./lines.ts";
import { inLine } from "./words.ts";

/** What a model is asked for. */
export interface GenerateRequest {
  model: string;
  system?: string;
  prompt: string;
  options: { seed: number; temperature: number; num_predict: number };
  /** Characters after which the answer is given up, and counts as cut off. */
  most: number;
}

/** An answer. */
export interface Generated {
  text: string;
  /** Whether it was cut off: by the limit of tokens, or that of characters. */
  unfinished: boolean;
  /** As Ollama counts them; 0 where it does not tell. */
  tokens: number;
}

/** Bytes of a line: the last has the ids of all tokens. */
const MOST_LINE = 1 << 24;

const lineSchema = z.object({
  response: z.string().default(""),
  done: z.boolean().default(false),
  done_reason: z.string().optional(),
  eval_count: z.number().optional(),
  error: z.string().optional(),
});

/**
 * Reads an answer to its last line; `onLine` is called for each, which shows that it still lives. What has no such line, or
 * tells an error on its way, is no answer: a TemporaryError.
 */
export async function readGenerated(
  body: AsyncIterable<Uint8Array>,
  most: number,
  address: string,
  onLine: () => void,
): Promise<Generated> {
  const parts: string[] = [];
  let characters = 0;
  for await (const text of linesOf(body, MOST_LINE)) {
    onLine();
    const line = parsed(text);
    if (line.error !== undefined) throw new TemporaryError(`it tells an error: ${inLine(line.error)}`);
    parts.push(line.response);
    characters += line.response.length;
    if (characters > most) {
      return { text: parts.join("").slice(0, most), unfinished: true, tokens: parts.length };
    }
    if (!line.done) continue;
    const { done_reason: reason, eval_count: tokens = 0 } = line;
    // It says so where it only loaded the model, or put it away.
    if (reason === "load" || reason === "unload") {
      throw new TemporaryError(`it did no more than ${reason} the model`);
    }
    return { text: parts.join(""), unfinished: reason === "length", tokens };
  }
  if (characters > 0 || parts.length > 0) throw new TemporaryError("its answer was cut short");
  throw new TemporaryError(`${address} answered nothing`);
}

function parsed(text: string): z.infer<typeof lineSchema> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new TemporaryError(`a line of its answer is no JSON: ${JSON.stringify(text.slice(0, 40))}`, {
      cause,
    });
  }
  const line = lineSchema.safeParse(value);
  if (line.success) return line.data;
  throw new UserError(
    "environment",
    `an answer is not of Ollama's form: ${JSON.stringify(text.slice(0, 80))}`,
  );
}
