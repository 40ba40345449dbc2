import { type Limits, nextMoves, parseLimits, trimDrawing } from "../art/constraints.ts";
import { UserError } from "../errors.ts";
import { drawingState, prefixTokens, type Prompt, sketchState } from "../model/features.ts";
import { resolveLabel } from "../model/labels.ts";
import { random } from "../random.ts";
import { PATCHES, patchesToSketch, SKETCH_SIDE } from "../tokenizer/character.ts";
import { decode, type DecodeRow } from "./decode.ts";
import { logLikelihoods, sketchSequence } from "./likelihood.ts";
import { aspectTokens, heightTokens, moveTokens, patchTokens, widthTokens } from "./lawful.ts";
import { checkSampling, logProbability, sample, type Sampling } from "./sampler.ts";
import type { ModelSession } from "./session.ts";

/** What to draw, how large at most, and how to sample. */
export interface GenerateRequest extends Sampling {
  prompt: string;
  style: string;
  /** Columns at most. */
  width: number;
  maxLines: number;
  /** Characters at most, line breaks between lines included. */
  maxChars?: number | undefined;
  seed: number;
  /** Sketches sampled side by side, of which the one that tells most of the prompt is drawn; default 1. */
  bestOf?: number | undefined;
  /** Temperature of the drawing pass; `temperature` is the sketch's. Default: 0.4 × temperature. */
  drawingTemperature?: number | undefined;
}

/** A thumbnail: 24×24 of 0 and 1, and the aspect bin of the picture it stands for. */
export interface Sketch {
  bits: Uint8Array;
  aspect: number;
  /** Log-likelihood of its patches given the prompt, in nats, at temperature 1. */
  logLikelihood: number;
}

/** A finished drawing; width and height are those of its lines, which is less than was planned when edges are blank. */
export interface Drawing {
  lines: string[];
  sketch: Uint8Array;
  width: number;
  height: number;
}

/** Drawings need a steadier hand than sketches. */
const DRAWING_TEMPERATURE = 0.4;
const DRAWING_TOP_P = 0.95;
/** Sketches sampled for one drawing at most. */
export const MAX_BEST_OF = 64;
/** Streams of random numbers, so that each pass is the same whatever the other did. */
const SKETCH_STREAM = 1;
const DRAWING_STREAM = 2;

/**
 * Draws a picture: a sketch, then its characters. The same session, request and seed give the same drawing; no limit
 * is ever exceeded. Throws a UserError of kind "usage" or "input" for a request the model cannot take.
 */
export async function generate(session: ModelSession, request: GenerateRequest): Promise<Drawing> {
  const { bestOf = 1 } = request;
  if (!Number.isInteger(bestOf) || bestOf < 1 || bestOf > MAX_BEST_OF) {
    throw new UserError("usage", `best-of must be a whole number from 1 to ${MAX_BEST_OF}, not ${bestOf}`);
  }
  // Without randomness all sketches are the same one.
  const count = request.temperature === 0 || request.topK === 1 ? 1 : bestOf;
  const streams = [...Array(count).keys()];
  const sketches = await sketchPass(session, streams.map(() => request), streams);
  const [drawing] = await drawingPass(session, [request], [await mostTelling(session, request, sketches)]);
  return drawing!;
}

/**
 * The sketch that the prompt makes likelier by the largest factor: its likelihood given the prompt over that without
 * one. Likelihood alone would choose the plainest shape, which any word may bring forth.
 */
async function mostTelling(
  session: ModelSession,
  request: GenerateRequest,
  sketches: readonly Sketch[],
): Promise<Sketch> {
  if (sketches.length === 1) return sketches[0]!;
  const nothing: Prompt = { ...prepare(session, request).prompt, characters: [], label: -1 };
  const unprompted = await logLikelihoods(
    session,
    sketches.map(({ bits }) => sketchSequence(session, nothing, bits)),
  );
  const scores = sketches.map(({ logLikelihood }, i) => logLikelihood - unprompted[i]!);
  // Comparisons with a score that is not a number are false, so the first sketch stays.
  return sketches[scores.reduce((best, score, i) => score > scores[best]! ? i : best, 0)]!;
}

/**
 * The first pass alone, for several requests at once: their sketches. `streams` number the sketches of one request, which
 * would be the same otherwise.
 */
export async function sketchPass(
  session: ModelSession,
  requests: readonly GenerateRequest[],
  streams: readonly number[] = requests.map(() => 0),
): Promise<Sketch[]> {
  const rows = requests.map((request, i) => sketchRow(session, request, streams[i]!));
  await decode(session, rows);
  return rows.map((row) => row.sketch());
}

/** The second pass alone, for several requests at once: a drawing of each sketch. */
export async function drawingPass(
  session: ModelSession,
  requests: readonly GenerateRequest[],
  sketches: readonly Pick<Sketch, "bits" | "aspect">[],
): Promise<Drawing[]> {
  const rows = requests.map((request, i) => drawingRow(session, request, sketches[i]!));
  await decode(session, rows);
  return rows.map((row) => row.drawing());
}

function sketchRow(
  session: ModelSession,
  request: GenerateRequest,
  number: number,
): DecodeRow & { sketch(): Sketch } {
  const { tokenizer, layout } = session;
  const { limits, prompt } = prepare(session, request);
  const stream = random(request.seed, SKETCH_STREAM, number);
  const lawfulPatches = patchTokens(tokenizer);
  const lawfulAspects = aspectTokens(tokenizer, limits);
  const patches: number[] = [];
  let aspect = 0;
  let logLikelihood = 0;
  return {
    prefix: prefixTokens(tokenizer, prompt),
    state: sketchState(layout, tokenizer, prompt),
    next(logits) {
      if (patches.length === PATCHES) {
        aspect = sample(logits, lawfulAspects, request, stream) - tokenizer.aspectStart;
        return undefined;
      }
      const token = sample(logits, lawfulPatches, request, stream);
      logLikelihood += logProbability(logits, lawfulPatches, token);
      patches.push(token - tokenizer.sketchStart);
      return token;
    },
    sketch: () => ({ bits: patchesToSketch(patches), aspect, logLikelihood }),
  };
}

function drawingRow(
  session: ModelSession,
  request: GenerateRequest,
  { bits, aspect }: Pick<Sketch, "bits" | "aspect">,
): DecodeRow & { drawing(): Drawing } {
  const { tokenizer, layout } = session;
  const { limits, prompt } = prepare(session, request);
  const stream = random(request.seed, DRAWING_STREAM);
  const sampling: Sampling = {
    temperature: request.drawingTemperature ?? DRAWING_TEMPERATURE * request.temperature,
    topK: request.topK,
    topP: Math.min(request.topP, DRAWING_TOP_P),
  };
  checkSampling(sampling);
  if (bits.length !== SKETCH_SIDE ** 2) {
    throw new Error(`a sketch has ${SKETCH_SIDE ** 2} pixels, not ${bits.length}`);
  }
  const state = drawingState(layout, tokenizer, prompt, bits, aspect);
  const drawn: number[] = [];
  let written = 0;
  return {
    prefix: prefixTokens(tokenizer, prompt),
    state,
    next(logits) {
      const { row, column, width, height } = state;
      if (width === 0) return sample(logits, widthTokens(tokenizer, aspect, limits), request, stream);
      if (height === 0) {
        return sample(logits, heightTokens(tokenizer, width, aspect, limits), request, stream);
      }
      const moves = nextMoves({ row, column, width, height, written }, limits.maxChars);
      const lawful = moveTokens(tokenizer, moves);
      const token = lawful.length === 1 ? lawful[0]! : sample(logits, lawful, sampling, stream);
      if (token === tokenizer.eos) return undefined;
      drawn.push(token);
      written += token === tokenizer.newline ? 1 : tokenizer.cells(token);
      return token;
    },
    drawing() {
      const lines = trimDrawing(tokenizer.decode(drawn));
      const width = Math.max(0, ...lines.map((line) => [...line].length));
      return { lines, sketch: bits, width, height: lines.length };
    },
  };
}

function prepare(session: ModelSession, request: GenerateRequest): { limits: Limits; prompt: Prompt } {
  const { tokenizer, config } = session;
  checkSampling(request);
  if (!Number.isSafeInteger(request.seed) || request.seed < 0) {
    throw new UserError("usage", `seed must be a whole number from 0 up, not ${request.seed}`);
  }
  return {
    limits: parseLimits(request, tokenizer.data),
    prompt: {
      style: tokenizer.styleToken(request.style),
      characters: tokenizer.encodePrompt(request.prompt, config.promptLength),
      label: resolveLabel(request.prompt, config.labels),
    },
  };
}
