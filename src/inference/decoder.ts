/** Sequences that are decoded together, with what is kept of them. */
import { createCache, firstRows, forgetRow, makeRoom, rowOf, settle, shrinkCache } from "./cache.ts";
import { rowReader } from "./row_reader.ts";
import { bindStep, type BoundStep, copyInputs, inputsOf, type StepNetwork } from "./step.ts";
import { takeTurn } from "./turn.ts";

/** Positions of one row that are read at a time at most, and the logits that are held for them. */
const CHUNK = 128, CHUNK_LOGITS = 1 << 22;

/** Inputs of new positions, to be filled by the caller. */
export interface StepInputs {
  /** [rows, time, features] */
  indices: Int32Array;
  /** [rows, time, field] */
  field: Float32Array;
}

/** Some sequences that are decoded together, with what is kept of them. */
export interface Decoder {
  readonly rows: number;
  /** Positions that `read` takes at a time at most. */
  readonly chunk: number;
  /** Whether a step may be of its first rows alone: not where what is carried alternates for all. */
  readonly narrows: boolean;
  /** Buffers for the next step, of all rows or of the first ones; they are reused. */
  inputs(time: number, rows?: number): StepInputs;
  /**
   * Runs the network over the inputs of `time` new positions; of row r only the first `counts[r]` are real (all, if
   * not given) and only these are remembered; a row without any is forgotten as a whole. Only the first step may have
   * more than one position. Returns the logits [rows, time, vocabulary]; the next step writes over them. Fewer counts than rows
   * are those of the first rows, at one position: the others stay as they are.
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

/** Starts `rows` empty sequences. */
export function startDecoder(step: StepNetwork, rows: number): Decoder {
  const { window, prefill, state, ports } = step;
  const { vocabulary } = ports;
  const chunk = Math.max(16, Math.min(CHUNK, Math.floor(CHUNK_LOGITS / vocabulary)));
  /** Positions of each row that rotary networks count from its beginning. */
  const places = new Float64Array(rows);
  let cache = createCache(rows, window, state);

  /** Steps of one position of the first rows, by their number. */
  const narrow = new Map<number, BoundStep>();
  const prepare = (time: number): BoundStep => {
    narrow.clear();
    if (time > window) cache = createCache(rows, time, state);
    else if (cache.slots > window) shrinkCache(cache, window);
    return bindStep(step, cache, inputsOf(ports, rows, time));
  };
  let bound = prepare(1);
  const boundFor = (time: number) => bound.inputs.time === time ? bound : bound = prepare(time);
  const boundToFirst = (count: number): BoundStep => {
    const all = boundFor(1);
    if (count === rows) return all;
    if (cache.carried.length > 0) throw new Error("what is carried goes on in all rows at once");
    const found = narrow.get(count) ?? bindStep(step, firstRows(cache, count), inputsOf(ports, count, 1));
    narrow.set(count, found);
    return found;
  };
  /** Of several positions that are gone through one by one. */
  let block: Pick<BoundStep, "inputs" | "logits"> = bound;
  const buffersFor = (time: number): typeof block => {
    if (time > 1 && cache.seen.some((count) => count > 0)) {
      throw new Error("only the first step may have more than one position");
    }
    if (time === 1 || prefill === "many") return boundFor(time);
    if (block.inputs.time === time) return block;
    return block = {
      inputs: inputsOf(ports, rows, time),
      logits: new Float32Array(rows * time * vocabulary),
    };
  };
  const reader = rowReader(step, chunk);

  /** Goes on by as many positions as the step is bound to, of which `counts` are real. */
  const advance = ({ inputs: { time }, last, run }: BoundStep, counts: ArrayLike<number>) => {
    const { seen } = cache;
    for (let row = 0; row < counts.length; row++) {
      const count = counts[row]!;
      if (count === 0) seen[row] = places[row] = 0;
      last[row] = time === 1 ? makeRoom(cache, row) : Math.max(1, count) - 1;
    }
    run(time === 1 ? 1 + last.reduce((most, slot) => Math.max(most, slot), 0) : time, places);
    for (let row = 0; row < counts.length; row++) {
      const count = counts[row]!;
      seen[row]! += count;
      places[row]! += count;
      if (count === 0) forgetRow(cache, row);
    }
  };
  /** Goes through the positions of all rows one by one, so that all end together: shorter rows begin later. */
  const inTurn = async ({ inputs, logits }: typeof block, counts: ArrayLike<number>) => {
    const one = boundFor(1), now = new Int32Array(rows);
    for (let t = 0; t < inputs.time; t++) {
      const at = (row: number) => row * inputs.time + t - inputs.time + counts[row]!;
      for (let row = 0; row < rows; row++) {
        now[row] = Number(t >= inputs.time - counts[row]!);
        if (now[row] === 1) copyInputs(ports, inputs, at(row), one.inputs, row);
      }
      await takeTurn();
      advance(one, now);
      for (let row = 0; row < rows; row++) {
        if (now[row] === 0) continue;
        logits.set(one.logits.subarray(row * vocabulary, (row + 1) * vocabulary), at(row) * vocabulary);
      }
    }
    return logits;
  };
  /** Whether a step of several positions takes them all at once: what is carried would go on with those that are not real. */
  const atOnce = (time: number, counts: ArrayLike<number>) =>
    time === 1 || prefill === "many" &&
      (cache.carried.length === 0 || Array.from(counts).every((count) => count === time || count === 0));

  return {
    rows,
    chunk,
    narrows: cache.carried.length === 0,
    inputs: (time, count = rows) => (count === rows ? buffersFor(time) : boundToFirst(count)).inputs,
    async step(time, counts = new Int32Array(rows).fill(time)) {
      if (counts.length < rows) {
        await takeTurn();
        const first = boundToFirst(counts.length);
        advance(first, counts);
        return first.logits;
      }
      const buffers = buffersFor(time);
      if (!atOnce(time, counts)) return await inTurn(buffers, counts);
      await takeTurn();
      const step = boundFor(time);
      advance(step, counts);
      return step.logits;
    },
    chunkInputs: reader.inputsFor,
    async read(row) {
      if (cache.slots > window) bound = prepare(1);
      const one = rowOf(cache, row);
      const logits = await reader.read(one, places[row]!);
      places[row]! += logits.length / vocabulary;
      cache.seen[row] = one.seen[0]!;
      settle(one, cache.turn);
      return logits;
    },
    forget(row) {
      places[row] = 0;
      forgetRow(cache, row);
    },
  };
}
