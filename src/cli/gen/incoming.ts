import { UserError } from "../../base/errors.ts";

/** A prompt and, when it came from standard input, the number of its line. */
export interface AskedPrompt {
  text: string;
  line?: number;
}

/** Characters that a line of standard input may have. */
const MAX_LINE = 1 << 16;

/**
 * Prompts of standard input, one a line: as many at a time as have come, so that one that is typed or piped alone is there
 * at once and many are there together. Blank lines are skipped but counted. Throws a UserError when there are no prompts.
 */
export async function* incomingPrompts(
  input: ReadableStream<Uint8Array> = Deno.stdin.readable,
): AsyncGenerator<AskedPrompt[]> {
  const decoder = new TextDecoder();
  let begun = "", number = 0, any = false;
  const promptsOf = (lines: readonly string[]): AskedPrompt[] => {
    const prompts = lines.map((text) => ({ text: text.trim(), line: ++number })).filter(({ text }) =>
      text !== ""
    );
    any ||= prompts.length > 0;
    return prompts;
  };
  for await (const bytes of input) {
    begun += decoder.decode(bytes, { stream: true });
    // A line feed may still follow a carriage return at the end.
    const lines = begun.split(/\r\n|\n|\r(?!$)/);
    begun = lines.pop()!;
    const prompts = promptsOf(lines);
    if (prompts.length > 0) yield prompts;
    if (begun.length > MAX_LINE) {
      throw new UserError(
        "input",
        `line ${number + 1} of standard input has more than ${MAX_LINE} characters`,
      );
    }
  }
  const last = promptsOf([begun + decoder.decode()]);
  if (last.length > 0) yield last;
  if (!any) throw new UserError("input", "standard input holds no prompt; give one a line");
}
