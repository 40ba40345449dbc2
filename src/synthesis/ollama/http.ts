/**
 * Requests straight to a host. Not by `fetch`, which sends them to the proxy that the environment names even where they are
 * for this very machine, and follows redirects unless told otherwise.
 */
import { type IncomingMessage, request as plain } from "node:http";
import { request as secure } from "node:https";
import { TemporaryError } from "../../data/fetch/retry.ts";

/** What is asked. */
export interface Asked {
  url: URL;
  /** Sent as JSON by POST; without it is a GET. */
  body?: unknown;
  signal: AbortSignal;
}

/** An answer, of which the body is still to come. */
export interface Answering {
  status: number;
  header(name: string): string | undefined;
  /** Bytes as they come; throws a TemporaryError where the connection is cut. */
  body: AsyncIterable<Uint8Array>;
}

/** Puts a request. Throws a TemporaryError where no connection is made, the signal's reason once that is aborted. */
export async function ask({ url, body, signal }: Asked): Promise<Answering> {
  signal.throwIfAborted();
  const text = body === undefined ? undefined : JSON.stringify(body);
  try {
    const message = await new Promise<IncomingMessage>((resolve, reject) => {
      const sending = (url.protocol === "https:" ? secure : plain)(url, {
        method: text === undefined ? "GET" : "POST",
        headers: {
          accept: "application/json",
          ...text !== undefined && { "content-type": "application/json" },
        },
        // Each has a connection of its own: to close it is how a request is given up.
        ...{ agent: false, signal },
      }, resolve);
      sending.on("error", reject);
      sending.end(text);
    });
    return {
      status: message.statusCode ?? 0,
      header(name) {
        const value = message.headers[name];
        return Array.isArray(value) ? value[0] : value;
      },
      body: bytesOf(message, signal),
    };
  } catch (cause) {
    signal.throwIfAborted();
    throw new TemporaryError(`no connection (${reasonOf(cause)})`, { cause });
  }
}

async function* bytesOf(message: IncomingMessage, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  try {
    for await (const bytes of message) if (bytes instanceof Uint8Array) yield bytes;
  } catch (cause) {
    signal.throwIfAborted();
    throw new TemporaryError(`the connection was cut (${reasonOf(cause)})`, { cause });
  }
  signal.throwIfAborted();
}

function reasonOf(error: unknown): string {
  const code = error instanceof Error ? Reflect.get(error, "code") : undefined;
  if (code === "ECONNREFUSED") return "refused";
  return error instanceof Error ? error.message : String(error);
}
