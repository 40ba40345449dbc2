/** Who asks, and what they may. */
import { Buffer } from "node:buffer";
import { createHash, timingSafeEqual } from "node:crypto";
import { Problem } from "../problem.ts";
import type { Scope } from "../route.ts";
import { SCOPES, type Settings } from "../settings/fields.ts";

/** Who asks: `id` tells one from another, without telling a token. */
export interface Client {
  id: string;
  /** What they may; "open": what anyone may. */
  scope: Scope;
  /** Why there is no more, where a token was given that is none. */
  refused?: string;
}

/** Longest header that is looked at. */
const MOST = 1024;

const digest = (text: string): Uint8Array => createHash("sha256").update(text).digest();

/** What tells who asks, from a header "authorization" and an address; without tokens everyone may everything. */
export function createIdentify(
  tokens: Settings["tokens"],
): (authorization: string | null, address: string) => Client {
  const known = SCOPES.flatMap((scope) => tokens[scope].map((token) => ({ scope, hash: digest(token) })));
  return (authorization, address) => {
    if (known.length === 0) return { id: address, scope: "admin" };
    if (authorization === null) return { id: address, scope: "open" };
    const [, token] = /^Bearer +([\x21-\x7e]+)$/i.exec(authorization.slice(0, MOST)) ?? [];
    if (token === undefined) return { id: address, scope: "open", refused: "the authorization is no Bearer" };
    const hash = digest(token);
    // All are compared, whichever it is, and none by its characters: time tells nothing.
    const found = known.filter((each) => timingSafeEqual(each.hash, hash));
    const scope = SCOPES.findLast((each) => found.some(({ scope }) => scope === each));
    if (scope === undefined) return { id: address, scope: "open", refused: "there is no such token" };
    return { id: `token ${Buffer.from(hash).toString("hex")}`, scope };
  };
}

/** Throws a Problem, 401 or 403, for one who may not. */
export function requireScope({ scope, refused }: Client, needed: Scope): void {
  const all: readonly Scope[] = ["open", ...SCOPES];
  if (all.indexOf(scope) >= all.indexOf(needed)) return;
  if (scope !== "open") {
    throw new Problem(403, `this token may ${scope}; the request needs one that may ${needed}`);
  }
  const error = refused === undefined ? "" : ', error="invalid_token"';
  throw new Problem(401, refused ?? `a token that may ${needed} is needed (Authorization: Bearer)`, {
    headers: { "www-authenticate": `Bearer realm="ascii-gen"${error}` },
  });
}
