/// <reference lib="dom" />
/** The engine that draws in the page, by a worker. */
import type { Engine, OnLoaded } from "../engine.ts";
import type { Question, Reply } from "./messages.ts";

/** Where the worker's script and the list of its files are. */
export interface PageFiles {
  worker: string;
  list: string;
}

interface Running {
  onEvent: Parameters<Engine["draw"]>[1];
  end(message: string | undefined): void;
}

/** Starts the worker; it loads nothing before it is told to. */
export function openPageEngine({ worker: script, list }: PageFiles): Engine {
  const worker = new Worker(script, { type: "module" });
  const running = new Map<number, Running>();
  const told = new Set<OnLoaded>();
  let ready: PromiseWithResolvers<readonly string[]> | undefined;
  let next = 0;
  const ask = (question: Question) => worker.postMessage(question);
  /** All that waits hears of it; loading can be tried again. */
  const fail = (message: string) => {
    ready?.reject(new Error(message));
    ready = undefined;
    for (const { end } of running.values()) end(message);
  };
  worker.onmessage = ({ data }: MessageEvent<Reply>) => {
    if (data.type === "loaded") told.forEach((onLoaded) => onLoaded(data.loaded, data.total));
    else if (data.type === "ready") ready?.resolve(data.labels);
    else if (data.type === "failed") fail(data.message);
    else if (data.type === "event") running.get(data.id)?.onEvent(data.event);
    else running.get(data.id)?.end(data.message);
  };
  worker.onerror = ({ message }) => fail(`the worker that draws has failed: ${message}`);

  const load = async (onLoaded?: OnLoaded): Promise<readonly string[]> => {
    if (onLoaded !== undefined) told.add(onLoaded);
    if (ready === undefined) {
      ready = Promise.withResolvers();
      ask({ type: "load", list: new URL(list, document.baseURI).href });
    }
    return await ready.promise.finally(() => onLoaded && told.delete(onLoaded));
  };
  return {
    place: "page",
    load: async (onLoaded) => void await load(onLoaded),
    labels: () => load(),
    async draw(request, onEvent, signal) {
      await load();
      signal.throwIfAborted();
      const id = next++;
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      const stop = () => {
        ask({ type: "stop", id });
        reject(signal.reason);
      };
      running.set(id, {
        onEvent,
        end: (message) => message === undefined ? resolve() : reject(new Error(message)),
      });
      signal.addEventListener("abort", stop);
      ask({ type: "draw", id, request });
      try {
        await promise;
      } finally {
        running.delete(id);
        signal.removeEventListener("abort", stop);
      }
    },
  };
}
