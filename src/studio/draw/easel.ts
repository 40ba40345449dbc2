/// <reference lib="dom" />
/** Draws with an engine, and shows it at a pace that can be watched. */
import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import type { DrawEvent, Engine, StudioRequest } from "../engine.ts";
import { errorOf, isAbort, prefersLessMotion } from "../parts/use.ts";
import { told, type Work } from "./sitting.ts";

export interface Easel {
  state: "idle" | "drawing" | "done" | "stopped" | "failed";
  works: readonly Work[];
  error?: Error;
}

/** Characters that are shown a frame at least; what waits longer than a second is shown the faster. */
const PACE = 6, HURRY = 60;

/** An easel; `draw` begins anew, whatever is on it, and `stop` leaves what is there. */
export function useEasel(engine: Engine) {
  const [easel, setEasel] = useState<Easel>({ state: "idle", works: [] });
  const abort = useRef<AbortController>(undefined);
  const stop = useCallback(() => abort.current?.abort(), []);
  useEffect(() => stop, []);
  const draw = useCallback(async (request: StudioRequest): Promise<Easel> => {
    stop();
    const mine = abort.current = new AbortController();
    let works: Work[] = [];
    const show = (state: Easel["state"], error?: Error): Easel => {
      const next = { state, works, ...error && { error } };
      if (abort.current === mine) setEasel(next);
      return next;
    };
    show("drawing");
    const pace = paced((events) => {
      works = told(works, events);
      if (!mine.signal.aborted) show("drawing");
    });
    try {
      await engine.draw(request, pace.take, mine.signal);
      await pace.end(mine.signal);
      return show(mine.signal.aborted ? "stopped" : "done");
    } catch (error) {
      pace.drop();
      return isAbort(error) || mine.signal.aborted ? show("stopped") : show("failed", errorOf(error));
    }
  }, [engine]);
  return { easel, draw, stop };
}

/** Hands events on a few a frame, and all at once where less motion is preferred or nobody looks. */
function paced(show: (events: readonly DrawEvent[]) => void) {
  let waiting: DrawEvent[] = [];
  let due = false;
  let ended: (() => void) | undefined;
  const step = () => {
    due = false;
    const budget = prefersLessMotion() || document.hidden
      ? Infinity
      : Math.max(PACE, textLength(waiting) / HURRY);
    show(waiting.splice(0, eventsWithin(waiting, budget)));
    if (waiting.length > 0) next();
    else ended?.();
  };
  const next = () => {
    if (due) return;
    due = true;
    // A page that is not seen has no frames.
    if (document.hidden) setTimeout(step);
    else requestAnimationFrame(step);
  };
  const drop = () => {
    waiting = [];
    ended?.();
  };
  return {
    take: (event: DrawEvent) => {
      waiting.push(event);
      next();
    },
    drop,
    /** Resolves once all is shown. */
    end: (signal: AbortSignal) =>
      new Promise<void>((resolve) => {
        ended = resolve;
        signal.addEventListener("abort", drop, { once: true });
        if (waiting.length === 0 || signal.aborted) drop();
      }),
  };
}

const lengthOf = (event: DrawEvent) => event.type === "text" ? event.text.length : 0;
const textLength = (events: readonly DrawEvent[]) => events.reduce((sum, event) => sum + lengthOf(event), 0);

/** How many of the first events have no more than so many characters; one at least. */
function eventsWithin(events: readonly DrawEvent[], budget: number): number {
  let length = 0;
  const past = events.findIndex((event) => (length += lengthOf(event)) > budget);
  return past === -1 ? events.length : Math.max(1, past);
}
