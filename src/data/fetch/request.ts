import { UserError } from "../../base/errors.ts";
import { readBytes } from "../../base/files.ts";
import { checkAddress, sameHost } from "./address.ts";
import { retryAfterMs, TemporaryError } from "./retry.ts";

const MAX_REDIRECTS = 5;

/** One GET as it is put to a server. */
export interface Request {
  url: URL;
  headers: Record<string, string>;
  /** Hosts the user named, which may be private. */
  namedHosts: readonly string[];
  /** Domains, besides the URL's own host, that a redirect may lead to; subdomains count. "*" is any. */
  redirectTo: readonly string[];
  /** Called before a redirect is followed; throws where that must not be. */
  onRedirect?: (target: URL) => Promise<void>;
  maxBytes: number;
  headersTimeoutMs: number;
  bodyTimeoutMs: number;
  signal?: AbortSignal | undefined;
}

/** A whole answer. */
export interface Answer {
  /** After redirects. */
  url: URL;
  status: number;
  headers: Headers;
  bytes: Uint8Array<ArrayBuffer>;
}

/**
 * Puts one request and reads the answer to its end. Throws a TemporaryError where another try may help (connection,
 * time-out, a body cut short, 429, 5xx but 501), a UserError where none does (address, redirect, size); any other status is for
 * the caller to judge.
 */
export async function request(asked: Request): Promise<Answer> {
  let { url } = asked;
  for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
    await checkAddress(url, asked.namedHosts);
    const answer = await requestOnce(asked, url);
    const location = answer.headers.get("location");
    if (location === null || ![301, 302, 303, 307, 308].includes(answer.status)) return answer;
    const target = URL.parse(location, url);
    if (!target) throw new UserError("io", `${url.href} redirects to "${location}", which is no URL`);
    if (!mayRedirect(asked, target)) {
      throw new UserError(
        "io",
        `${url.href} redirects to another host, which is not followed: ${target.href}`,
      );
    }
    await asked.onRedirect?.(target);
    url = target;
  }
  throw new UserError("io", `${asked.url.href} redirects more than ${MAX_REDIRECTS} times`);
}

function mayRedirect({ url, redirectTo }: Request, target: URL): boolean {
  return sameHost(url, target) ||
    redirectTo.some((domain) =>
      domain === "*" || target.hostname === domain || target.hostname.endsWith(`.${domain}`)
    );
}

async function requestOnce(asked: Request, url: URL): Promise<Answer> {
  const timer = new AbortController();
  let timeout = setTimeout(() => timer.abort(), asked.headersTimeoutMs);
  let waitingFor = "headers";
  try {
    const response = await fetch(url, {
      headers: asked.headers,
      redirect: "manual",
      signal: asked.signal ? AbortSignal.any([asked.signal, timer.signal]) : timer.signal,
    });
    clearTimeout(timeout);
    waitingFor = "body";
    timeout = setTimeout(() => timer.abort(), asked.bodyTimeoutMs);
    const { status, headers } = response;
    if (mayPass(status)) {
      await response.body?.cancel();
      throw new TemporaryError(`the server answers ${status}`, {
        retryAfterMs: retryAfterMs(headers.get("retry-after")),
      });
    }
    return { url, status, headers, bytes: await readBody(response, url, asked.maxBytes) };
  } catch (cause) {
    asked.signal?.throwIfAborted();
    if (timer.signal.aborted) {
      const ms = waitingFor === "headers" ? asked.headersTimeoutMs : asked.bodyTimeoutMs;
      throw new TemporaryError(`no ${waitingFor} within ${ms / 1000} s`, { cause });
    }
    if (cause instanceof TemporaryError || cause instanceof UserError) throw cause;
    const what = waitingFor === "headers" ? "no connection" : "the body is cut short or damaged";
    throw new TemporaryError(`${what}: ${reasonOf(cause)}`, { cause });
  } finally {
    clearTimeout(timeout);
  }
}

/** Whether a status may be another one later: too many requests, or a failing server; 501 is meant to stay. */
function mayPass(status: number): boolean {
  return status === 429 || (status >= 500 && status !== 501);
}

/** Reads a body, decompressed as it comes, and stops as soon as it is too long. */
async function readBody(response: Response, url: URL, maxBytes: number): Promise<Uint8Array<ArrayBuffer>> {
  const tooLong = () => new UserError("io", `${url.href} is longer than ${maxBytes} bytes`);
  if (response.body === null) return new Uint8Array();
  if (Number(response.headers.get("content-length")) > maxBytes) {
    await response.body.cancel();
    throw tooLong();
  }
  return await readBytes(response.body, maxBytes, tooLong);
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message : error.message;
}
