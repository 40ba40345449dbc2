/** How well a language model predicts texts. */
import type { Context } from "../../base/context.ts";
import { encodedDocuments } from "../../data/text/encoded.ts";
import type { Scan } from "../../data/text/scan.ts";
import type { TextSession } from "../../tasks/text/complete.ts";
import { addSums, figuresOf, noSums, type TextFigures } from "./figures.ts";
import { judgeDocuments } from "./likelihood.ts";

/** How much is judged, and what is told. */
export interface TextOptions {
  /** Tokens that are judged at most, from the beginning; all unless told otherwise. */
  maxTokens?: number | undefined;
  /** Whether each document is told by itself. */
  byDocument: boolean;
}

/** A document, or as much of it as was judged. */
export interface DocumentFigures extends TextFigures {
  /** Its file, and which of several documents there. */
  name: string;
}

/** Figures of all texts together. */
export interface JudgedTexts extends TextFigures {
  /** Documents that were judged. */
  documents: number;
  /** Whether the texts have more tokens than were to be judged. */
  cut: boolean;
  byDocument?: DocumentFigures[];
}

/** Judges texts, which are read as a stream. Throws the reason of a signal that is aborted. */
export async function judgeTexts(
  session: TextSession,
  { texts, bytes }: Pick<Scan, "texts" | "bytes">,
  { maxTokens = Infinity, byDocument }: TextOptions,
  { progress, signal }: Pick<Context, "progress" | "signal">,
): Promise<JudgedTexts> {
  const all = noSums(), list: DocumentFigures[] = [];
  let documents = 0, cut = false;
  const judge = judgeDocuments(session, (sums) => {
    signal.throwIfAborted();
    addSums(all, sums);
    const detail = `${(all.nats / Math.LN2 / all.bytes).toFixed(3)} bits/byte`;
    if (maxTokens < Infinity) progress("tokens judged", all.tokens, maxTokens, detail);
    else progress("bytes judged", all.bytes, Math.max(bytes, all.bytes), detail);
  });
  let left = maxTokens;
  for (const text of texts) {
    let number = 1, begun = false;
    const end = async (whole: boolean) => {
      const sums = await judge.end(whole);
      const name = number === 1 ? text.name : `${text.name} (${number})`;
      if (byDocument) list.push({ name, ...figuresOf(sums) });
      begun = false;
      number++;
      documents++;
    };
    for await (const ids of encodedDocuments(text, session.tokenizer)) {
      signal.throwIfAborted();
      // A document's end is a token, too.
      const count = ids?.length ?? 1;
      cut = count > left;
      if (ids !== undefined && left > 0) {
        begun = true;
        await judge.take(ids.slice(0, left));
      }
      if (cut) break;
      left -= count;
      if (ids === undefined) await end(true);
    }
    if (begun) await end(false);
    if (cut) break;
  }
  return { ...figuresOf(all), documents, cut, ...byDocument && { byDocument: list } };
}
