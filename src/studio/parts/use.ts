/// <reference lib="dom" />
/** Hooks that several views use. */
import { useCallback, useEffect, useRef, useState } from "preact/hooks";

/** What was asked for: on its way, there, or not to be had. */
export type Asked<T> =
  | { state: "waiting" }
  | { state: "there"; value: T }
  | { state: "failed"; error: Error };

/** Asks when `keys` change, and again when told to; what is there stays until the next is. */
export function useAsked<T>(
  ask: (signal: AbortSignal) => Promise<T>,
  keys: readonly (string | number)[],
): [Asked<T>, () => void] {
  const [asked, setAsked] = useState<Asked<T>>({ state: "waiting" });
  const [turn, setTurn] = useState(0);
  const latest = useRef(ask);
  latest.current = ask;
  useEffect(() => {
    const abort = new AbortController();
    latest.current(abort.signal).then(
      (value) => abort.signal.aborted || setAsked({ state: "there", value }),
      (error) => abort.signal.aborted || setAsked({ state: "failed", error: errorOf(error) }),
    );
    return () => abort.abort();
  }, [...keys, turn]);
  return [asked, useCallback(() => setTurn((turn) => turn + 1), [])];
}

export const errorOf = (error: unknown): Error => error instanceof Error ? error : new Error(String(error));

export const isAbort = (error: unknown): boolean => error instanceof Error && error.name === "AbortError";

/** Calls every so many milliseconds, while the page is seen and `active`. */
export function useInterval(call: () => void, milliseconds: number, active: boolean): void {
  const latest = useRef(call);
  latest.current = call;
  useEffect(() => {
    if (!active) return;
    const id = setInterval(() => document.hidden || latest.current(), milliseconds);
    return () => clearInterval(id);
  }, [milliseconds, active]);
}

/** A value that outlives the page, in a store of the browser; without one it lives as long as the page. */
export function useKept(name: string, usual: string): [string, (value: string) => void] {
  const [value, setValue] = useState(() => kept(name) ?? usual);
  return [
    value,
    useCallback((next: string) => {
      setValue(next);
      keep(name, next);
    }, [name]),
  ];
}

function kept(name: string): string | null {
  try {
    return localStorage.getItem(`studio.${name}`);
  } catch {
    return null;
  }
}

function keep(name: string, value: string): void {
  try {
    localStorage.setItem(`studio.${name}`, value);
  } catch { /* A browser may refuse: it is forgotten then. */ }
}

export const prefersLessMotion = (): boolean => matchMedia("(prefers-reduced-motion: reduce)").matches;
