/** Texts that go on as a language model says. */
import { UserError } from "../../base/errors.ts";
import type { Fields } from "../../base/fields.ts";
import { random } from "../../base/random.ts";
import { decode, type DecodeRow } from "../../inference/decode.ts";
import { checkSampling, penalize, sample, type Sampling } from "../../inference/sampler.ts";
import { loadSession, type Session } from "../../inference/session.ts";
import type { Tokenizer } from "../../tokenizer/tokenizer.ts";
import type { TextBundle } from "./bundle.ts";
import { textState } from "./state.ts";
import { decodingStream, stoppingStream } from "./streaming.ts";

/** A language model, ready to run. */
export interface TextSession extends Session {
  readonly tokenizer: Tokenizer;
  /** Temperature of requests that name none. */
  readonly temperature: number;
}

/** Where a model does not say otherwise. */
export const USUAL_TEMPERATURE = 0.8;

/** Loads a verified bundle into onnxruntime, on one thread. Throws a UserError of kind "model" if it cannot. */
export async function openTextSession(bundle: TextBundle): Promise<TextSession> {
  const { tokenizer, manifest: { sampling } } = bundle;
  return { ...await loadSession(bundle), tokenizer, temperature: sampling?.temperature ?? USUAL_TEMPERATURE };
}

/** How a text is completed. */
export const SAMPLING_FIELDS = {
  maxTokens: {
    type: "integer",
    least: 1,
    most: 1_000_000,
    fallback: 300,
    text: "tokens that are added at most",
  },
  temperature: {
    type: "number",
    least: 0,
    most: 5,
    usual: `${USUAL_TEMPERATURE}, or what the model says`,
    text: "0 takes the likeliest token, 1 samples as the model says",
  },
  topK: { type: "integer", least: 0, fallback: 0, text: "only the k likeliest tokens; 0 for all" },
  topP: {
    type: "number",
    above: 0,
    most: 1,
    fallback: 0.95,
    text: "only the likeliest tokens that together reach this probability",
  },
  minP: {
    type: "number",
    least: 0,
    most: 1,
    fallback: 0,
    text: "only tokens at least so probable as this share of the likeliest; 0 for all",
  },
  repetitionPenalty: {
    type: "number",
    above: 0,
    most: 10,
    fallback: 1,
    text: "above 1 makes what stands among the last 64 tokens less likely",
  },
  stop: {
    type: "list",
    value: "text",
    whole: true,
    fallback: [],
    text: "ends before this text, or one of several",
  },
} as const satisfies Fields;

/** What is to be completed, and how. */
export interface CompletionRequest extends Omit<Sampling, "temperature"> {
  /** The session's unless told otherwise. */
  temperature?: number;
  prompt: string;
  /** Tokens that are added at most. */
  maxTokens: number;
  seed: number;
  /** Above 1 makes tokens that stand there already less likely; 1 unless told otherwise. */
  repetitionPenalty?: number;
  /** Texts before which it ends. */
  stop?: readonly string[];
}

/** Why a text goes on no further: the model ended it, a stop came, it has all its tokens, or it was interrupted. */
export type Finish = "end" | "stop" | "length" | "interrupted";

/** What came of it. */
export interface Completion {
  /** What follows the prompt, without the stop that ended it. */
  text: string;
  tokens: number;
  finish: Finish;
}

/** Who hears of completions while they are made; `index` is that of the request. */
export interface CompletionEvents {
  /** A piece of whole characters, as soon as it is certain. */
  text?(text: string, index: number): void;
  /** A completion that is whole, in the order in which they end. */
  done?(completion: Completion, index: number): void;
}

/** Stream of random numbers. */
const STREAM = 3;

/**
 * Completes texts side by side. The same session, request and seed give the same text, whatever stands beside it. Where the
 * signal is aborted, what there is is returned. Throws a UserError of kind "usage" for a request that cannot be met.
 */
export async function complete(
  session: TextSession,
  requests: readonly CompletionRequest[],
  events: CompletionEvents = {},
  signal?: AbortSignal,
): Promise<Completion[]> {
  requests.forEach((request) => checkRequest(session, request));
  const lawful = lawfulTokens(session);
  const completions: Completion[] = [];
  const rows = requests.map((request, index) =>
    completionRow(session, request, lawful, {
      text: (text) => events.text?.(text, index),
      done(completion) {
        completions[index] = completion;
        events.done?.(completion, index);
      },
    }, signal)
  );
  try {
    await decode(session, rows);
  } catch (error) {
    if (!signal?.aborted || error !== signal.reason) throw error;
    rows.forEach(({ interrupt }) => interrupt());
  }
  return completions;
}

/** Tokens that may follow. */
export function lawfulTokens({ tokenizer: { size, unknown } }: TextSession): number[] {
  return Array.from({ length: size }, (_, id) => id).filter((id) => id !== unknown);
}

/** Throws a UserError of kind "usage" for a request that cannot be met. */
export function checkRequest(session: TextSession, request: CompletionRequest): void {
  checkSampling(samplingOf(session, request));
  const { seed, repetitionPenalty = 1, stop = [] } = request;
  const fail = (line: string) => new UserError("usage", line);
  if (!Number.isSafeInteger(seed) || seed < 0) {
    throw fail(`seed must be a whole number from 0 up, not ${seed}`);
  }
  if (!(repetitionPenalty > 0 && repetitionPenalty < Infinity)) {
    throw fail(`repetition-penalty must be more than 0, not ${repetitionPenalty}`);
  }
  if (stop.includes("")) throw fail("stop must be a text of at least one character, not an empty one");
}

const samplingOf = (session: TextSession, request: CompletionRequest): Sampling => ({
  ...request,
  temperature: request.temperature ?? session.temperature,
});

/** A text as a row to be decoded, and who hears of it. */
export function completionRow(
  session: TextSession,
  request: CompletionRequest,
  lawful: readonly number[],
  events: { text(text: string): void; done(completion: Completion): void },
  signal: AbortSignal | undefined,
): DecodeRow & { interrupt(): void } {
  const { tokenizer, ports, config } = session;
  const { prompt, maxTokens, seed, repetitionPenalty = 1, stop = [] } = request;
  const sampling = samplingOf(session, request);
  const { separator } = tokenizer;
  const all = [separator, ...tokenizer.encode(prompt.replace(/\r\n?/g, "\n"))];
  // Attention looks no farther back, layer by layer.
  const first = Math.max(0, all.length - config.window * config.layers);
  const prefix = all.slice(first);
  const written = prefix.filter((id) => id !== separator);
  const rng = random(seed, STREAM);
  const characters = decodingStream(tokenizer), stopping = stoppingStream(stop);
  let text = "", tokens = 0, ended = false;
  const emit = (piece: string) => {
    if (piece === "") return;
    text += piece;
    events.text(piece);
  };
  const end = (finish: Finish): undefined => {
    if (ended) return;
    ended = true;
    emit(stopping.push(characters.end()));
    emit(stopping.end());
    events.done({ text, tokens, finish: stopping.stopped ? "stop" : finish });
  };
  return {
    sequences: [{ prefix, state: textState(ports, first, all[first - 1] ?? separator) }],
    next([logits]) {
      signal?.throwIfAborted();
      penalize(logits!, written, repetitionPenalty);
      const token = sample(logits!, lawful, sampling, rng);
      if (token === separator) return end("end");
      tokens++;
      written.push(token);
      emit(stopping.push(characters.push(token)));
      if (stopping.stopped) return end("stop");
      return tokens < maxTokens ? token : end("length");
    },
    interrupt: () => end("interrupted"),
  };
}
