/** Turns for signals and timers between steps, which block. */
import { setImmediate } from "node:timers/promises";

/** After so many milliseconds of steps they get their turn. */
const TURN = 20;
/** When they last had it, in milliseconds since the start of the process, whichever decoder ran. */
let turn = 0;

export async function takeTurn(): Promise<void> {
  if (performance.now() - turn <= TURN) return;
  await setImmediate();
  turn = performance.now();
}
