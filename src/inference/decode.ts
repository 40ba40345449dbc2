import type { SequenceState } from "../network/ports.ts";
import { advance, beginAgain, type Read, readAhead } from "./reading.ts";
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
/** Tokens that the first sequences take in at once, side by side; longer ones are read in parts, one after the other. */
const AT_ONCE = 128, LOGITS_AT_ONCE = 1 << 24;
/** Tokens that a later sequence takes in one by one beside the others; longer ones are read ahead. */
const ONE_BY_ONE = 32;

/** A row that is being decoded. */
interface Active {
  row: DecodeRow;
  sequences: readonly Read[];
}

/** Decodes rows until each has ended, many side by side: where one ends, the next takes its place. */
export async function decode(session: Session, rows: readonly DecodeRow[]): Promise<void> {
  const { vocabulary } = session.ports;
  const sizes = rows.map(({ sequences }) => sequences.length);
  const all = sizes.reduce((sum, size) => sum + size, 0);
  const decoder = session.start(Math.min(all, Math.max(WIDTH, ...sizes)));
  const free = Array.from({ length: decoder.rows }, (_, slot) => slot);
  const active = new Set<Active>();
  let waiting = 0;
  const admit = () => {
    for (; waiting < rows.length && sizes[waiting]! <= free.length; waiting++) {
      const row = rows[waiting]!;
      const slots = free.splice(0, sizes[waiting]);
      const sequences = row.sequences.map(({ prefix, state }, i) => ({
        ...{ state, row: slots[i]!, taken: [], pending: prefix },
      }));
      active.add({ row, sequences });
    }
  };
  /** Rows with more to take in than `most`, or whose places have ended. */
  const behind = (most: number) =>
    [...active].filter((one) => {
      const again = one.sequences.map((sequence) => beginAgain(session, decoder, sequence));
      return again.includes(true) || longest(one) > most;
    });
  /** Leaves one token of each of their sequences to take in. */
  const catchUp = async (rows: Iterable<Active>) => {
    for (const { sequences } of rows) {
      for (const sequence of sequences) await readAhead(session, decoder, sequence, 1);
    }
  };
  admit();
  // The first rows take in their prefixes at once, later ones token by token beside the others; unless they are long.
  const atOnce = Math.min(AT_ONCE, LOGITS_AT_ONCE / (decoder.rows * vocabulary));
  if (behind(atOnce).length > 0) await catchUp(active);
  let time = Math.max(0, ...[...active].map(longest));
  while (active.size > 0) {
    const inputs = decoder.inputs(time);
    const counts = new Int32Array(decoder.rows);
    for (const one of active) {
      const most = longest(one);
      for (const sequence of one.sequences) {
        const { pending, row } = sequence;
        // Token by token, a shorter prefix begins later, so that all end together.
        const count = time === 1 && pending.length < most ? 0 : Math.min(time, pending.length);
        counts[row] = count;
        advance(session, sequence, count, inputs, row * time);
      }
    }
    const logits = await decoder.step(time, counts);
    for (const one of active) {
      if (longest(one) > 0) continue;
      const token = one.row.next(one.sequences.map(({ row }) => {
        const from = (row * time + counts[row]! - 1) * vocabulary;
        return logits.subarray(from, from + vocabulary);
      }));
      if (token === undefined) {
        active.delete(one);
        for (const { row } of one.sequences) decoder.forget(row);
        free.push(...one.sequences.map(({ row }) => row));
      } else for (const sequence of one.sequences) sequence.pending = [token];
    }
    admit();
    await catchUp(behind(ONE_BY_ONE));
    time = 1;
  }
}

const longest = ({ sequences }: Active): number =>
  Math.max(...sequences.map(({ pending }) => pending.length));
