/** A server that speaks Ollama's protocol, with the faults that a test asks for. */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { deadline } from "../deadline.ts";

/** What it is asked for a text. */
export interface AskedText {
  model: string;
  prompt: string;
  system?: string;
  stream: boolean;
  options: { seed: number; temperature: number; num_predict: number };
}

/** What is sent of a body: bytes, a wait for something, or until the client leaves, or the end of the connection. */
export type Piece = Uint8Array | { until: Promise<unknown> } | "stall" | "cut";

export interface Reply {
  status?: number;
  headers?: Record<string, string>;
  body: Iterable<Piece> | string;
}

/** How it answers the request of a number, counted from 0. */
export type Behaviour = (asked: AskedText, number: number) => Reply;

export interface FakeOllama extends AsyncDisposable {
  url: URL;
  asked: AskedText[];
  /** Requests at work at the same time, at most so far. */
  most(): number;
  /** When so many requests were left by their clients. */
  left(count: number): Promise<void>;
}

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

/** Lines of an answer: a token each, and the last. */
export function answerLines(tokens: readonly string[], last: Record<string, unknown> = {}): string[] {
  const about = { model: "tiny:latest", created_at: "2026-01-01T00:00:00Z" };
  const lines: object[] = tokens.map((response) => ({ ...about, response, done: false }));
  lines.push({
    ...{ ...about, response: "", done: true, done_reason: "stop", context: [1, 2, 3] },
    ...{ total_duration: 5, load_duration: 1, eval_count: tokens.length, eval_duration: 3, ...last },
  });
  return lines.map((line) => JSON.stringify(line) + "\n");
}

/** A wait of some milliseconds. */
export const pause = (ms: number): Piece => ({ until: new Promise((resolve) => setTimeout(resolve, ms)) });

/** A whole answer. */
export const answering = (text: string, last: Record<string, unknown> = {}): Reply => ({
  headers: { "content-type": "application/x-ndjson" },
  body: answerLines(text.match(/\s*\S+|\s+$/g) ?? [], last).map(encode),
});

const MODEL = {
  ...{
    name: "tiny:latest",
    model: "tiny:latest",
    modified_at: "2026-01-01T00:00:00Z",
    size: 4_800_000,
    digest: "ab",
  },
  details: {
    ...{ parent_model: "", format: "gguf", family: "llama", families: ["llama"] },
    ...{ parameter_size: "1.2M", quantization_level: "F32" },
  },
};

/** Starts it at a port of its own on this machine. */
export async function serveOllama(
  behaviour: Behaviour,
  { models = [MODEL], elsewhere }: {
    models?: unknown;
    /** What answers in its place. */
    elsewhere?: Reply;
  } = {},
): Promise<FakeOllama> {
  const asked: AskedText[] = [];
  let working = 0, most = 0, gone = 0;
  const waiting: { count: number; resolve: () => void }[] = [];
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const given = await bodyOf(request).catch(() => undefined);
    // Who left before the end of the request asks for nothing.
    if (given === undefined) return;
    if (elsewhere !== undefined) return await send(response, elsewhere);
    if (request.url === "/api/version") return await send(response, json({ version: "0.17.4" }));
    if (request.url === "/api/tags") return await send(response, json({ models }));
    if (request.url !== "/api/generate") {
      return await send(response, { status: 404, body: "404 page not found" });
    }
    most = Math.max(most, ++working);
    response.on("close", () => {
      working--;
      if (response.writableFinished) return;
      gone++;
      for (const { count, resolve } of waiting) if (gone >= count) resolve();
    });
    const text: AskedText = JSON.parse(given);
    await send(response, behaviour(text, asked.push(text) - 1));
  };
  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("it listens at no port");
  return {
    url: new URL(`http://127.0.0.1:${address.port}/`),
    asked,
    most: () => most,
    left: (count) =>
      deadline(new Promise((resolve) => gone >= count ? resolve() : waiting.push({ count, resolve }))),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const json = (value: unknown): Reply => ({
  headers: { "content-type": "application/json" },
  body: JSON.stringify(value),
});

async function bodyOf(request: IncomingMessage): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  for await (const bytes of request) text += decoder.decode(bytes, { stream: true });
  return text;
}

async function send(response: ServerResponse, { status = 200, headers = {}, body }: Reply): Promise<void> {
  response.writeHead(status, headers);
  if (typeof body === "string") return void response.end(body);
  response.flushHeaders();
  const closed = new Promise<void>((resolve) => response.on("close", resolve));
  for (const piece of body) {
    if (response.destroyed) return;
    if (piece === "stall") return await closed;
    if (piece === "cut") return void response.destroy();
    if (!(piece instanceof Uint8Array)) await piece.until;
    else if (!response.write(piece)) {
      await Promise.race([new Promise<void>((resolve) => response.once("drain", resolve)), closed]);
    }
  }
  response.end();
}
