import type { SequenceState } from "../network/ports.ts";
import type { Session } from "./session.ts";

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

/** Sequences side by side, if no row has more by itself: beyond that a token costs hardly less. */
const WIDTH = 8;

/** A row that is being decoded. */
interface Active {
  row: DecodeRow;
  /** Where each of its sequences stands in the decoder, and the tokens that it has yet to take in. */
  slots: number[];
  pending: (readonly number[])[];
}

/** Decodes rows until each has ended, many side by side: where one ends, the next takes its place. */
export async function decode(session: Session, rows: readonly DecodeRow[]): Promise<void> {
  const { vocabulary, features, field: values } = session.ports;
  const sizes = rows.map(({ sequences }) => sequences.length);
  const all = sizes.reduce((sum, size) => sum + size, 0);
  const decoder = session.start(Math.min(all, Math.max(WIDTH, ...sizes)));
  const free = Array.from({ length: decoder.rows }, (_, slot) => slot);
  const active = new Set<Active>();
  let waiting = 0;
  const admit = () => {
    for (; waiting < rows.length && sizes[waiting]! <= free.length; waiting++) {
      const row = rows[waiting]!;
      const pending = row.sequences.map(({ prefix }) => prefix);
      active.add({ row, slots: free.splice(0, sizes[waiting]), pending });
    }
  };
  admit();
  // The first rows take in their prefixes at once, later ones token by token beside the others.
  let time = Math.max(0, ...[...active].map(longest));
  while (active.size > 0) {
    const { indices, field } = decoder.inputs(time);
    const counts = new Int32Array(decoder.rows);
    for (const one of active) {
      const most = longest(one);
      one.pending = one.pending.map((tokens, i) => {
        // Token by token, a shorter prefix begins later, so that all end together.
        const count = time === 1 && tokens.length < most ? 0 : Math.min(time, tokens.length);
        const slot = one.slots[i]!;
        for (let t = 0; t < count; t++) {
          const at = slot * time + t;
          one.row.sequences[i]!.state.advance(tokens[t]!, indices, at * features, field, at * values);
        }
        counts[slot] = count;
        return tokens.slice(count);
      });
    }
    const logits = await decoder.step(time, counts);
    for (const one of active) {
      if (longest(one) > 0) continue;
      const token = one.row.next(one.slots.map((slot) => {
        const from = (slot * time + counts[slot]! - 1) * vocabulary;
        return logits.subarray(from, from + vocabulary);
      }));
      if (token === undefined) {
        active.delete(one);
        one.slots.forEach(decoder.forget);
        free.push(...one.slots);
      } else one.pending = one.slots.map(() => [token]);
    }
    admit();
    time = 1;
  }
}

const longest = ({ pending }: Active): number => Math.max(...pending.map((tokens) => tokens.length));
