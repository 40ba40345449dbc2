/** Memory that nothing refers to any more, given back at once: for what holds little, large and short-lived. */
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

let collect: (() => void) | undefined;

/** Collects all garbage of this thread; large buffers would otherwise stay until V8 gets around to it. */
export function collectGarbage(): void {
  collect ??= collector();
  collect();
}

function collector(): () => void {
  setFlagsFromString("--expose-gc");
  // Only contexts that are made from now on have it.
  const found: unknown = runInNewContext("globalThis.gc");
  return typeof found === "function" ? () => void found() : () => {};
}
