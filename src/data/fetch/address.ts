import { lookup } from "node:dns/promises";
import ipaddr from "ipaddr.js";
import { UserError } from "../../base/errors.ts";
import { TemporaryError } from "./retry.ts";

/** Throws a UserError of kind "input" for any scheme but http and https, and for credentials in the URL. */
export function checkScheme(url: URL): void {
  if (url.protocol !== "http:" && url.protocol !== "https:") {
    throw new UserError("input", `${url.href} is not fetched: only http and https are`);
  }
  if (url.username !== "" || url.password !== "") {
    throw new UserError("input", `a URL for ${url.host} has a user name or a password in it; leave them out`);
  }
}

/**
 * Makes sure that a URL leads to the public internet by http or https, or to a host that the user named
 * (`host[:port]` as in `URL.host`). Throws a UserError of kind "input" for anything else, such as private, loopback and
 * link-local addresses, and a TemporaryError for an unknown host.
 */
export async function checkAddress(url: URL, namedHosts: readonly string[]): Promise<void> {
  checkScheme(url);
  if (namedHosts.includes(url.host)) return;
  for (const address of await addressesOf(url.hostname)) {
    const range = ipaddr.process(address).range();
    if (range === "unicast") continue;
    throw new UserError(
      "input",
      `${url.href} is not fetched: ${address} is a ${range} address, not one of the public internet`,
    );
  }
}

async function addressesOf(hostname: string): Promise<string[]> {
  const literal = hostname.replace(/^\[(.*)\]$/, "$1");
  if (ipaddr.isValid(literal)) return [literal];
  try {
    return (await lookup(hostname, { all: true })).map(({ address }) => address);
  } catch (cause) {
    throw new TemporaryError(`no address is known for ${hostname}: no such host, or no network`, { cause });
  }
}

/** Whether two URLs lie on one host: the same name, and the same port unless both have their scheme's own. */
export function sameHost(a: URL, b: URL): boolean {
  return a.hostname === b.hostname && a.port === b.port;
}
