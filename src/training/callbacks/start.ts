/** The callbacks of a run that has begun. */
import type { Checkpoint, StoredCallbacks } from "../checkpoint.ts";
import type { Events, Listeners, Run } from "./callback.ts";
import { callbacksOf, type ChosenCallbacks } from "./callbacks.ts";

/** All that accompany a run. */
export interface Company {
  /** Tells one after the other. */
  tell<Name extends keyof Events>(name: Name, event: Events[Name]): Promise<void>;
  /** Weights that models are made of in the place of the trained ones. */
  average: Float32Array | undefined;
  /** What a checkpoint keeps of them. */
  kept(): Pick<Checkpoint, "callbacks" | "average">;
  end(): Promise<void>;
}

/** What was chosen for a run that a checkpoint tells of. */
export const chosenIn = (stored: StoredCallbacks = {}): ChosenCallbacks =>
  Object.fromEntries(Object.entries(stored).map(([name, { settings }]) => [name, settings]));

/** Starts the usual callbacks and those that were chosen, with what a resumed run kept of them; `last` is told after them. */
export async function startCallbacks(
  chosen: ChosenCallbacks,
  run: Omit<Run, "state">,
  stored: StoredCallbacks = {},
  last: Listeners = {},
): Promise<Company> {
  const started: [name: string, callback: Awaited<ReturnType<typeof start>>][] = [];
  const start = async ([, kind, settings]: ReturnType<typeof callbacksOf>[number], state: Run["state"]) =>
    await kind.start(settings, { ...run, state });
  const end = async () => {
    for (const [, each] of started) await each.end?.();
  };
  try {
    for (const each of callbacksOf(chosen)) {
      started.push([each[0], await start(each, stored[each[0]]?.state)]);
    }
  } catch (error) {
    await end();
    throw error;
  }
  const average = started.find(([, each]) => each.average !== undefined)?.[1].average;
  return {
    async tell(name, event) {
      for (const each of [...started.map(([, each]) => each), last]) {
        const listener: Listeners[typeof name] = each[name];
        await listener?.(event);
      }
    },
    average,
    kept() {
      const kept = Object.entries(chosen).map(([name, settings]) => {
        const state = started.find(([each]) => each === name)?.[1].state?.();
        return [name, { settings, ...state && { state } }] as const;
      });
      return {
        ...kept.length > 0 && { callbacks: Object.fromEntries(kept) },
        ...average && { average },
      };
    },
    end,
  };
}
