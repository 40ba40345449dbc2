/** How likely a language model finds documents: each token by those before it in its document. */
import { UserError } from "../../base/errors.ts";
import { beginAgain, type Read, readAhead } from "../../inference/reading.ts";
import type { TextSession } from "../../tasks/text/complete.ts";
import { textState } from "../../tasks/text/state.ts";
import { addToken, noSums, type Scored, type Sums } from "./figures.ts";

/** Takes documents, one after the other. */
export interface DocumentJudge {
  /** The next tokens of a document. */
  take(ids: readonly number[]): Promise<void>;
  /** Ends a document, whose end is predicted as well if it is whole. Returns what was summed up over it. */
  end(whole: boolean): Promise<Sums>;
}

/**
 * Judges documents in chunks, with the key-value cache: no token is read twice, unless places end (learned ones), where half of
 * the window is read again. `onChunk` is handed the tokens of each chunk. Throws a UserError of kind "model" for a network that
 * gives no probabilities.
 */
export function judgeDocuments(
  session: TextSession,
  onChunk: (tokens: readonly Scored[]) => void = () => {},
): DocumentJudge {
  const { ports, config: { window }, tokenizer: { separator } } = session;
  const decoder = session.start(1);
  /** Tokens of the document that are not taken in yet, behind the last that was predicted, and what has been summed up. */
  let waiting: number[], document: Sums, sequence: Read;
  const begin = () => {
    [waiting, document] = [[separator], noSums()];
    sequence = { state: textState(ports, 0, separator), row: 0, taken: [], pending: [] };
    decoder.forget(0);
  };
  const roomOf = ({ state, taken }: Read) =>
    state.restart === undefined ? Infinity : Math.max(1, window - taken.length);
  /** Takes tokens in until no more than `most` are left; the last one of them has nothing to predict yet. */
  const takeIn = async (most: number) => {
    let at = 0;
    while (waiting.length - at > most) {
      const count = Math.min(decoder.chunk, roomOf(sequence), waiting.length - at - 1);
      sequence.pending = waiting.slice(at, at + count);
      beginAgain(session, decoder, sequence);
      const logits = await readAhead(session, decoder, sequence, 0);
      if (logits === undefined) throw new Error("there was nothing to read");
      const targets = waiting.slice(at + 1, at + 1 + count);
      const tokens = score(session, logits.subarray(-count * ports.vocabulary), targets, document.tokens);
      for (const token of tokens) addToken(document, token);
      onChunk(tokens);
      at += count;
    }
    waiting = waiting.slice(at);
  };
  begin();
  return {
    async take(ids) {
      for (const id of ids) waiting.push(id);
      await takeIn(decoder.chunk);
    },
    async end(whole) {
      if (whole) waiting.push(separator);
      await takeIn(1);
      const sums = document;
      begin();
      return sums;
    },
  };
}

/** Targets by the logits [n, vocabulary] before each of them; the first is at a place of its document. */
function score(
  { tokenizer, ports: { vocabulary } }: TextSession,
  logits: Float32Array,
  targets: readonly number[],
  place: number,
): Scored[] {
  return targets.map((id, row) => {
    const at = logits.subarray(row * vocabulary, (row + 1) * vocabulary), own = at[id]!;
    let highest = -Infinity, sum = 0, rank = 0;
    for (let other = 0; other < vocabulary; other++) if (at[other]! > highest) highest = at[other]!;
    for (let other = 0; other < vocabulary; other++) {
      sum += Math.exp(at[other]! - highest);
      // Of equals the first counts as the likelier one.
      if (at[other]! > own || at[other] === own && other < id) rank++;
    }
    const nats = highest + Math.log(sum) - own;
    if (!Number.isFinite(nats)) {
      throw new UserError("model", "the network gives no probabilities: its numbers are not finite");
    }
    const unknown = id === tokenizer.unknown, bytes = tokenizer.bytesOf(id);
    return { id, bytes, nats, rank, confidence: 1 / sum, place: place + row, unknown };
  });
}
