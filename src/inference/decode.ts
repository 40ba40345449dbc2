import { FEATURES, FIELD, type SequenceState } from "../model/features.ts";
import type { ModelSession } from "./session.ts";

/** One sequence of a batch: where it starts, and how each next token is chosen. */
export interface DecodeRow {
  /** Tokens to begin with; at least one. */
  prefix: readonly number[];
  state: SequenceState;
  /** Chooses the token that follows from the logits [vocabulary]; undefined ends the sequence. */
  next(logits: Float32Array): number | undefined;
}

/** Decodes sequences side by side until each has ended. */
export async function decode(session: ModelSession, rows: readonly DecodeRow[]): Promise<void> {
  const vocabulary = session.tokenizer.vocabularySize;
  const decoder = session.start(rows.length);
  let pending = rows.map(({ prefix }) => prefix);
  while (pending.some((tokens) => tokens.length > 0)) {
    const counts = pending.map((tokens) => tokens.length);
    const time = Math.max(...counts);
    const { indices, field } = decoder.inputs(time);
    rows.forEach(({ state }, row) => {
      pending[row]!.forEach((token, t) => {
        const at = row * time + t;
        state.advance(token, indices, at * FEATURES, field, at * FIELD);
      });
    });
    const logits = await decoder.step(time, counts);
    pending = rows.map((row, index) => {
      const count = counts[index]!;
      if (count === 0) return [];
      const from = (index * time + count - 1) * vocabulary;
      const token = row.next(logits.subarray(from, from + vocabulary));
      return token === undefined ? [] : [token];
    });
  }
}
