/** Routes as an HTTP application: who may, what is asked, what is answered, and what is told of faults. */
import { type Context, Hono } from "hono";
import type { Logger } from "../base/log.ts";
import { bodyOf, paramsOf, prepare, type Prepared, queryOf } from "./asked.ts";
import { contentOf, readBody } from "./body.ts";
import { type Answers, keyIn } from "./idempotency.ts";
import { createMetrics, metricsRoute } from "./metrics.ts";
import { withDocument } from "./openapi.ts";
import { Problem, problemOf, problemResponse } from "./problem.ts";
import type { Route } from "./route.ts";
import { secure } from "./security/headers.ts";
import { createLimits } from "./security/limits.ts";
import { checkHost, checkOrigin } from "./security/origin.ts";
import { checkSize } from "./security/size.ts";
import { type Client, createIdentify, requireScope } from "./security/tokens.ts";
import type { Services } from "./services.ts";
import { fileAnswers, type StaticFiles } from "./static.ts";
import { watched } from "./watched.ts";

export interface AppOptions {
  routes: readonly Route[];
  services: Services;
  /** Of the program. */
  version: string;
  /** Where answers are kept by their Idempotency-Key. */
  answers: Answers;
  /** What is served besides: the studio. */
  files?: StaticFiles;
  log: Logger["log"];
  /** Aborted when the service is to end: what is asked then is refused. */
  closing: AbortSignal;
  /** Aborted when there is no more time for what is at work. */
  ending: AbortSignal;
}

export interface App {
  /** All that it serves, the routes that tell of it included. */
  routes: readonly Route[];
  fetch(request: Request, address: string): Promise<Response>;
}

/** A request on its way. */
interface Turn {
  id: string;
  address: string;
  url: URL;
  /** Pattern of its route, for what is counted. */
  path: string;
}

type Env = { Bindings: { turn: Turn } };

/** Paths that answer whatever else is asked for. */
const ALWAYS: readonly string[] = ["/healthz", "/readyz"];

export function createApp(options: AppOptions): App {
  const { services, closing, log } = options, { settings } = services;
  const metrics = createMetrics(services.queue);
  const routes = withDocument([...options.routes, metricsRoute(metrics)], options.version);
  const identify = createIdentify(settings.tokens), limits = createLimits(settings.limits);
  const files = fileAnswers(options.files ?? new Map());
  const hono = new Hono<Env>();

  for (const [path, methods] of byPath(routes)) {
    hono.all(path.replace(/\{(\w+)\}/g, ":$1"), async (c) => {
      const { turn } = c.env;
      turn.path = path;
      const client = identify(c.req.raw.headers.get("authorization"), turn.address);
      if (ALWAYS.includes(path)) return await serve(c, routeFor(methods, c.req.method), client);
      if (closing.aborted) throw new Problem(503, "the service ends", { headers: { "retry-after": "5" } });
      limits.ask(client.id);
      const route = routeFor(methods, c.req.method);
      requireScope(client, route.scope);
      const end = limits.begin(client.id);
      metrics.working(1);
      const over = () => {
        end();
        metrics.working(-1);
      };
      try {
        return await serve(c, route, client, over);
      } catch (error) {
        over();
        throw error;
      }
    });
  }
  hono.notFound((c) => {
    const { turn } = c.env, { method } = c.req;
    const answer = files(turn.url.pathname, c.req.raw.headers);
    if (answer === undefined) throw new Problem(404, "there is nothing at this path");
    turn.path = "files";
    if (method === "GET" || method === "HEAD") return answer;
    throw notAllowed(["GET"]);
  });
  hono.onError((error, c) => failed(error, c.env.turn, c.req.method));

  /** Answers a request of one who may ask; `over` is called when the answer has been given. */
  async function serve(c: Context<Env>, route: Prepared, client: Client, over = () => {}): Promise<Response> {
    const request = c.req.raw, { headers } = request, { turn } = c.env;
    if (route.method === "POST") checkOrigin(headers);
    const params = paramsOf(route, c.req.param());
    const query = queryOf(route, turn.url.searchParams);
    const key = route.method === "POST" ? keyIn(headers) : undefined;
    const bytes = route.method === "POST"
      ? await readBody(request, {
        most: route.most ?? settings.limits.body,
        seconds: settings.limits.seconds,
      })
      : undefined;
    const body = bytes && bodyOf(route, contentOf(route, headers.get("content-type"), bytes));
    const stop = new AbortController();
    let hasGone = false;
    const gone = () => {
      hasGone = true;
      stop.abort();
    };
    // Whoever has gone needs no answer, and it is no fault of the service.
    const meant = (error: unknown) => hasGone ? new Problem(499, "whoever asked has gone") : error;
    request.signal.addEventListener("abort", gone);
    const release = follow(options.ending, stop), { signal } = stop;
    const told = (error: unknown) => void failed(meant(error), turn, request.method);
    const given = { params, query, body, headers, client: client.id };
    const asked = { ...given, services, signal, closing, failed: told };
    const make = async () => await route.handle(asked);
    try {
      const scope = `${client.id}\n${turn.url.pathname}${turn.url.search}`;
      const response = key === undefined || bytes === undefined
        ? await make()
        : await options.answers.once({ key, scope, body: bytes }, make);
      const ended = () => {
        release();
        over();
      };
      return await watched(response, { gone, over: ended, isHead: request.method === "HEAD", failed: told });
    } catch (error) {
      release();
      throw meant(error);
    } finally {
      request.signal.removeEventListener("abort", gone);
    }
  }

  function failed(error: unknown, { id, path }: Turn, method: string): Response {
    const problem = problemOf(error);
    if (problem.status === 500) {
      log("error", `${method} ${path}`, { request: id, error: Deno.inspect(error) });
    }
    return problemResponse(problem, id);
  }

  async function answer(request: Request, turn: Turn): Promise<Response> {
    try {
      checkSize(request);
      checkHost(request.headers.get("host"), settings.host, settings.hosts);
      turn.url = urlOf(request);
      return await hono.fetch(request, { turn });
    } catch (error) {
      return failed(error, turn, request.method);
    }
  }

  return {
    routes,
    async fetch(request, address) {
      const start = performance.now(), id = crypto.randomUUID();
      const turn = { id, address, url: NOWHERE, path: "none" };
      const response = await answer(request, turn);
      secure(response.headers);
      response.headers.set("x-request-id", id);
      const seconds = (performance.now() - start) / 1000, method = known(request.method);
      metrics.answered(method, turn.path, response.status, seconds);
      log("debug", `${method} ${turn.path} ${response.status}`, { request: id, seconds });
      return response;
    },
  };
}

/**
 * Aborts with a signal, until it is released. A signal that follows another by itself (AbortSignal.any), and is listened to, is
 * kept as long as that: until the service ends.
 */
function follow(signal: AbortSignal, stop: AbortController): () => void {
  const abort = () => stop.abort(signal.reason);
  if (signal.aborted) abort();
  signal.addEventListener("abort", abort);
  return () => signal.removeEventListener("abort", abort);
}

const NOWHERE = new URL("http://localhost/");

/** Other methods are counted as one: whoever asks may make up as many as they like. */
const known = (method: string) =>
  ["GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS"].includes(method) ? method : "other";

function urlOf(request: Request): URL {
  try {
    return new URL(request.url);
  } catch {
    throw new Problem(400, "the address of the request is none");
  }
}

type Methods = ReadonlyMap<string, Prepared>;

function byPath(routes: readonly Route[]): Map<string, Methods> {
  const paths = [...new Set(routes.map(({ path }) => path))];
  return new Map(paths.map((path) => {
    const own = routes.filter((each) => each.path === path);
    return [path, new Map(own.map((each) => [each.method, prepare(each)]))];
  }));
}

function routeFor(methods: Methods, method: string): Prepared {
  const route = methods.get(method === "HEAD" ? "GET" : method);
  if (route !== undefined) return route;
  throw notAllowed([...methods.keys()]);
}

function notAllowed(methods: readonly string[]): Problem {
  const all = methods.includes("GET") ? [...methods, "HEAD"] : methods;
  return new Problem(405, `this path takes ${all.join(", ")}`, { headers: { allow: all.join(", ") } });
}
