/** Rows that are decoded side by side, a step at a time. */
import type { SequenceState } from "../network/ports.ts";
import type { Decoder } from "./decoder.ts";
import { advance, beginAgain, type Read, readAhead } from "./reading.ts";
import type { Session } from "./session.ts";

/** Tokens that a sequence begins with (at least one) and the state that computes its inputs. */
export interface DecodeSequence {
  prefix: readonly number[];
  state: SequenceState;
}

/** What a row guesses, behind what has come so far. */
export interface Guesses {
  /** Goes on behind the guesses, by itself. */
  state: SequenceState;
  /** The next guess, by the inputs of the position that it follows; undefined ends them. */
  next(indices: Int32Array, field: Float32Array): number | undefined;
  /** Logits [vocabulary] behind the first `index` guesses, one of which was wrong; the next run writes over them. */
  learn(index: number, logits: Float32Array): void;
}

/** Sequences that go on with the same tokens, most often one, and how each next token is chosen. */
export interface DecodeRow {
  sequences: readonly DecodeSequence[];
  /** Chooses the token that follows from each sequence's logits [vocabulary]; undefined ends the row. */
  next(logits: readonly Float32Array[]): number | undefined;
  /** Guesses what will be chosen; of rows with one sequence only. */
  guess?(): Guesses;
}

/** Tokens that the first sequences take in at once, side by side; longer ones are read in parts, one after the other. */
const AT_ONCE = 128, LOGITS_AT_ONCE = 1 << 24;
/** Tokens that a later sequence takes in one by one beside the others; longer ones are read ahead. */
const ONE_BY_ONE = 32;
/** Leading rows that a step may be of. The first is not 1: one row alone is summed up in another order than rows are. */
const WIDTHS: readonly number[] = [2, 4, 6, 8, 12, 16, 24, 32, 48];

/** A row that is being decoded. */
interface Active {
  row: DecodeRow;
  sequences: readonly Read[];
}

export interface Batch {
  /** Rows at work. */
  readonly size: number;
  /** Sequences that there is room for. */
  readonly room: number;
  /** Takes in a row, for whose sequences there must be room. */
  add(row: DecodeRow): void;
  /** Ends a row at once; one that is not at work is none of its business. */
  drop(row: DecodeRow): void;
  /** Before the first step: reads long beginnings, and gives how many tokens the first step takes in at once. */
  begin(): Promise<number>;
  /**
   * Goes on by a token in each row, or by the first `time` ones. Gives the rows that have ended. `narrow` leaves out what is
   * behind the last row at work.
   */
  step(time: number, narrow?: boolean): Promise<DecodeRow[]>;
  /** Between steps: reads what is too long to be taken in token by token. */
  catchUp(): Promise<void>;
}

/** Rows in a decoder that is empty. */
export function openBatch(session: Session, decoder: Decoder): Batch {
  const { vocabulary } = session.ports;
  const free = Array.from({ length: decoder.rows }, (_, slot) => slot);
  const active = new Map<DecodeRow, Active>();
  /** Rows with more to take in than `most`, or whose places have ended. */
  const behind = (most: number) =>
    [...active.values()].filter((one) => {
      const again = one.sequences.map((sequence) => beginAgain(session, decoder, sequence));
      return again.includes(true) || longest(one) > most;
    });
  /** Leaves one token of each of their sequences to take in. */
  const readRows = async (rows: Iterable<Active>) => {
    for (const { row, sequences } of rows) {
      for (const sequence of sequences) {
        if (active.has(row)) await readAhead(session, decoder, sequence, 1);
      }
    }
  };
  const drop = (row: DecodeRow) => {
    const one = active.get(row);
    if (one === undefined) return;
    active.delete(row);
    for (const sequence of one.sequences) {
      decoder.forget(sequence.row);
      sequence.pending = [];
      free.push(sequence.row);
    }
    free.sort((a, b) => a - b);
  };
  /** The fewest leading rows that hold all sequences. */
  const widthOf = (): number => {
    const last = Math.max(
      ...[...active.values()].flatMap(({ sequences }) => sequences.map(({ row }) => row)),
    );
    return Math.min(decoder.rows, WIDTHS.find((width) => width > last) ?? decoder.rows);
  };
  return {
    get size() {
      return active.size;
    },
    get room() {
      return free.length;
    },
    add(row) {
      const slots = free.splice(0, row.sequences.length);
      // A step that was under way when the row before was dropped has left something there.
      for (const slot of slots) decoder.forget(slot);
      const sequences = row.sequences.map(({ prefix, state }, i) => ({
        ...{ state, row: slots[i]!, taken: [], pending: prefix },
      }));
      active.set(row, { row, sequences });
    },
    drop,
    async begin() {
      const atOnce = Math.min(AT_ONCE, LOGITS_AT_ONCE / (decoder.rows * vocabulary));
      if (behind(atOnce).length > 0) await readRows(active.values());
      return Math.max(0, ...[...active.values()].map(longest));
    },
    async step(time, narrow = false) {
      const rows = narrow && decoder.narrows ? widthOf() : decoder.rows;
      const inputs = decoder.inputs(time, rows);
      const counts = new Int32Array(rows);
      for (const one of active.values()) {
        const most = longest(one);
        for (const sequence of one.sequences) {
          const { pending, row } = sequence;
          // Token by token, a shorter prefix begins later, so that all end together.
          const count = time === 1 && pending.length < most ? 0 : Math.min(time, pending.length);
          counts[row] = count;
          advance(session, sequence, count, inputs, row * time);
        }
      }
      const stepped = [...active.values()];
      const logits = await decoder.step(time, counts);
      const ended: DecodeRow[] = [];
      for (const one of stepped) {
        if (longest(one) > 0 || !active.has(one.row)) continue;
        const token = one.row.next(one.sequences.map(({ row }) => {
          const from = (row * time + counts[row]! - 1) * vocabulary;
          return logits.subarray(from, from + vocabulary);
        }));
        if (token === undefined) {
          drop(one.row);
          ended.push(one.row);
        } else for (const sequence of one.sequences) sequence.pending = [token];
      }
      return ended;
    },
    catchUp: () => readRows(behind(ONE_BY_ONE)),
  };
}

const longest = ({ sequences }: Active): number =>
  Math.max(...sequences.map(({ pending }) => pending.length));
