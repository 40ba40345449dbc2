/** Texts that go on as a language model says. */
import { checked } from "../base/check.ts";
import type { Context } from "../base/context.ts";
import type { Fields, Given } from "../base/fields.ts";
import { readTextBundle } from "../tasks/text/bundle.ts";
import {
  complete as completeTexts,
  type Completion,
  openTextSession,
  SAMPLING_FIELDS,
} from "../tasks/text/complete.ts";
import { COUNT_FIELD, SEED_FIELD, TEXT_MODEL_FIELD } from "./fields.ts";
import { findModel } from "./models.ts";

export const COMPLETE_FIELDS = {
  model: TEXT_MODEL_FIELD,
  ...SAMPLING_FIELDS,
  count: { ...COUNT_FIELD, text: "texts of each prompt, each with the next seed" },
  seed: { ...SEED_FIELD, usual: "another each time" },
} as const satisfies Fields;

/** What is to be completed. */
export type CompleteInput = Given<typeof COMPLETE_FIELDS> & {
  /** The beginning of the text; nothing unless told otherwise. */
  prompt?: string;
  /** Several of them instead, which are completed side by side. */
  prompts?: readonly string[];
  /** Where models are looked for (models.ts). */
  places?: readonly string[];
  /** Takes pieces of the texts as they come, with the number of the text. */
  onText?: (text: string, index: number) => void;
  /** Takes whole completions, in the order of their prompts, as soon as those before are there as well. */
  onCompletion?: (completion: PromptCompletion) => void;
};

/** A text, what it began with, and by which seed it went on. */
export interface PromptCompletion extends Completion {
  prompt: string;
  seed: number;
}

export interface CompleteResult {
  /** Folder of the model. */
  model: string;
  /** Of the first text. */
  seed: number;
  /** Of each prompt in turn as many as were asked for. */
  completions: PromptCompletion[];
}

/** Completes prompts. Throws a UserError for values out of range, and where no such model is found. */
export async function complete(input: CompleteInput, { signal }: Context): Promise<CompleteResult> {
  const { prompt = "", prompts = [prompt], places, onText, onCompletion, ...given } = input;
  const { count, model, seed: first, ...sampling } = checked(COMPLETE_FIELDS, given);
  const path = await findModel(model, { task: "text", places });
  const seed = first ?? crypto.getRandomValues(new Uint32Array(1))[0]!;
  const requests = prompts.flatMap((prompt) => Array.from({ length: count }, () => prompt))
    .map((prompt, i) => ({ ...sampling, prompt, seed: seed + i }));
  const named = ({ text, tokens, finish }: Completion, index: number): PromptCompletion => {
    const { prompt, seed } = requests[index]!;
    return { prompt, text, tokens, finish, seed };
  };
  const session = await openTextSession(await readTextBundle(path));
  try {
    const done = inOrder((completion: PromptCompletion) => onCompletion?.(completion));
    const completions = await completeTexts(session, requests, {
      ...onText && { text: onText },
      done: (completion, index) => done(named(completion, index), index),
    }, signal);
    return { model: path, seed, completions: completions.map(named) };
  } finally {
    await session.close();
  }
}

/** Hands on what comes with its number in any order, in the order of the numbers. */
function inOrder<T>(take: (value: T) => void): (value: T, index: number) => void {
  const waiting = new Map<number, T>();
  let next = 0;
  return (value, index) => {
    waiting.set(index, value);
    for (let first; (first = waiting.get(next)) !== undefined; next++) {
      waiting.delete(next);
      take(first);
    }
  };
}
