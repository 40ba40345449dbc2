/** What the trainer knows of data: sequences that are sampled, planned by their length, and read when it is their turn. */
import type { SequenceState } from "../network/ports.ts";
import type { Random } from "../base/random.ts";

/** A sequence before it is read. */
export interface Sampled {
  /** Tokens that go in: positions. */
  length: number;
  /** Those of them that tell of the thing itself. */
  tokens: number;
}

/** A sequence: the tokens that go in, and those that the last of them are to predict, one each. */
export interface Sequence {
  tokens: readonly number[];
  targets: readonly number[];
  /** Writes the inputs of each position. */
  state: SequenceState;
  /** What losses are told by: characters that the targets stand for. */
  units: number;
  /** What each prediction counts in the mean that is learned from; 1 unless told. */
  weight?: number;
}

/** Data to learn from. */
export interface Source<Example extends Sampled = Sampled> extends Disposable {
  sample(rng: Random): Example;
  /** Throws a UserError where the example is not there any more. */
  read(example: Example): Sequence;
}
