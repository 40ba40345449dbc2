import { FEATURES, FIELD, type SequenceState } from "../model/features.ts";
import type { ModelSession } from "./session.ts";

/** Tokens that a sequence begins with (at least one) and the state that computes its inputs. */
export interface DecodeSequence {
  prefix: readonly number[];
  state: SequenceState;
}

/** Sequences that go on with the same tokens, most often one, and how each next token is chosen. */
export interface DecodeRow {
  sequences: readonly DecodeSequence[];
  /** Chooses the token that follows from each sequence's logits [vocabulary]; undefined ends the row. */
  next(logits: readonly Float32Array[]): number | undefined;
}

/** Decodes rows side by side until each has ended. */
export async function decode(session: ModelSession, rows: readonly DecodeRow[]): Promise<void> {
  const vocabulary = session.tokenizer.vocabularySize;
  const sequences = rows.flatMap((row) => row.sequences);
  const decoder = session.start(sequences.length);
  let pending = sequences.map(({ prefix }) => prefix);
  while (pending.some((tokens) => tokens.length > 0)) {
    const counts = pending.map((tokens) => tokens.length);
    const time = Math.max(...counts);
    const { indices, field } = decoder.inputs(time);
    sequences.forEach(({ state }, i) => {
      pending[i]!.forEach((token, t) => {
        const at = i * time + t;
        state.advance(token, indices, at * FEATURES, field, at * FIELD);
      });
    });
    const logits = await decoder.step(time, counts);
    const after = counts.map((count, i) => {
      const from = (i * time + count - 1) * vocabulary;
      return logits.subarray(from, from + vocabulary);
    });
    let first = 0;
    pending = rows.flatMap((row) => {
      const ended = counts[first] === 0;
      const own = after.slice(first, first += row.sequences.length);
      const token = ended ? undefined : row.next(own);
      return own.map(() => token === undefined ? [] : [token]);
    });
  }
}
