/** One drawing as a row that is decoded: what may come next in it, and what has come. */
import { type Limits, nextMoves, parseLimits, trimDrawing } from "../../../art/constraints.ts";
import { UserError } from "../../../base/errors.ts";
import { random } from "../../../base/random.ts";
import type { DecodeRow } from "../../../inference/decode.ts";
import { checkSampling, logProbability, sample, type Sampling } from "../../../inference/sampler.ts";
import { isSymmetric } from "../../../rasterise/sketch/mirror.ts";
import { sideOf } from "../../../rasterise/sketch/sketch.ts";
import { type Cell, dotCells } from "../../../rasterise/sketch/spots.ts";
import type { Sketch } from "../album/book.ts";
import type { Prompt } from "../sequence/features.ts";
import { beginDrawing } from "../sequence/sequence.ts";
import { evenTokens, hasAxis } from "./even.ts";
import { EYES, follow, strays } from "./eyes.ts";
import { hasFewCells, heightTokens, moveTokens, widthTokens } from "./lawful.ts";
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
  const drawn: number[] = [];
  // The network sees three cells ahead; a run of spaces must not jump over an eye farther on.
  let dots: Cell[] | undefined;
  const known = [...tokenizer.data.characters];
  const eyes = EYES.filter((character) => known.includes(character))
    .map((character) => tokenizer.characterStart + known.indexOf(character));
  // A symmetric sketch has like halves, which each character by itself hardly ever comes to.
  const even = isSymmetric(bits), texts = new Map<number, string>();
  const textOf = (token: number): string => {
    const text = texts.get(token) ?? (token === tokenizer.eos ? "\n" : tokenizer.decode([token]));
    texts.set(token, text);
    return text;
  };
  let written = 0, line = "";
  return {
    sequences: [{ prefix, state }],
    next([logits]) {
      const { row, column, width, height } = state;
      if (width === 0) {
        const widths = widthTokens(tokenizer, aspect, limits, even && hasAxis(bits));
        return sample(logits!, widths, sampling, stream);
      }
      if (height === 0) {
        return sample(logits!, heightTokens(tokenizer, width, aspect, limits), sampling, stream);
      }
      const moves = nextMoves({ row, column, width, height, written }, limits.maxChars);
      dots ??= dotCells(bits, width, height);
      const ahead = dots.filter((dot) => dot.row === row && dot.column >= column);
      const blank = Math.min(...ahead.map((dot) => dot.column - column));
      const all = moveTokens(tokenizer, moves, blank);
      const seen = strays(dots, row, column) ? all.filter((token) => !eyes.includes(token)) : all;
      const lawful = even ? evenTokens(seen, textOf, line, width) : seen;
      const token = lawful.length === 1 ? lawful[0]! : sample(logits!, lawful, sampling, stream);
      if (token === tokenizer.eos) return undefined;
      if (eyes.includes(token)) follow(dots, row, column);
      drawn.push(token);
      line = token === tokenizer.newline ? "" : line + textOf(token);
      onStroke({
        ...{ text: tokenizer.decode([token]), row, column },
        probability: () => Math.exp(logProbability(logits!, lawful, token)),
      });
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
