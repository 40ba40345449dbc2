/** One drawing as a row that is decoded: what may come next in it, and what has come. */
import { type Limits, parseLimits, trimDrawing } from "../../../art/constraints.ts";
import { UserError } from "../../../base/errors.ts";
import { random } from "../../../base/random.ts";
import type { DecodeRow } from "../../../inference/decode.ts";
import { checkSampling, logProbability, type Sampling } from "../../../inference/sampler.ts";
import { sideOf } from "../../../rasterise/sketch/sketch.ts";
import type { Sketch } from "../album/book.ts";
import type { Prompt } from "../sequence/features.ts";
import { beginDrawing } from "../sequence/sequence.ts";
import { guesser } from "./guess.ts";
import { type Hand, rulesOf } from "./hand.ts";
import { hasFewCells } from "./lawful.ts";
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
  /** How far the sketch may be from the picture, see `SketchRequest`. */
  variation?: number | undefined;
  /** Drawings that may be made of the sketch until one is close to it: 1 to 3, and two or four times as many in few columns; default 1. */
  bestOf?: number | undefined;
}

/** A finished drawing; width and height are those of its lines, which is less than was planned when edges are blank. */
export interface Drawing {
  lines: string[];
  sketch: Uint8Array;
  width: number;
  height: number;
}

/** A piece of a drawing: a character, a run of spaces or a line break. */
export interface Stroke {
  text: string;
  /** Where it stands in the drawing before edges are trimmed, from 0 on. */
  row: number;
  column: number;
  /** How likely it was among what might stand there, at temperature 1; to be asked at once. */
  probability(): number;
}

/** Stream of random numbers. */
const DRAWING_STREAM = 2;
/** Drawings of few characters are made at this share of the temperature. */
const STEADINESS = 0.7;

/**
 * A row to be decoded: a drawing of a sketch by the stream of randomness with a `number`. `onStroke` is handed each piece as it is
 * chosen, before edges are trimmed.
 */
export function drawingRow(
  session: ModelSession,
  request: GenerateRequest,
  { bits, aspect }: Sketch,
  number: number,
  onStroke: (stroke: Stroke) => void,
): DecodeRow & { drawing(): Drawing } {
  const { tokenizer } = session;
  const { limits, prompt } = prepare(session, request);
  const stream = random(request.seed, DRAWING_STREAM, number);
  const sampling = hasFewCells(limits)
    ? { ...request, temperature: STEADINESS * request.temperature }
    : request;
  if (!Number.isInteger(sideOf(bits))) {
    throw new Error(`a sketch is a square, which ${bits.length} pixels are not`);
  }
  const { prefix, state } = beginDrawing(session, { prompt, sketch: bits, aspect });
  const rules = rulesOf(tokenizer, { bits, aspect }, limits, sampling);
  const hand: Hand = { state, stream, line: "", written: 0 };
  const guess = session.draft && guesser(tokenizer, session.draft, rules);
  const drawn: number[] = [];
  return {
    sequences: [{ prefix, state }],
    next([logits]) {
      const { row, column, height } = state;
      const lawful = rules.lawful(hand), token = rules.choose(hand, lawful, logits!);
      if (height === 0) return token;
      if (token === tokenizer.eos) return undefined;
      rules.put(hand, token);
      drawn.push(token);
      onStroke({
        ...{ text: tokenizer.decode([token]), row, column },
        probability: () => Math.exp(logProbability(logits!, lawful, token)),
      });
      return token;
    },
    ...guess && { guess: () => guess(hand) },
    drawing() {
      const lines = trimDrawing(tokenizer.decode(drawn));
      const width = Math.max(0, ...lines.map((line) => [...line].length));
      return { lines, sketch: bits, width, height: lines.length };
    },
  };
}

/** Checks a request. Throws a UserError of kind "usage" or "input" for one that the model cannot take. */
export function prepare(session: ModelSession, request: GenerateRequest): { limits: Limits; prompt: Prompt } {
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
    },
  };
}
