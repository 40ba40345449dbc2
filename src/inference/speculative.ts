/**
 * Speculative decoding (Leviathan et al. 2023; Chen et al. 2023): tokens that are guessed run through the network together, and stay
 * as far as they are those that would have been chosen one by one.
 */
import type { SequenceState } from "../network/ports.ts";
import type { DecodeRow } from "./batch.ts";
import type { Lookahead } from "./lookahead.ts";
import type { Session } from "./session.ts";

/** A row that can guess. */
export type GuessingRow = DecodeRow & Required<Pick<DecodeRow, "guess">>;

/** Not where places end, at which it would have to begin again. */
export const canGuess = (row: DecodeRow): row is GuessingRow =>
  row.guess !== undefined && row.sequences.length === 1 && row.sequences[0]!.state.restart === undefined;

/** Decodes one row by itself until it ends. Says the same as `decode`, but for rounding. */
export async function speculate(
  { ports }: Session,
  { run, keep, time, inputs: { indices, field } }: Lookahead,
  { sequences: [sequence], next, guess }: GuessingRow,
): Promise<void> {
  const { vocabulary, features, field: values } = ports;
  const { prefix, state } = sequence!;
  const indicesAt = (t: number) => indices.subarray(t * features, (t + 1) * features);
  const fieldAt = (t: number) => field.subarray(t * values, (t + 1) * values);
  const write = (by: SequenceState, token: number, t: number) =>
    by.advance(token, indices, t * features, field, t * values);
  /** Inputs that were there as those of a guess. */
  const aside = { indices: new Int32Array(features), field: new Float32Array(values) };
  for (let pending = prefix;;) {
    for (; pending.length > time; pending = pending.slice(time)) {
      for (let t = 0; t < time; t++) write(state, pending[t]!, t);
      await run();
      keep(time);
    }
    const known = pending.length;
    pending.forEach((token, t) => write(state, token, t));
    const guesses = guess(), guessed: number[] = [];
    for (let t = known; t < time; t++) {
      const token = guesses.next(indicesAt(t - 1), fieldAt(t - 1));
      if (token === undefined) break;
      guessed.push(token);
      write(guesses.state, token, t);
    }
    const logits = await run();
    const behind = (index: number) => {
      const from = (known - 1 + index) * vocabulary;
      return logits.subarray(from, from + vocabulary);
    };
    let right = 0;
    for (;; right++) {
      const token = next([behind(right)]);
      if (token === undefined) return;
      pending = [token];
      if (token !== guessed[right]) break;
      state.advance(token, aside.indices, 0, aside.field, 0);
    }
    keep(known + right);
    for (let index = right + 1; index <= guessed.length; index++) guesses.learn(index, behind(index));
  }
}
