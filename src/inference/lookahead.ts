/** Several positions of one sequence in one run, of which the last may be taken back. */
import { createCache, moveToFront } from "./cache.ts";
import type { StepInputs } from "./decoder.ts";
import { bindStep, inputsOf, type StepNetwork } from "./step.ts";
import { takeTurn } from "./turn.ts";

/** Positions of a run: as many rows as onnxruntime's matrix kernels take at once, which together cost hardly twice as much as one. */
const TIME = 12;
/** Slots beyond the window, so that what is older need not be moved away in each run. */
const SLACK = 2 * TIME;

/** One sequence, which begins empty. */
export interface Lookahead {
  /** Positions of a run. */
  readonly time: number;
  /** Buffers for them; they are reused. */
  readonly inputs: StepInputs;
  /** Runs the network over all of them. Returns the logits [time, vocabulary]; the next run writes over them. */
  run(): Promise<Float32Array>;
  /** Remembers the first `count` positions of the last run alone; to be called after each. */
  keep(count: number): void;
}

/** Whether a network takes many positions at once and keeps nothing but windows, so that positions can be taken back. */
export const canLookAhead = ({ prefill, state, places }: StepNetwork): boolean =>
  prefill === "many" && state.every(({ kind }) => kind === "window") && !places.distances;

/** Starts a sequence of a network that can look ahead. */
export function startLookahead(step: StepNetwork): Lookahead {
  const { window, state } = step;
  const cache = createCache(1, window + SLACK, state);
  const { inputs, logits, last, run } = bindStep(step, cache, inputsOf(step.ports, 1, TIME));
  let place = 0;
  return {
    time: TIME,
    inputs,
    async run() {
      await takeTurn();
      if (cache.seen[0]! + TIME > cache.slots) moveToFront(cache, window);
      const total = cache.seen[0]! + TIME;
      last[0] = total - 1;
      run(total, [place]);
      return logits;
    },
    keep(count) {
      cache.seen[0]! += count;
      place += count;
    },
  };
}
