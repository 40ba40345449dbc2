import { forward, type Sequence } from "./forward.ts";
import { logProbability } from "./sampler.ts";
import type { Session } from "./session.ts";

/** A sequence whose last tokens, and one beyond, are to be scored. */
export interface Scored extends Sequence {
  targets: readonly number[];
}

/** Log-likelihood of each sequence's targets, in nats, at temperature 1. */
export async function logLikelihoods(session: Session, sequences: readonly Scored[]): Promise<number[]> {
  const vocabulary = session.ports.vocabulary;
  const all = Array.from({ length: vocabulary }, (_, token) => token);
  const results = await forward(session, sequences, false);
  return sequences.map(({ tokens, targets }, row) => {
    const first = tokens.length - targets.length;
    return targets.reduce((sum, target, i) => {
      const logits = results[row]!.subarray((first + i) * vocabulary, (first + i + 1) * vocabulary);
      return sum + logProbability(logits, all, target);
    }, 0);
  });
}
