/** How well a language model predicts texts. */
import type { Context } from "../../base/context.ts";
import { encodedDocuments, type EncodedPiece } from "../../data/text/encoded.ts";
import type { HeldOut } from "../../data/text/held_out.ts";
import type { Scan } from "../../data/text/scan.ts";
import type { TextSession } from "../../tasks/text/complete.ts";
import type { Tokenizer } from "../../tokenizer/tokenizer.ts";
import { addToken, figuresOf, noSums, type TextFigures } from "./figures.ts";
import { judgeDocuments } from "./likelihood.ts";
import { openTally, type Tally } from "./tally.ts";

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
export interface JudgedTexts extends TextFigures, Tally {
  /** Characters (Unicode code points) that were judged, and what a model of characters would be told by. */
  characters: number;
  bitsPerCharacter: number;
  /** Documents that were judged. */
  documents: number;
  /** Whether the texts have more tokens than were to be judged. */
  cut: boolean;
  /** Those that are predicted worst, the worst first, and best, of several. */
  worst: DocumentFigures[];
  best: DocumentFigures[];
  byDocument?: DocumentFigures[];
}

/** Documents at either end that are told. */
const EXTREME = 5;

/** A piece of a document, in order; undefined where it ends, which is not predicted where it may go on. */
interface Judged {
  name: string;
  piece: EncodedPiece | undefined;
  goesOn?: boolean;
}

/** What is judged, piece by piece, and about how many bytes that is. */
export interface Pieces {
  pieces: AsyncIterable<Judged> | Iterable<Judged>;
  bytes: number;
}

/** All documents of files, which are read as a stream. */
export function piecesOfFiles({ texts, bytes }: Pick<Scan, "texts" | "bytes">, tokenizer: Tokenizer): Pieces {
  async function* pieces(): AsyncGenerator<Judged> {
    for (const text of texts) {
      let number = 1;
      for await (const piece of encodedDocuments(text, tokenizer)) {
        yield { name: number === 1 ? text.name : `${text.name} (${number})`, piece };
        if (piece === undefined) number++;
      }
    }
  }
  return { pieces: pieces(), bytes };
}

/** Texts in memory, which may go on elsewhere. */
export function piecesOfTexts(documents: readonly HeldOut[], tokenizer: Tokenizer): Pieces {
  function* pieces(): Generator<Judged> {
    for (const { name, text } of documents) {
      yield { name, piece: { text, ids: tokenizer.encode(text) } };
      yield { name, piece: undefined, goesOn: true };
    }
  }
  const bytes = documents.reduce((sum, { text }) => sum + new TextEncoder().encode(text).length, 0);
  return { pieces: pieces(), bytes };
}

/** Judges texts. Throws the reason of a signal that is aborted. */
export async function judgeTexts(
  session: TextSession,
  { pieces, bytes }: Pieces,
  { maxTokens = Infinity, byDocument }: TextOptions,
  { progress, signal }: Pick<Context, "progress" | "signal">,
): Promise<JudgedTexts> {
  const { tokenizer } = session;
  const all = noSums(), list: DocumentFigures[] = [], tally = openTally();
  let documents = 0, characters = 0, cut = false;
  const judge = judgeDocuments(session, (tokens) => {
    signal.throwIfAborted();
    for (const token of tokens) addToken(all, token);
    tally.add(tokens);
    const detail = `${(all.nats / Math.LN2 / all.bytes).toFixed(3)} bits/byte`;
    if (maxTokens < Infinity) progress("tokens judged", all.tokens, maxTokens, detail);
    else progress("bytes judged", all.bytes, Math.max(bytes, all.bytes), detail);
  });
  let left = maxTokens, begun = "";
  const end = async (name: string, whole: boolean) => {
    const sums = await judge.end(whole);
    tally.endDocument();
    list.push({ name, ...figuresOf(sums) });
    begun = "";
    documents++;
  };
  for await (const { name, piece, goesOn = false } of pieces) {
    signal.throwIfAborted();
    // A document's end is a token, too.
    const count = piece?.ids.length ?? Number(!goesOn);
    cut = count > left;
    if (piece !== undefined && left > 0) {
      const ids = piece.ids.slice(0, left);
      begun = name;
      characters += lengthOf(cut ? tokenizer.decode(ids) : piece.text);
      await judge.take(ids);
    }
    if (cut) break;
    left -= count;
    if (piece === undefined) await end(name, !goesOn);
  }
  if (begun !== "") await end(begun, false);
  return {
    ...figuresOf(all),
    ...{ characters, bitsPerCharacter: all.nats / Math.LN2 / characters, documents, cut },
    ...tally.told(),
    ...extremesOf(list),
    ...byDocument && { byDocument: list },
  };
}

function extremesOf(list: readonly DocumentFigures[]): Pick<JudgedTexts, "worst" | "best"> {
  if (list.length < 2) return { worst: [], best: [] };
  const sorted = list.toSorted((a, b) => b.bitsPerByte - a.bitsPerByte);
  const most = Math.min(EXTREME, sorted.length >> 1);
  return { worst: sorted.slice(0, most), best: sorted.slice(-most).reverse() };
}

/** Code points of a text. */
function lengthOf(text: string): number {
  let length = 0;
  for (const _ of text) length++;
  return length;
}
