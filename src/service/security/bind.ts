/** Where the service may listen. */
import { UserError } from "../../base/errors.ts";
import { SCOPES, type Settings } from "../settings/fields.ts";

/** Characters of a token at least: shorter ones are guessed. */
const LEAST_TOKEN = 16;

/** Whether an address, or a name in a URL, is this machine's own, which no other machine reaches. */
export const isLoopback = (host: string): boolean =>
  /^(?:localhost|127(?:\.\d{1,3}){3}|\[?::1\]?)$/i.test(host);

/** Throws a UserError of kind "usage" for another address than loopback without a token, and for a token too short. */
export function requireTokens({ host, tokens }: Settings): void {
  const all = SCOPES.flatMap((scope) => tokens[scope]);
  const short = SCOPES.find((scope) => tokens[scope].some((token) => token.length < LEAST_TOKEN));
  if (short !== undefined) {
    throw new UserError("usage", `tokens.${short}: a token has at least ${LEAST_TOKEN} characters`);
  }
  if (all.length > 0 || isLoopback(host)) return;
  throw new UserError(
    "usage",
    `host ${host} can be reached by others: set a token, such as ASCII_GEN__TOKENS__ADMIN, or listen at 127.0.0.1`,
  );
}
