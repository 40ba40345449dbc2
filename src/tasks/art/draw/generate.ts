import { type Limits, nextMoves, parseLimits, trimDrawing } from "../../../art/constraints.ts";
import { UserError } from "../../../base/errors.ts";
import type { Prompt } from "../sequence/features.ts";
import { beginDrawing } from "../sequence/sequence.ts";
import { random } from "../../../base/random.ts";
import { FINE_SIDE } from "../../../rasterise/sketch/sketch.ts";
import { type Cell, dotCells } from "../../../rasterise/sketch/spots.ts";
import { decode, type DecodeRow } from "../../../inference/decode.ts";
import { confidenceOf } from "./confidence.ts";
import { MAX_BEST_OF } from "./defaults.ts";
import { likeness } from "./likeness.ts";
import { EYES, follow, strays } from "./eyes.ts";
import { heightTokens, lawfulAspect, moveTokens, widthTokens } from "./lawful.ts";
import { checkSampling, logProbability, sample, type Sampling } from "../../../inference/sampler.ts";
import type { ModelSession } from "./session.ts";
import type { Sketch } from "../album/book.ts";

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
  /** Drawings that may be made of the sketch until one is close to it, three at most; default 1. */
  bestOf?: number | undefined;
  /** Whether to tell how sure each character was. */
  confidence?: boolean | undefined;
}

/** A finished drawing; width and height are those of its lines, which is less than was planned when edges are blank. */
export interface Drawing {
  lines: string[];
  sketch: Uint8Array;
  width: number;
  height: number;
  /** By line and column how probable each character was, where that was asked for. */
  confidence?: number[][];
}

/** A drawing as like its sketch as this has all that matters of it. */
const CLOSE = 0.98;
/** Stream of random numbers. */
const DRAWING_STREAM = 2;

/**
 * Draws a picture: the sketch of one that it remembers, then its characters. The same session, request and seed give the
 * same drawing; no limit is ever exceeded. Throws a UserError of kind "usage" or "input" for a request the model cannot
 * take.
 */
export async function generate(session: ModelSession, request: GenerateRequest): Promise<Drawing> {
  const sketches = chooseSketches(session, [request]);
  return (await drawSketches(session, [request], sketches))[0]!;
}

/** The sketch that `generate` draws for each request, with an aspect that meets its limits. */
export function chooseSketches(
  session: ModelSession,
  requests: readonly GenerateRequest[],
): Sketch[] {
  return requests.map((request) => {
    const { limits } = prepare(session, request);
    const { prompt: word, style, seed, variation } = request;
    const { bits, aspect } = session.book.sketch({ word, style, seed, variation });
    return { bits, aspect: lawfulAspect(aspect, limits) };
  });
}

/** Takes a piece of text of a request's drawing as it is decoded, before edges are trimmed; `stream` is the number of the try. */
export type OnText = (text: string, index: number, stream: number) => void;

/**
 * Draws each sketch once and, where that does not keep close to it, up to `bestOf` times, but not more than three; keeps
 * the drawing closest to the sketch.
 */
export async function drawSketches(
  session: ModelSession,
  requests: readonly GenerateRequest[],
  sketches: readonly Sketch[],
  onText?: OnText,
): Promise<Drawing[]> {
  const draw = (tries: readonly Try[]) =>
    drawingPass(
      session,
      tries.map(({ index }) => requests[index]!),
      tries.map(({ index }) => sketches[index]!),
      tries.map(({ stream }) => stream),
      onText && ((text, i) => onText(text, tries[i]!.index, tries[i]!.stream)),
    );
  const firsts = await draw(requests.map((_, index) => ({ index, stream: 0 })));
  const closest = firsts.map((drawing) => ({ drawing, closeness: closenessOf(drawing) }));
  const again = requests.flatMap((request, index): Try[] => {
    const more = closest[index]!.closeness >= CLOSE ? 0 : triesOf(request) - 1;
    return Array.from({ length: more }, (_, n) => ({ index, stream: n + 1 }));
  });
  if (again.length === 0) return firsts;
  for (const [n, drawing] of (await draw(again)).entries()) {
    const closeness = closenessOf(drawing), { index } = again[n]!;
    if (closeness > closest[index]!.closeness) closest[index] = { drawing, closeness };
  }
  return closest.map(({ drawing }) => drawing);
}

/** A request, by its index, and the number of the stream of randomness that it is tried with. */
interface Try {
  index: number;
  stream: number;
}

const closenessOf = ({ lines, sketch }: Drawing): number => likeness(lines, sketch);

/** How often a request is tried. Throws a UserError of kind "usage" when `bestOf` is out of range. */
function triesOf({ bestOf = 1, temperature, topK }: GenerateRequest): number {
  if (!Number.isInteger(bestOf) || bestOf < 1 || bestOf > MAX_BEST_OF) {
    throw new UserError("usage", `best-of must be a whole number from 1 to ${MAX_BEST_OF}, not ${bestOf}`);
  }
  // Without randomness all drawings are the same one.
  return temperature === 0 || topK === 1 ? 1 : bestOf;
}

/**
 * A drawing of each sketch, for several requests at once. `streams` number the drawings of one request, which would be the
 * same otherwise. `onText` is handed each piece of text as it is decoded, before edges are trimmed, with the index of its
 * request.
 */
export async function drawingPass(
  session: ModelSession,
  requests: readonly GenerateRequest[],
  sketches: readonly Sketch[],
  streams: readonly number[] = requests.map(() => 0),
  onText?: (text: string, index: number) => void,
): Promise<Drawing[]> {
  const rows = requests.map((request, i) =>
    drawingRow(session, request, sketches[i]!, streams[i]!, (text) => onText?.(text, i))
  );
  await decode(session, rows);
  return rows.map((row) => row.drawing());
}

function drawingRow(
  session: ModelSession,
  request: GenerateRequest,
  { bits, aspect }: Sketch,
  number: number,
  onText: (text: string) => void,
): DecodeRow & { drawing(): Drawing } {
  const { tokenizer } = session;
  const { limits, prompt } = prepare(session, request);
  const stream = random(request.seed, DRAWING_STREAM, number);
  if (bits.length !== FINE_SIDE ** 2) {
    throw new Error(`a sketch has ${FINE_SIDE ** 2} pixels, not ${bits.length}`);
  }
  const { prefix, state } = beginDrawing(session, { prompt, sketch: bits, aspect });
  const drawn: number[] = [], sure: number[] = [];
  // The network sees three cells ahead; a run of spaces must not jump over an eye farther on.
  let dots: Cell[] | undefined;
  const known = [...tokenizer.data.characters];
  const eyes = EYES.filter((character) => known.includes(character))
    .map((character) => tokenizer.characterStart + known.indexOf(character));
  let written = 0;
  return {
    sequences: [{ prefix, state }],
    next([logits]) {
      const { row, column, width, height } = state;
      if (width === 0) return sample(logits!, widthTokens(tokenizer, aspect, limits), request, stream);
      if (height === 0) {
        return sample(logits!, heightTokens(tokenizer, width, aspect, limits), request, stream);
      }
      const moves = nextMoves({ row, column, width, height, written }, limits.maxChars);
      dots ??= dotCells(bits, width, height);
      const ahead = dots.filter((dot) => dot.row === row && dot.column >= column);
      const blank = Math.min(...ahead.map((dot) => dot.column - column));
      const all = moveTokens(tokenizer, moves, blank);
      const lawful = strays(dots, row, column) ? all.filter((token) => !eyes.includes(token)) : all;
      const token = lawful.length === 1 ? lawful[0]! : sample(logits!, lawful, request, stream);
      if (token === tokenizer.eos) return undefined;
      if (request.confidence) sure.push(Math.exp(logProbability(logits!, lawful, token)));
      if (eyes.includes(token)) follow(dots, row, column);
      drawn.push(token);
      onText(tokenizer.decode([token]));
      written += token === tokenizer.newline ? 1 : tokenizer.cells(token);
      return token;
    },
    drawing() {
      const lines = trimDrawing(tokenizer.decode(drawn));
      const width = Math.max(0, ...lines.map((line) => [...line].length));
      const drawing = { lines, sketch: bits, width, height: lines.length };
      return request.confidence
        ? { ...drawing, confidence: confidenceOf(tokenizer, drawn, sure, lines) }
        : drawing;
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
    },
  };
}
