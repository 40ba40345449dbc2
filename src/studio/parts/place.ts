/// <reference lib="dom" />
/** Where one is in the studio: the part of the address after "#", such as "#draw?prompt=cat&seed=7" or "#runs/0a1b". */
import { useEffect, useState } from "preact/hooks";

export interface Place {
  /** Name of a view. */
  view: string;
  /** What stands behind it, between slashes. */
  rest: readonly string[];
  params: URLSearchParams;
}

export function placeOf(hash: string): Place {
  const [path = "", ...query] = hash.replace(/^#\/?/, "").split("?");
  const [view = "", ...rest] = path.split("/").map(decoded).filter((part) => part !== "");
  return { view, rest, params: new URLSearchParams(query.join("?")) };
}

/** The address of a place, "#" and all; what is empty is left out. */
export function hashOf(path: readonly string[], params: Readonly<Record<string, string>> = {}): string {
  const given = new URLSearchParams(Object.entries(params).filter(([, value]) => value !== ""));
  return `#${path.map(encodeURIComponent).join("/")}${given.size > 0 ? `?${given}` : ""}`;
}

/** The place one is at, told anew when it changes. */
export function usePlace(): Place {
  const [hash, setHash] = useState(location.hash);
  useEffect(() => {
    const changed = () => setHash(location.hash);
    addEventListener("hashchange", changed);
    return () => removeEventListener("hashchange", changed);
  }, []);
  return placeOf(hash);
}

/**
 * Changes the address without going anywhere: what is on the page is what it stands for. `again` keeps the one before, to go
 * back to.
 */
export function rememberPlace(hash: string, again = false): void {
  if (again && hash !== location.hash) history.pushState(history.state, "", hash);
  else history.replaceState(history.state, "", hash);
  // Only addresses that one goes to are told of by themselves.
  dispatchEvent(new HashChangeEvent("hashchange"));
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
