/** Texts that go on as a language model says. */
import { UserError } from "../../base/errors.ts";
import type { Fields } from "../../base/fields.ts";
import { random } from "../../base/random.ts";
import { decode, type DecodeRow } from "../../inference/decode.ts";
import { checkSampling, sample, type Sampling } from "../../inference/sampler.ts";
import { loadSession, type Session } from "../../inference/session.ts";
import type { Tokenizer } from "../../tokenizer/tokenizer.ts";
import type { TextBundle } from "./bundle.ts";
import { textState } from "./state.ts";

/** A language model, ready to run. */
export interface TextSession extends Session {
  readonly tokenizer: Tokenizer;
}

/** Loads a verified bundle into onnxruntime, on one thread. Throws a UserError of kind "model" if it cannot. */
export async function openTextSession(bundle: TextBundle): Promise<TextSession> {
  return { ...await loadSession(bundle), tokenizer: bundle.tokenizer };
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
    fallback: 0.8,
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
} as const satisfies Fields;

/** What is to be completed, and how. */
export interface CompletionRequest extends Sampling {
  prompt: string;
  /** Tokens that are added at most. */
  maxTokens: number;
  seed: number;
}

/** What came of it. */
export interface Completion {
  /** What follows the prompt. */
  text: string;
  tokens: number;
  /** Whether the model ended it, or it was cut off. */
  ended: boolean;
}

/** Stream of random numbers. */
const STREAM = 3;

/**
 * Completes texts side by side. The same session, request and seed give the same text, whatever stands beside it. `onText` is
 * handed each piece as it is decoded, with the index of its request. Where the signal is aborted, what there is is returned.
 */
export async function complete(
  session: TextSession,
  requests: readonly CompletionRequest[],
  onText: (text: string, index: number) => void = () => {},
  signal?: AbortSignal,
): Promise<Completion[]> {
  const rows = requests.map((request, index) =>
    completionRow(session, request, (text) => onText(text, index), signal)
  );
  await decode(session, rows);
  return rows.map(({ result }) => result());
}

function completionRow(
  { tokenizer, ports, config }: TextSession,
  request: CompletionRequest,
  onText: (text: string) => void,
  signal: AbortSignal | undefined,
): DecodeRow & { result(): Completion } {
  checkSampling(request);
  const { prompt, maxTokens, seed } = request;
  if (!Number.isSafeInteger(seed) || seed < 0) {
    throw new UserError("usage", `seed must be a whole number from 0 up, not ${seed}`);
  }
  const { separator, unknown } = tokenizer;
  const all = [separator, ...tokenizer.encode(prompt.replace(/\r\n?/g, "\n"))];
  // Attention looks no farther back, layer by layer.
  const first = Math.max(0, all.length - config.window * config.layers);
  const prefix = all.slice(first);
  const lawful = Array.from({ length: tokenizer.size }, (_, id) => id).filter((id) => id !== unknown);
  const rng = random(seed, STREAM);
  /** Tokens whose text is not whole yet: some tokenizers cut characters in parts. */
  let pending: number[] = [];
  let text = "", tokens = 0, ended = false;
  const emit = (piece: string) => {
    pending = [];
    text += piece;
    onText(piece);
  };
  return {
    sequences: [{ prefix, state: textState(ports, first, all[first - 1] ?? separator) }],
    next([logits]) {
      if (tokens >= maxTokens || signal?.aborted) return undefined;
      const token = sample(logits!, lawful, request, rng);
      if (token === separator) {
        ended = true;
        return undefined;
      }
      tokens++;
      pending.push(token);
      const piece = tokenizer.decode(pending);
      if (!piece.endsWith("\ufffd")) emit(piece);
      return token;
    },
    result() {
      if (pending.length > 0) emit(tokenizer.decode(pending));
      return { text, tokens, ended };
    },
  };
}
