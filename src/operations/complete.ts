/** Texts that go on as a language model says. */
import { join } from "node:path";
import { checked } from "../base/check.ts";
import type { Context } from "../base/context.ts";
import { UserError } from "../base/errors.ts";
import type { Fields, Given } from "../base/fields.ts";
import { readTextBundle } from "../tasks/text/bundle.ts";
import {
  complete as completeTexts,
  type Completion,
  openTextSession,
  SAMPLING_FIELDS,
} from "../tasks/text/complete.ts";
import { COUNT_FIELD, SEED_FIELD } from "./fields.ts";

export const COMPLETE_FIELDS = {
  model: {
    type: "text",
    value: "folder",
    short: "m",
    text: "language model: a folder, or one of those in models/ by name",
  },
  ...SAMPLING_FIELDS,
  count: { ...COUNT_FIELD, text: "texts, each with the next seed" },
  seed: { ...SEED_FIELD, usual: "another each time" },
} as const satisfies Fields;

/** What is to be completed. */
export type CompleteInput = Given<typeof COMPLETE_FIELDS> & {
  prompt?: string;
  /** Takes pieces of the text as they come, with the number of the text. */
  onText?: (text: string, index: number) => void;
};

export interface CompleteResult {
  /** Of the first text. */
  seed: number;
  completions: Completion[];
}

/** Completes a prompt. Throws a UserError where there is no such model. */
export async function complete(input: CompleteInput, { signal }: Context): Promise<CompleteResult> {
  const { model, prompt = "", onText, ...given } = input;
  if (model === undefined) {
    throw new UserError(
      "usage",
      'name a language model, such as: ascii-gen complete --model notes "once upon"',
    );
  }
  const { count, model: _, ...sampling } = checked(COMPLETE_FIELDS, given);
  const seed = given.seed ?? crypto.getRandomValues(new Uint32Array(1))[0]!;
  const session = await openTextSession(await readTextBundle(await modelFolder(model)));
  try {
    const requests = Array.from({ length: count }, (_, i) => ({ ...sampling, prompt, seed: seed + i }));
    return { seed, completions: await completeTexts(session, requests, onText, signal) };
  } finally {
    await session.close();
  }
}

/** The folder of a model: a path, or one of those in models/ by its name. */
async function modelFolder(model: string): Promise<string> {
  const isFolder = (path: string) => Deno.stat(path).then(({ isDirectory }) => isDirectory, () => false);
  if (await isFolder(model)) return model;
  const named = join("models", model);
  return await isFolder(named) ? named : model;
}
