/** Taking in what a sequence says, ahead of what is to follow: long beginnings in parts, and again where places end. */
import type { SequenceState } from "../network/ports.ts";
import type { Decoder } from "./decoder.ts";
import type { Session } from "./session.ts";

/** A sequence in a row of a decoder. */
export interface Read {
  state: SequenceState;
  row: number;
  /** What it has taken in since its first place, kept only where places end. */
  taken: number[];
  /** What it has yet to take in. */
  pending: readonly number[];
}

/**
 * Where places end before what is pending: begins anew with the last half of the window, so that a text of any length goes on.
 * Returns whether it does.
 */
export function beginAgain({ config: { window } }: Session, decoder: Decoder, sequence: Read): boolean {
  const { state, row, taken, pending } = sequence;
  if (state.restart === undefined || taken.length + pending.length <= window) return false;
  sequence.pending = [...taken, ...pending].slice(-(window >> 1));
  sequence.taken = [];
  decoder.forget(row);
  state.restart();
  return true;
}

/** Writes the inputs of a sequence's next `count` tokens from position `at` of the buffers on, and counts them as taken in. */
export function advance(
  { ports }: Session,
  sequence: Read,
  count: number,
  { indices, field }: { indices: Int32Array; field: Float32Array },
  at: number,
): void {
  const { state, taken, pending } = sequence;
  for (let t = 0; t < count; t++) {
    const token = pending[t]!;
    state.advance(token, indices, (at + t) * ports.features, field, (at + t) * ports.field);
    if (state.restart !== undefined) taken.push(token);
  }
  sequence.pending = pending.slice(count);
}

/**
 * Takes in all that is pending but for its last `rest` tokens, a chunk at a time. Returns the logits [n, vocabulary] of the last
 * chunk, which the next call writes over; none where there was nothing to take in.
 */
export async function readAhead(
  session: Session,
  decoder: Decoder,
  sequence: Read,
  rest: number,
): Promise<Float32Array | undefined> {
  let logits: Float32Array | undefined;
  while (sequence.pending.length > rest) {
    const count = Math.min(decoder.chunk, sequence.pending.length - rest);
    advance(session, sequence, count, decoder.chunkInputs(count), 0);
    logits = await decoder.read(sequence.row);
  }
  return logits;
}

/** One sequence that is gone on with: what it has taken in stays, so a conversation need not be read again. */
export interface Reader {
  /** Takes in tokens, at least one. Returns the logits [vocabulary] after the last; the next call writes over them. */
  take(tokens: readonly number[]): Promise<Float32Array>;
}

/** Starts an empty sequence, whose inputs `state` computes. */
export function openReader(session: Session, state: SequenceState): Reader {
  const decoder = session.start(1);
  const sequence: Read = { state, row: 0, taken: [], pending: [] };
  const { vocabulary } = session.ports;
  return {
    async take(tokens) {
      sequence.pending = tokens;
      beginAgain(session, decoder, sequence);
      if (sequence.pending.length > 1) {
        const logits = await readAhead(session, decoder, sequence, 0);
        return logits!.subarray(-vocabulary);
      }
      advance(session, sequence, 1, decoder.inputs(1), 0);
      return await decoder.step(1);
    },
  };
}
