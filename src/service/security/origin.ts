/** What pages of other sites must not do by the browser of who may. */
import { Problem } from "../problem.ts";
import { isLoopback } from "./bind.ts";

/** The host name in a header "host", without its port; undefined where it is none. */
export function hostName(host: string): string | undefined {
  const [, name] = /^(\[[0-9a-f:.]+\]|[a-z0-9._-]+)(?::\d{1,5})?$/i.exec(host) ?? [];
  return name?.toLowerCase();
}

/**
 * Throws a Problem for a request by a name that is not the service's own: a page may have its own name resolved to this
 * machine (DNS rebinding). Off loopback any name will do, where none are set.
 */
export function checkHost(header: string | null, bound: string, hosts: readonly string[]): void {
  const name = header === null || header.length > 300 ? undefined : hostName(header);
  if (name === undefined) throw new Problem(400, "the header Host is missing, or no name with a port");
  const own = [bound, ...hosts].some((each) => each.toLowerCase() === name.replace(/^\[|\]$/g, ""));
  if (own || isLoopback(name) || hosts.length === 0 && !isLoopback(bound)) return;
  throw new Problem(421, "the service is not asked by this name; the setting hosts takes more of them");
}

/** Throws a Problem where a page of another origin asks for a change. */
export function checkOrigin(headers: Headers): void {
  const site = headers.get("sec-fetch-site"), origin = headers.get("origin");
  const crosses = site !== null && !["same-origin", "none"].includes(site);
  const other = origin !== null && origin.replace(/^https?:\/\//, "") !== headers.get("host");
  if (crosses || other) throw new Problem(403, "pages of other origins may not ask for this");
}
