/** Sequences that are decoded together, with their cache. */
import { setImmediate } from "node:timers/promises";
import { copyLast, createCache, makeRoom, rowOf, shrinkCache } from "./cache.ts";
import { bindStep, type BoundStep, type StepNetwork } from "./step.ts";

/** A step blocks; after so many milliseconds of them signals and timers get their turn. */
const TURN = 20;
/** When they last had it, in milliseconds since the start of the process, whichever decoder ran. */
let turn = 0;

/** Positions of one row that are read at a time at most, and the logits that are held for them. */
const CHUNK = 128, CHUNK_LOGITS = 1 << 22;

/** Inputs of new positions, to be filled by the caller. */
export interface StepInputs {
  /** [rows, time, features] */
  indices: Int32Array;
  /** [rows, time, field] */
  field: Float32Array;
}

/** Some sequences that are decoded together, with their cache. */
export interface Decoder {
  readonly rows: number;
  /** Positions that `read` takes at a time at most. */
  readonly chunk: number;
  /** Buffers for the next step; they are reused. */
  inputs(time: number): StepInputs;
  /**
   * Runs the network over the inputs of `time` new positions; of row r only the first `counts[r]` are real (all, if
   * not given) and only these are remembered; a row without any is forgotten as a whole. Only the first step may have
   * more than one position. Returns the logits [rows, time, vocabulary]; the next step writes over them.
   */
  step(time: number, counts?: ArrayLike<number>): Promise<Float32Array>;
  /** Buffers for `count` positions of one row, that `read` takes next; they are reused. */
  chunkInputs(count: number): StepInputs;
  /**
   * Runs the network over as many new positions of one row as the buffers of `chunkInputs` are for, behind those that it has
   * seen, and no matter how many that are; the other rows stay as they are. Returns the logits [count, vocabulary]; the next
   * call writes over them.
   */
  read(row: number): Promise<Float32Array>;
  /** Empties a row, so that another sequence can begin there. */
  forget(row: number): void;
}

async function takeTurn(): Promise<void> {
  if (performance.now() - turn <= TURN) return;
  await setImmediate();
  turn = performance.now();
}

/** Starts `rows` empty sequences. */
export function startDecoder(step: StepNetwork, rows: number): Decoder {
  const { window } = step.config;
  const chunk = Math.max(16, Math.min(CHUNK, Math.floor(CHUNK_LOGITS / step.ports.vocabulary)));
  /** Positions of each row that rotary networks count from its beginning. */
  const places = new Float64Array(rows);
  let cache = createCache(rows, window, step.config);

  const prepare = (time: number) => {
    if (time > window) cache = createCache(rows, time, step.config);
    else if (cache.slots > window) shrinkCache(cache, window);
    return bindStep(step, cache, time);
  };
  let buffers = prepare(1);
  const buffersFor = (time: number) => {
    if (time > 1 && cache.seen.some((count) => count > 0)) {
      throw new Error("only the first step may have more than one position");
    }
    return buffers.time === time ? buffers : buffers = prepare(time);
  };
  const { read, inputsFor } = chunkReader(step, chunk);

  return {
    rows,
    chunk,
    inputs: buffersFor,
    async step(time, counts = new Int32Array(rows).fill(time)) {
      await takeTurn();
      const { logits, last, run } = buffersFor(time);
      const { seen } = cache;
      for (let row = 0; row < rows; row++) {
        const count = counts[row]!;
        if (count === 0) seen[row] = places[row] = 0;
        last[row] = time === 1 ? makeRoom(cache, row) : Math.max(1, count) - 1;
      }
      run(time === 1 ? 1 + last.reduce((most, slot) => Math.max(most, slot), 0) : time, places);
      for (let row = 0; row < rows; row++) {
        seen[row]! += counts[row]!;
        places[row]! += counts[row]!;
      }
      return logits;
    },
    chunkInputs: inputsFor,
    async read(row) {
      await takeTurn();
      if (cache.slots > window) buffers = prepare(1);
      const one = rowOf(cache, row);
      const { logits, time } = read(one, places[row]!);
      cache.seen[row] = one.seen[0]!;
      places[row]! += time;
      return logits;
    },
    forget: (row) => void (cache.seen[row] = places[row] = 0),
  };
}

/**
 * Reads several positions of one row at a time: the operator takes them only of one sequence, and behind positions whose slots
 * are in order. Where the row has no room for them, that is so in a wider cache beside it.
 */
function chunkReader(step: StepNetwork, most: number) {
  const { config, ports } = step;
  let inputs = { time: 0, indices: new Int32Array(0), field: new Float32Array(0) };
  const inputsFor = (time: number) => {
    if (time < 1 || time > most) throw new RangeError(`a chunk has 1 to ${most} positions, not ${time}`);
    if (time === inputs.time) return inputs;
    const [indices, field] = [new Int32Array(time * ports.features), new Float32Array(time * ports.field)];
    return inputs = { time, indices, field };
  };
  let wide = createCache(1, 0, config);
  const run = (row: typeof wide, place: number): BoundStep => {
    const bound = bindStep(step, row, inputs.time);
    bound.indices.set(inputs.indices);
    bound.field.set(inputs.field);
    const total = row.seen[0]! + inputs.time;
    bound.last[0] = total - 1;
    bound.run(total, [place]);
    row.seen[0] = total;
    return bound;
  };
  return {
    inputsFor,
    read(row: typeof wide, place: number): BoundStep {
      const seen = row.seen[0]!;
      if (seen + inputs.time <= row.slots) return run(row, place);
      if (wide.slots === 0) wide = createCache(1, row.slots + most, config);
      copyLast(row, wide, Math.min(seen, row.slots));
      const bound = run(wide, place);
      copyLast(wide, row, Math.min(wide.seen[0]!, row.slots));
      return bound;
    },
  };
}
