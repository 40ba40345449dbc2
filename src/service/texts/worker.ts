/** A thread that completes texts for many, with one language model. */
import { shareRuntime } from "../../inference/runtime/native.ts";
import { openCompleter } from "../../tasks/text/beside.ts";
import { readTextBundle } from "../../tasks/text/bundle.ts";
import { type Completion, type CompletionRequest, openTextSession } from "../../tasks/text/complete.ts";
import { answerMany } from "../threads/answering.ts";

export interface TextSetup {
  /** Folder of the model. */
  model: string;
  /** Texts side by side. */
  rows: number;
  /** Where the thread that asks has loaded onnxruntime from, if others can. */
  library: string | undefined;
}

export interface TextQuestion {
  request: CompletionRequest;
  /** Whether its text is to be told while it is made. */
  text: boolean;
}

answerMany<TextSetup, TextQuestion, string, Completion>(async ({ model, rows, library }) => {
  if (library !== undefined) await shareRuntime(library);
  const complete = openCompleter(await openTextSession(await readTextBundle(model)), rows);
  return ({ request, text }, tell, signal) => complete(request, text ? tell : () => {}, signal);
});
