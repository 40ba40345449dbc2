import type { SequenceState } from "../network/ports.ts";
import type { Session } from "./session.ts";

/** Tokens of a sequence and the state that computes their inputs. */
export interface Sequence {
  tokens: ArrayLike<number>;
  state: SequenceState;
}

/**
 * Logits [length, vocabulary] of each given sequence, after every token: position by position with the cache, or all
 * at once without it. Both give the same.
 */
export async function forward(
  session: Session,
  sequences: readonly Sequence[],
  useCache: boolean,
): Promise<Float32Array[]> {
  const { vocabulary, features, field: values } = session.ports;
  const longest = Math.max(...sequences.map(({ tokens }) => tokens.length));
  const results = sequences.map(({ tokens }) => new Float32Array(tokens.length * vocabulary));
  const decoder = session.start(sequences.length);
  const time = useCache ? 1 : longest;
  for (let start = 0; start < longest; start += time) {
    const counts = sequences.map(({ tokens }) => Math.max(0, Math.min(time, tokens.length - start)));
    const { indices, field } = decoder.inputs(time);
    sequences.forEach(({ tokens, state }, row) => {
      for (let t = 0; t < counts[row]!; t++) {
        const at = row * time + t;
        state.advance(tokens[start + t]!, indices, at * features, field, at * values);
      }
    });
    const logits = await decoder.step(time, counts);
    results.forEach((result, row) => {
      const from = row * time * vocabulary;
      const fresh = logits.subarray(from, from + counts[row]! * vocabulary);
      if (fresh.length > 0) result.set(fresh, start * vocabulary);
    });
  }
  return results;
}
