/** Reading several positions of one row, behind those that it has seen. */
import { type Cache, copyLast, createCache, makeRoom } from "./cache.ts";
import { bindStep, copyInputs, type Inputs, inputsOf, type StepNetwork } from "./step.ts";
import { takeTurn } from "./turn.ts";

/** Reads positions of a row by itself, at most so many at a time. */
export interface RowReader {
  /** Buffers for `time` positions, that are read next; they are reused. */
  inputsFor(time: number): Inputs;
  /**
   * Reads them into a cache of one row, the first of them at `place`. Returns their logits [time, vocabulary]; the next call
   * writes over them.
   */
  read(row: Cache, place: number): Promise<Float32Array>;
}

export function rowReader(step: StepNetwork, most: number): RowReader {
  const { ports, state, prefill } = step;
  let inputs = inputsOf(ports, 1, 0);
  let wide = createCache(1, 0, state);
  /** At once, which the operator does behind positions whose slots are in order. */
  const run = (row: Cache, place: number): Float32Array => {
    const bound = bindStep(step, row, inputs);
    const total = row.seen[0]! + inputs.time;
    bound.last[0] = total - 1;
    bound.run(total, [place]);
    row.seen[0] = total;
    return bound.logits;
  };
  /** Where the row has no room for them behind the others, it is read in a wider cache beside it. */
  const atOnce = (row: Cache, place: number): Float32Array => {
    const seen = row.seen[0]!;
    if (row.windows.length === 0 || seen + inputs.time <= row.slots) return run(row, place);
    if (wide.slots === 0) wide = createCache(1, row.slots + most, state);
    copyLast(row, wide, Math.min(seen, row.slots));
    const logits = run(wide, place);
    copyLast(wide, row, Math.min(wide.seen[0]!, row.slots));
    return logits;
  };
  const inTurn = async (row: Cache, place: number): Promise<Float32Array> => {
    const one = bindStep(step, row, inputsOf(ports, 1, 1));
    const logits = new Float32Array(inputs.time * ports.vocabulary);
    for (let t = 0; t < inputs.time; t++) {
      await takeTurn();
      copyInputs(ports, inputs, t, one.inputs, 0);
      const slot = one.last[0] = makeRoom(row, 0);
      one.run(slot + 1, [place + t]);
      row.seen[0]!++;
      logits.set(one.logits, t * ports.vocabulary);
    }
    return logits;
  };
  return {
    inputsFor(time) {
      if (time < 1 || time > most) throw new RangeError(`a chunk has 1 to ${most} positions, not ${time}`);
      return time === inputs.time ? inputs : inputs = inputsOf(ports, 1, time);
    },
    async read(row, place) {
      if (prefill === "one") return await inTurn(row, place);
      await takeTurn();
      return atOnce(row, place);
    },
  };
}
