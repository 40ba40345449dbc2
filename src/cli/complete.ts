import { Command } from "commander";
import { UserError } from "../base/errors.ts";
import type { Fields, Given } from "../base/fields.ts";
import { complete, COMPLETE_FIELDS, type CompleteInput } from "../operations/complete.ts";
import { manyPrompts, onePrompt } from "./complete/prompts.ts";
import { addFields, readFields } from "./flags.ts";
import { endInterrupted, interruptible } from "./interrupt.ts";
import { writeJson } from "./json.ts";
import { modelPlaces } from "./places.ts";
import { contextOf } from "./progress.ts";
import { writeErrorLine, writeOut, writeText } from "./terminal.ts";

const PRINT_FIELDS = {
  promptFile: {
    type: "text",
    value: "file",
    text: "the prompt is what this file holds; - for standard input",
  },
  prompts: {
    type: "text",
    value: "file",
    text:
      "many prompts, one a line (.jsonl: JSON texts, or objects with prompt and id); prints a JSON line for each text",
  },
  json: { type: "switch", text: "print one JSON object when all is there" },
  verbose: {
    type: "switch",
    short: "v",
    text: "also tell the seed, the number of tokens and why it ended, on standard error",
  },
} as const satisfies Fields;

/** `ascii-gen complete`: goes on from a text as a language model says. */
export function command(): Command {
  const command = new Command("ascii-gen complete")
    .description(
      "Goes on from a text as a language model says that was trained with `deno task train notes.txt`.",
    )
    .argument(
      "[prompt...]",
      'beginning of the text; "-" reads it from standard input, as a pipe does without "-"',
    );
  addFields(command, { ...COMPLETE_FIELDS, ...PRINT_FIELDS });
  return command.action(async (words: string[], flags: Record<string, unknown>) => {
    const input = { ...readFields(COMPLETE_FIELDS, flags), places: modelPlaces() };
    const printing = readFields(PRINT_FIELDS, flags);
    const interrupted = await interruptible((signal) => run(input, words, printing, signal));
    if (interrupted) endInterrupted();
  });
}

/** Completes and prints; says whether that was interrupted. */
async function run(
  input: CompleteInput,
  words: readonly string[],
  printing: Given<typeof PRINT_FIELDS>,
  signal: AbortSignal,
): Promise<boolean> {
  const { promptFile, prompts, json = false, verbose = false } = printing;
  if (prompts !== undefined) {
    if (words.length > 0 || promptFile !== undefined || json) {
      throw new UserError("usage", "--prompts takes no other prompt, and no --json: it prints JSON lines");
    }
    await completeMany(input, prompts, signal);
    return signal.aborted;
  }
  const prompt = await onePrompt(words, promptFile);
  const alone = !json && (input.count ?? 1) === 1;
  let begun = false;
  // Where there is no model, nothing is printed.
  const onText = (text: string) => {
    writeText(begun ? text : prompt + text);
    begun = true;
  };
  const result = await complete({ ...input, prompt, ...alone && { onText } }, contextOf(signal));
  const { model, seed, completions } = result;
  if (alone) onText("\n");
  else if (json) {
    writeJson({ model, prompt, seed, completions: completions.map(({ prompt: _, ...each }) => each) });
  } else writeText(completions.map(({ text }) => `${prompt}${text}\n`).join("\n"));
  if (verbose) {
    for (const each of completions) {
      writeErrorLine(`seed ${each.seed}, ${each.tokens} tokens, ended by: ${each.finish}`);
    }
  }
  return signal.aborted;
}

/** Completes the prompts of a file side by side, and prints a JSON line for each text as soon as those before are there. */
async function completeMany(input: CompleteInput, file: string, signal: AbortSignal): Promise<void> {
  const prompts = await manyPrompts(file);
  const ids = prompts.flatMap(({ id }) => Array.from({ length: input.count ?? 1 }, () => id));
  let line = 0;
  await complete({
    ...input,
    prompts: prompts.map(({ prompt }) => prompt),
    onCompletion(completion) {
      const id = ids[line++];
      writeOut(`${JSON.stringify({ ...id !== undefined && { id }, ...completion })}\n`);
    },
  }, contextOf(signal));
}
