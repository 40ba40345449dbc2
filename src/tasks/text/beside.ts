/** Texts of many who do not know of each other, completed by one session. */
import { type Decoding, openDecoding } from "../../inference/continuous.ts";
import {
  checkRequest,
  type Completion,
  type CompletionRequest,
  completionRow,
  lawfulTokens,
  type TextSession,
} from "./complete.ts";

/**
 * Completes a text beside all others; `onText` takes pieces of whole characters as soon as they are certain. The same request and
 * seed give the same text, whatever stands beside it. Throws the signal's reason once that is aborted, and a UserError of kind
 * "usage" for a request that cannot be met.
 */
export type Completer = (
  request: CompletionRequest,
  onText: (text: string) => void,
  signal?: AbortSignal,
) => Promise<Completion>;

/** A session that completes at most `rows` texts side by side. */
export function openCompleter(session: TextSession, rows: number): Completer {
  const decoding: Decoding = openDecoding(session, rows);
  const lawful = lawfulTokens(session);
  return async (request, onText, signal) => {
    checkRequest(session, request);
    let completion: Completion | undefined;
    const row = completionRow(session, request, lawful, {
      text: onText,
      done: (done) => completion = done,
    }, signal);
    await decoding.run(row, signal);
    return completion!;
  };
}
