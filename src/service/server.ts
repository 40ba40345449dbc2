/** The application at an address of this machine. */
import { join } from "node:path";
import { UserError } from "../base/errors.ts";
import { type AppOptions, createApp } from "./app.ts";
import { openAnswers } from "./idempotency.ts";
import { problemOf, problemResponse } from "./problem.ts";
import { requireTokens } from "./security/bind.ts";

export interface Server {
  /** Such as `http://127.0.0.1:8080`. */
  address: string;
  /** Ends it: nothing new is taken, and what is at work has the seconds of `limits.drain`. */
  close(): Promise<void>;
}

/** Seconds after which what was told to end is left to itself. */
const LAST = 2;

/**
 * Serves at the address of the settings. Throws a UserError, of kind "usage" where others could reach it without a token, of
 * kind "environment" where the address cannot be had.
 */
export async function listen(
  options: Omit<AppOptions, "answers" | "closing" | "ending">,
): Promise<Server> {
  const { settings } = options.services;
  requireTokens(settings);
  await Deno.mkdir(settings.root, { recursive: true, mode: 0o700 });
  const answers = openAnswers(join(settings.root, "answers.db"), settings.limits.remember);
  const closing = new AbortController(), ending = new AbortController(), cut = new AbortController();
  try {
    const app = createApp({ ...options, answers, closing: closing.signal, ending: ending.signal });
    const { host: hostname, port } = settings;
    const server = Deno.serve({
      ...{
        hostname,
        port,
        signal: cut.signal,
        onListen() {},
        onError: (error) => problemResponse(problemOf(error)),
      },
    }, (request, { remoteAddr }) => app.fetch(request, "hostname" in remoteAddr ? remoteAddr.hostname : ""));
    const { hostname: own, port: given } = server.addr;
    return {
      address: `http://${own.includes(":") ? `[${own}]` : own}:${given}`,
      close: once(async () => {
        closing.abort();
        const over = server.shutdown();
        if (!await within(over, settings.limits.drain)) {
          ending.abort();
          if (!await within(over, LAST)) cut.abort();
        }
        await server.finished;
        answers[Symbol.dispose]();
      }),
    };
  } catch (error) {
    answers[Symbol.dispose]();
    if (error instanceof Deno.errors.AddrInUse || error instanceof Deno.errors.AddrNotAvailable) {
      const { host, port } = settings;
      throw new UserError("environment", `cannot listen at ${host}, port ${port}: ${error.message}`);
    }
    throw error;
  }
}

/** What is done once, however often it is asked for. */
function once<T>(work: () => Promise<T>): () => Promise<T> {
  let done: Promise<T> | undefined;
  return () => done ??= work();
}

/** Whether something ends within some seconds. */
async function within(work: Promise<unknown>, seconds: number): Promise<boolean> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<false>((resolve) => timer = setTimeout(() => resolve(false), seconds * 1000));
  try {
    return await Promise.race([work.then(() => true as const), late]);
  } finally {
    clearTimeout(timer);
  }
}
