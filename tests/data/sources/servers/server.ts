import { createFetcher, type Fetcher, type FetcherOptions } from "../../../../src/data/fetch/fetcher.ts";
import type { Finding, FindOptions, Source } from "../../../../src/data/found/finding.ts";

/** What a path answers: a text, bytes, or whatever the function makes of the request and of how often it came. */
export type Page =
  | string
  | Uint8Array<ArrayBuffer>
  | ((request: Request, times: number) => Response | Promise<Response>);

/** A local server that counts what it is asked for. */
export interface LocalServer extends AsyncDisposable {
  url: string;
  /** "127.0.0.1:<port>" */
  host: string;
  /** Paths with their queries, in the order they came, without robots.txt. */
  requests: string[];
  pages: Map<string, Page>;
}

/** Serves pages by path, or by path and query; anything else is 404. Texts are HTML, or JSON below `/v1/` and the like. */
export function serve(pages: Record<string, Page>): LocalServer {
  const served = new Map(Object.entries(pages));
  const requests: string[] = [];
  const times = new Map<string, number>();
  const server = Deno.serve({
    hostname: "127.0.0.1",
    port: 0,
    onListen: () => {},
    onError: () => new Response(),
  }, (request) => {
    const { pathname, search } = new URL(request.url);
    const path = pathname + search;
    if (pathname !== "/robots.txt") requests.push(path);
    times.set(path, (times.get(path) ?? 0) + 1);
    const page = served.get(path) ?? served.get(pathname);
    if (page === undefined) return new Response("not here", { status: 404 });
    if (typeof page === "function") return page(request, times.get(path)!);
    if (typeof page !== "string") return new Response(page);
    const type = /^\s*[[{]/.test(page) ? "application/json" : "text/html; charset=utf-8";
    return new Response(page, { headers: { "content-type": type } });
  });
  const host = `127.0.0.1:${server.addr.port}`;
  return {
    url: `http://${host}`,
    host,
    requests,
    pages: served,
    [Symbol.asyncDispose]: () => server.shutdown(),
  };
}

/** A fetcher that may reach a local server and waits milliseconds only. */
export function quickFetcher(server: LocalServer, options: FetcherOptions = {}): Fetcher {
  return createFetcher({ delayMs: 0, backOffMs: 1, tries: 3, allowPrivate: [server.host], ...options });
}

/** All that a source finds, with the problems it tells as "id: problem". */
export async function collect(
  source: Source,
  known: Iterable<string> = [],
  options: Partial<FindOptions> = {},
): Promise<{ findings: Finding[]; problems: string[] }> {
  const ids = new Set(known);
  const problems: string[] = [];
  const findings = await Array.fromAsync(source.find({
    isKnown: (id) => ids.has(id),
    onProblem: (id, problem) => problems.push(`${id}: ${problem}`),
    ...options,
  }));
  return { findings, problems };
}
