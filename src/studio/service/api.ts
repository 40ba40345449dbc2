/// <reference lib="dom" />
/** The service, as the page asks it: with a token where it wants one; what goes wrong is an Error in words. */
import { type ServerEvent, serverEvents } from "./sse.ts";

export interface Api {
  /** The JSON of an answer, whose shape the OpenAPI document tells. */
  get<T>(path: string, signal?: AbortSignal): Promise<T>;
  post<T>(path: string, body: unknown, signal?: AbortSignal): Promise<T>;
  /** Sends bytes as they are. */
  send<T>(path: string, body: Blob, signal?: AbortSignal): Promise<T>;
  /** Events of an answer as they come; ends when the stream does. */
  stream(
    path: string,
    how?: { body?: unknown; last?: string },
    signal?: AbortSignal,
  ): AsyncGenerator<ServerEvent>;
}

/** A token for the service: the one that is kept, or one that a person is asked for; undefined where they give none. */
export interface Tokens {
  kept(): string | null;
  ask(refused: boolean): Promise<string | undefined>;
}

const named = (name: string, message: string) => Object.assign(new Error(message), { name });

/** Asks the service that the page came from. */
export function serviceApi(tokens: Tokens): Api {
  /** Asks until there is an answer other than that a token is needed. */
  async function ask(path: string, init: RequestInit): Promise<Response> {
    const token = tokens.kept();
    const headers = new Headers(init.headers);
    if (token !== null) headers.set("authorization", `Bearer ${token}`);
    const response = await fetch(path, { ...init, headers }).catch((error) => {
      if (init.signal?.aborted) throw error;
      throw named("Offline", "The service does not answer. It may have stopped, or the network is down.");
    });
    if (response.ok) return response;
    const problem = await problemOf(response);
    const wanted = response.status === 401 || response.status === 403 && token !== null;
    if (!wanted) throw problem;
    if (await tokens.ask(token !== null) !== undefined) return ask(path, init);
    throw token === null ? named("Refused", "The service asks for a token.") : problem;
  }
  async function json<T>(path: string, init: RequestInit): Promise<T> {
    const response = await ask(path, init);
    // cast: the shape of an answer is the service's to keep, and its document's to tell; the tests hold them together.
    return await response.json() as T;
  }
  const posted = (body: unknown): RequestInit => ({
    method: "POST",
    body: JSON.stringify(body),
    headers: { "content-type": "application/json" },
  });
  const until = (signal?: AbortSignal): RequestInit => signal === undefined ? {} : { signal };
  return {
    get: (path, signal) => json(path, until(signal)),
    post: (path, body, signal) => json(path, { ...posted(body), ...until(signal) }),
    send: (path, body, signal) =>
      json(path, { method: "POST", body, headers: { "content-type": body.type }, ...until(signal) }),
    async *stream(path, { body, last } = {}, signal) {
      const init = body === undefined ? {} : posted(body);
      const headers = new Headers(init.headers);
      headers.set("accept", "text/event-stream");
      if (last !== undefined) headers.set("last-event-id", last);
      const response = await ask(path, { ...init, headers, ...until(signal) });
      if (response.body === null) return;
      for await (const event of serverEvents(response.body)) {
        if (event.event === "error" || event.event === "problem") throw told(event.data);
        yield event;
      }
    },
  };
}

interface Problem {
  title?: string;
  detail?: string;
  errors?: readonly { path?: string; message?: string }[];
}

async function problemOf(response: Response): Promise<Error> {
  const text = await response.text();
  const wait = response.headers.get("retry-after");
  const error = told(text, `${response.status} ${response.statusText}`);
  if (response.status === 429 && wait !== null) error.message += ` Try again in ${wait} seconds.`;
  if (response.status < 500) error.name = "Refused";
  return error;
}

/** What a problem object says, as a sentence. */
function told(text: string, instead = "The service met an error."): Error {
  try {
    const { title = instead, detail = title }: Problem = JSON.parse(text);
    return named("Refused", sentence(detail));
  } catch {
    return named("Failed", sentence(instead));
  }
}

const sentence = (text: string) =>
  text.charAt(0).toUpperCase() + text.slice(1) + (/[.!?)…]$/.test(text) ? "" : ".");
