import { UserError } from "../../base/errors.ts";
import { random } from "../../base/random.ts";
import { checkScheme } from "./address.ts";
import { type Cache, type CacheEntry, openCache } from "./cache.ts";
import { type Answer, type Request, request } from "./request.ts";
import { backOffMs, sleep, TemporaryError } from "./retry.ts";
import { MAX_ROBOTS_BYTES, readRobots, ROBOT_NAME, type Robots } from "./robots.ts";

/** How a fetcher behaves; every field has a default. */
export interface FetcherOptions {
  /** Folder for bodies that their servers can confirm (ETag, Last-Modified); without one nothing is kept. */
  cacheFolder?: string;
  /** Wait between two requests to one host; a longer one that its robots.txt asks for wins. Default 1000. */
  delayMs?: number;
  /** How often a request is tried at most. Default 4. */
  tries?: number;
  /** Wait before the second try; it doubles with each further one. Default 1000. */
  backOffMs?: number;
  /** A server that asks to be left alone for longer (Retry-After) is given up. Default 5 minutes. */
  maxRetryAfterMs?: number;
  /** Default 30 s. */
  headersTimeoutMs?: number;
  /** For the whole body. Default 5 minutes. */
  bodyTimeoutMs?: number;
  /** Longest body, after decompression. Default 32 MiB. */
  maxBytes?: number;
  /** Hosts that the user named, as `URL.host` has them ("127.0.0.1:8000"): they may have private addresses. */
  allowPrivate?: readonly string[];
  /** Of the chance in the waits. Default 1. */
  seed?: number;
}

/** What one call of `get` may ask. */
export interface GetOptions {
  signal?: AbortSignal | undefined;
  /** First and last byte wanted; a server that knows no ranges sends the whole (status 200, not 206). Never cached. */
  range?: { first: number; last: number };
  /** Domains, besides the host itself, that a redirect may lead to; their subdomains count. */
  redirectTo?: readonly string[];
  /** Instead of the fetcher's own limit. */
  maxBytes?: number;
}

/** A body with what is needed to read it. */
export interface Fetched {
  /** After redirects. */
  url: string;
  /** 200, or 206 for a range. */
  status: number;
  contentType: string;
  bytes: Uint8Array<ArrayBuffer>;
  /** Length of the whole that a range was taken from, where the server says it. */
  totalBytes: number | undefined;
  /** Whether the server confirmed what the cache had. */
  fromCache: boolean;
}

/** Gets bodies by HTTP, politely. */
export interface Fetcher {
  /**
   * The body at a URL. Requests to one host go one after the other. Throws a UserError where it cannot be had (of class
   * UnreachableHost where the host is given up), and the signal's reason once that is aborted.
   */
  get(url: string, options?: GetOptions): Promise<Fetched>;
}

/** A host that failed too often in a row; further requests to it fail at once. */
export class UnreachableHost extends UserError {}

/** So many requests to a host may fail in a row, each after all its tries. */
const MAX_FAILURES = 4;

/** Names the project in every request. */
const USER_AGENT = `${ROBOT_NAME}/1 (collects ASCII art for a training corpus, one request at a time)`;

/** What is known of a host. */
interface Host {
  /** Settles when the last request in line is done. */
  line: Promise<unknown>;
  /** No request before that time. */
  readyAt: number;
  failures: number;
  robots?: Robots;
}

/**
 * A fetcher that respects robots.txt, sends one request at a time to a host with a wait between two, tries again what
 * may be a passing failure (connection, time-out, cut body, 429, 5xx), follows no redirect to another host, and connects
 * to public addresses only.
 */
export function createFetcher(options: FetcherOptions = {}): Fetcher {
  const settings = {
    delayMs: 1000,
    tries: 4,
    backOffMs: 1000,
    maxRetryAfterMs: 5 * 60_000,
    headersTimeoutMs: 30_000,
    bodyTimeoutMs: 5 * 60_000,
    maxBytes: 32 * 2 ** 20,
    allowPrivate: [],
    ...options,
  };
  const chance = random(options.seed ?? 1);
  const cache = options.cacheFolder === undefined ? undefined : openCache(options.cacheFolder);
  const hosts = new Map<string, Host>();
  const hostOf = ({ origin }: URL): Host => {
    const host = hosts.get(origin) ?? { line: Promise.resolve(), readyAt: 0, failures: 0 };
    hosts.set(origin, host);
    return host;
  };

  /** Puts a request when it is due, and again while that may help. */
  const persist = async (host: Host, asked: Request): Promise<Answer> => {
    for (let tries = 1;; tries++) {
      await sleep(Math.max(0, host.readyAt - performance.now()), asked.signal);
      try {
        const answer = await request(asked);
        host.failures = 0;
        return answer;
      } catch (error) {
        if (!(error instanceof TemporaryError)) throw error;
        const wait = error.retryAfterMs ?? backOffMs(tries, settings.backOffMs, chance);
        if (tries < settings.tries && wait <= settings.maxRetryAfterMs) {
          await sleep(wait, asked.signal);
          continue;
        }
        host.failures++;
        const why = wait > settings.maxRetryAfterMs
          ? `, and asks to come back in ${Math.round(wait / 1000)} s`
          : ` (tried ${tries} times)`;
        throw new UserError("io", `${asked.url.href} cannot be had: ${error.message}${why}`, {
          cause: error,
        });
      } finally {
        host.readyAt = performance.now() + Math.max(settings.delayMs, host.robots?.delayMs ?? 0);
      }
    }
  };

  const prepare = (url: URL, { signal, redirectTo = [], maxBytes }: GetOptions): Request => ({
    url,
    headers: { "user-agent": USER_AGENT, accept: "*/*" },
    namedHosts: settings.allowPrivate,
    redirectTo,
    maxBytes: maxBytes ?? settings.maxBytes,
    headersTimeoutMs: settings.headersTimeoutMs,
    bodyTimeoutMs: settings.bodyTimeoutMs,
    signal,
  });

  const robotsOf = async (host: Host, { origin }: URL, signal?: AbortSignal): Promise<Robots> => {
    const url = new URL("/robots.txt", origin);
    const asked = prepare(url, { signal, redirectTo: ["*"], maxBytes: MAX_ROBOTS_BYTES });
    return host.robots ??= readRobots(await persist(host, asked), url.href);
  };

  const getInTurn = async (url: URL, asked: GetOptions): Promise<Fetched> => {
    const host = hostOf(url);
    if (host.failures >= MAX_FAILURES) {
      throw new UnreachableHost(
        "io",
        `${url.host} is given up after ${host.failures} failed requests in a row; try again later`,
      );
    }
    const robots = await robotsOf(host, url, asked.signal);
    const checkRobots = (target: URL) => {
      if (target.origin !== url.origin || robots.allows(target.href)) return Promise.resolve();
      throw new UserError("io", `${target.href} is not fetched: the site's robots.txt disallows it`);
    };
    await checkRobots(url);
    const prepared: Request = { ...prepare(url, asked), onRedirect: checkRobots };
    if (asked.range) {
      prepared.headers["range"] = `bytes=${asked.range.first}-${asked.range.last}`;
      return fetched(await persist(host, prepared));
    }
    const stored = await cache?.read(url.href);
    if (stored?.etag !== undefined) prepared.headers["if-none-match"] = stored.etag;
    if (stored?.lastModified !== undefined) prepared.headers["if-modified-since"] = stored.lastModified;
    return await remember(await persist(host, prepared), url, stored, cache);
  };

  return {
    get: async (url, asked = {}) => {
      const parsed = URL.parse(url);
      if (!parsed) throw new UserError("input", `"${url}" is no URL`);
      checkScheme(parsed);
      parsed.hash = "";
      const host = hostOf(parsed);
      const turn = host.line.then(() => {
        asked.signal?.throwIfAborted();
        return getInTurn(parsed, asked);
      });
      host.line = turn.catch(() => {});
      return await turn;
    },
  };
}

function fetched({ url, status, headers, bytes }: Answer): Fetched {
  if (status !== 200 && status !== 206) throw new UserError("io", `${url.href} answers ${status}`);
  const contentType = headers.get("content-type") ?? "";
  const total = /\/(\d+)$/.exec(headers.get("content-range") ?? "")?.[1];
  const totalBytes = total === undefined ? undefined : Number(total);
  return { url: url.href, status, contentType, bytes, totalBytes, fromCache: false };
}

/** Serves what the cache has where the server confirms it, else stores what the server sent. */
async function remember(
  answer: Answer,
  url: URL,
  stored: CacheEntry | undefined,
  cache: Cache | undefined,
): Promise<Fetched> {
  if (answer.status === 304 && stored) {
    const { contentType, bytes } = stored;
    return { url: answer.url.href, status: 200, contentType, bytes, totalBytes: undefined, fromCache: true };
  }
  const result = fetched(answer);
  const { contentType, bytes } = result;
  const etag = answer.headers.get("etag") ?? undefined;
  const lastModified = answer.headers.get("last-modified") ?? undefined;
  await cache?.write(url.href, { etag, lastModified, contentType, bytes });
  return result;
}
