import { type Limits, nextMoves, parseLimits, trimDrawing } from "../art/constraints.ts";
import { UserError } from "../errors.ts";
import { drawingState, prefixTokens, type Prompt, sketchState } from "../model/features.ts";
import { random } from "../random.ts";
import { type Cell, dotCells } from "../rasterise/spots.ts";
import { PATCHES, SKETCH_SIDE } from "../tokenizer/patches.ts";
import { decode, type DecodeRow, type DecodeSequence } from "./decode.ts";
import { likeness } from "./likeness.ts";
import { aspectTokens, heightTokens, moveTokens, patchTokens, variantTokens, widthTokens } from "./lawful.ts";
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
  /**
   * Sketches that may be sampled until a likely one is found; and drawings of it, three at most, until one is close to it;
   * default 1.
   */
  bestOf?: number | undefined;
  /**
   * Classifier-free guidance of the sketch (Ho & Salimans 2022): logits without a prompt, plus this times what the
   * prompt changes; default 1, the prompt's own logits.
   */
  guidance?: number | undefined;
  /** Temperature of the drawing pass; `temperature` is the sketch's. Default: 0.7 × temperature. */
  drawingTemperature?: number | undefined;
}

/** A thumbnail: 36×36 of 0 and 1, and the aspect bin of the picture it stands for. */
export interface Sketch {
  bits: Uint8Array;
  aspect: number;
  /** Which of the word's pictures it is. */
  variant: number;
  /** Log-likelihood of its patches given the prompt and the variant, in nats, at temperature 1. */
  logLikelihood: number;
}

/** A finished drawing; width and height are those of its lines, which is less than was planned when edges are blank. */
export interface Drawing {
  lines: string[];
  sketch: Uint8Array;
  width: number;
  height: number;
}

/** Which of a word's pictures is drawn may vary more than its lines: as many times the sketch's temperature. */
const VARIANT_TEMPERATURE = 2.5;
/** Numbers so many nats less likely than the likeliest are those of no picture of the word. */
const NO_PICTURE = 2;
/** Fractional parts of its multiples spread evenly, so that seeds in a row show different pictures (Weyl 1916). */
const GOLDEN_RATIO = (Math.sqrt(5) - 1) / 2;
/** Drawings need a steadier hand than sketches. */
const DRAWING_TEMPERATURE = 0.7;
const DRAWING_TOP_P = 0.95;
/** Sketches sampled for one drawing at most. */
export const MAX_BEST_OF = 64;
export const MAX_GUIDANCE = 20;
/** Drawings of one sketch at most: more are hardly closer to it (docs/LOG.md). */
const MAX_DRAWINGS = 3;
/** A sketch of at least this log-likelihood, in nats, negated, is one that the model knows well. */
const LIKELY = 8;
/** A drawing as like its sketch as this has all that matters of it. */
const CLOSE = 0.995;
/** Sketches at most this many nats below the likeliest are as good. */
const NEARLY = 8;
/** Streams of random numbers, so that each pass is the same whatever the other did. */
const SKETCH_STREAM = 1;
const DRAWING_STREAM = 2;

/**
 * Draws a picture: a sketch, then its characters. The same session, request and seed give the same drawing; no limit
 * is ever exceeded. Throws a UserError of kind "usage" or "input" for a request the model cannot take.
 */
export async function generate(session: ModelSession, request: GenerateRequest): Promise<Drawing> {
  const sketches = await chooseSketches(session, [request]);
  return (await drawSketches(session, [request], sketches))[0]!;
}

/**
 * The sketch that `generate` draws for each request: the first if it is likely, otherwise a likely one of `bestOf`, all
 * sampled side by side.
 */
export async function chooseSketches(
  session: ModelSession,
  requests: readonly GenerateRequest[],
): Promise<Sketch[]> {
  return await firstGood(requests, {
    make: (tries) => sketchPass(session, tries.map(({ index }) => requests[index]!), tries.map(streamOf)),
    isGood: ({ logLikelihood }) => logLikelihood >= -LIKELY,
    choose: firstLikely,
    most: MAX_BEST_OF,
  });
}

/**
 * Draws each sketch once and, where that does not keep close to it, up to `bestOf` times, but not more than three; keeps
 * the drawing closest to the sketch.
 */
export async function drawSketches(
  session: ModelSession,
  requests: readonly GenerateRequest[],
  sketches: readonly Pick<Sketch, "bits" | "aspect">[],
): Promise<Drawing[]> {
  const known = new Map<Drawing, number>();
  const closeness = (drawing: Drawing): number => {
    const value = known.get(drawing) ?? likeness(drawing.lines, drawing.sketch);
    known.set(drawing, value);
    return value;
  };
  return await firstGood(requests, {
    make: (tries) =>
      drawingPass(
        session,
        tries.map(({ index }) => requests[index]!),
        tries.map(({ index }) => sketches[index]!),
        tries.map(streamOf),
      ),
    isGood: (drawing) => closeness(drawing) >= CLOSE,
    choose: (drawings) => drawings.reduce((best, other) => closeness(other) > closeness(best) ? other : best),
    most: MAX_DRAWINGS,
  });
}

/** A request, by its index, and the number of the stream of randomness that it is tried with. */
interface Try {
  index: number;
  stream: number;
}

const streamOf = ({ stream }: Try): number => stream;

/** How something is tried, and what is taken. */
interface Trial<T> {
  make(tries: readonly Try[]): Promise<T[]>;
  isGood(result: T): boolean;
  /** Chooses among all tries of a request. */
  choose(results: readonly T[]): T;
  /** Tries at most, whatever `bestOf` says. */
  most: number;
}

/** One result for each request: its first try if that is good, otherwise the choice among all of its tries. */
async function firstGood<T>(requests: readonly GenerateRequest[], trial: Trial<T>): Promise<T[]> {
  const counts = requests.map((request) => Math.min(trial.most, triesOf(request)));
  const firsts = await trial.make(requests.map((_, index) => ({ index, stream: 0 })));
  const again = counts.flatMap((count, index) =>
    count === 1 || trial.isGood(firsts[index]!)
      ? []
      : Array.from({ length: count - 1 }, (_, n): Try => ({ index, stream: n + 1 }))
  );
  if (again.length === 0) return firsts;
  const more = await trial.make(again);
  return firsts.map((first, i) => trial.choose([first, ...more.filter((_, n) => again[n]!.index === i)]));
}

/** How often a request is tried. Throws a UserError of kind "usage" when `bestOf` or `guidance` is out of range. */
function triesOf(request: GenerateRequest): number {
  const { bestOf = 1, guidance = 1 } = request;
  if (!Number.isInteger(bestOf) || bestOf < 1 || bestOf > MAX_BEST_OF) {
    throw new UserError("usage", `best-of must be a whole number from 1 to ${MAX_BEST_OF}, not ${bestOf}`);
  }
  if (!(guidance >= 0 && guidance <= MAX_GUIDANCE)) {
    throw new UserError("usage", `guidance must be a number from 0 to ${MAX_GUIDANCE}, not ${guidance}`);
  }
  // Without randomness all sketches are the same one.
  return request.temperature === 0 || request.topK === 1 ? 1 : bestOf;
}

/**
 * The first sketch that is nearly as likely as the likeliest. A slip at one patch makes all later ones unlikely, so this
 * leaves out spoiled sketches, and still lets each seed show another picture of the word.
 */
export function firstLikely(sketches: readonly Sketch[]): Sketch {
  const most = Math.max(...sketches.map(({ logLikelihood }) => logLikelihood));
  return sketches.find(({ logLikelihood }) => logLikelihood >= most - NEARLY) ?? sketches[0]!;
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

/**
 * The second pass alone, for several requests at once: a drawing of each sketch. `streams` as in `sketchPass`. `onText`
 * is handed each piece of text as it is decoded, before edges are trimmed, with the index of its request.
 */
export async function drawingPass(
  session: ModelSession,
  requests: readonly GenerateRequest[],
  sketches: readonly Pick<Sketch, "bits" | "aspect">[],
  streams: readonly number[] = requests.map(() => 0),
  onText?: (text: string, index: number) => void,
): Promise<Drawing[]> {
  const rows = requests.map((request, i) =>
    drawingRow(session, request, sketches[i]!, streams[i]!, (text) => onText?.(text, i))
  );
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
  const { guidance = 1 } = request;
  const stream = random(request.seed, SKETCH_STREAM, number);
  const lawfulPatches = patchTokens(tokenizer);
  const lawfulAspects = aspectTokens(tokenizer, limits);
  const guided = new Float32Array(tokenizer.vocabularySize);
  const lawfulVariants = variantTokens(tokenizer);
  // Seed 1 has the first picture, which is the plainest; every other try is free to find a better known one.
  const spread = { ...stream, next: () => (Math.max(0, request.seed - 1) * GOLDEN_RATIO) % 1 };
  const patches: number[] = [];
  let variant: number | undefined;
  let aspect = 0;
  let logLikelihood = 0;
  const sequence = (prompt: Prompt): DecodeSequence => {
    return { prefix: prefixTokens(tokenizer, prompt), state: sketchState(layout, tokenizer, prompt) };
  };
  return {
    sequences: [
      sequence(prompt),
      ...guidance === 1 ? [] : [sequence({ ...prompt, characters: [], label: -1 })],
    ],
    next([prompted, free]) {
      const lawful = variant === undefined
        ? lawfulVariants
        : patches.length === PATCHES
        ? lawfulAspects
        : lawfulPatches;
      if (guidance !== 1) {
        for (const token of lawful) {
          guided[token] = free![token]! + guidance * (prompted![token]! - free![token]!);
        }
      }
      const logits = guidance === 1 ? prompted! : guided;
      if (variant === undefined) {
        const sampling = { ...request, temperature: VARIANT_TEMPERATURE * request.temperature };
        return variant = sample(
          logits,
          numbersOf(logits, lawful),
          sampling,
          number % 2 === 0 ? spread : stream,
        );
      }
      const token = sample(logits, lawful, request, stream);
      if (patches.length === PATCHES) {
        aspect = token - tokenizer.aspectStart;
        return undefined;
      }
      logLikelihood += logProbability(prompted!, lawful, token);
      patches.push(token);
      return token;
    },
    sketch: () => {
      const bits = tokenizer.decodeSketch(patches);
      return { bits, aspect, variant: variant! - tokenizer.variantStart, logLikelihood };
    },
  };
}

/** Numbers under which the model knows pictures of the word; all where it knows nothing. */
export function numbersOf(logits: Float32Array, lawful: readonly number[]): readonly number[] {
  const most = Math.max(...lawful.map((token) => logits[token]!));
  const known = lawful.filter((token) => logits[token]! >= most - NO_PICTURE);
  return known.length > 0 ? known : lawful;
}

function drawingRow(
  session: ModelSession,
  request: GenerateRequest,
  { bits, aspect }: Pick<Sketch, "bits" | "aspect">,
  number: number,
  onText: (text: string) => void,
): DecodeRow & { drawing(): Drawing } {
  const { tokenizer, layout } = session;
  const { limits, prompt } = prepare(session, request);
  const stream = random(request.seed, DRAWING_STREAM, number);
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
  // The network sees three cells ahead; a run of spaces must not jump over an eye farther on.
  let dots: Cell[] | undefined;
  let written = 0;
  return {
    sequences: [{ prefix: prefixTokens(tokenizer, prompt), state }],
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
      const lawful = moveTokens(tokenizer, moves, blank);
      const token = lawful.length === 1 ? lawful[0]! : sample(logits!, lawful, sampling, stream);
      if (token === tokenizer.eos) return undefined;
      drawn.push(token);
      onText(tokenizer.decode([token]));
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
      label: config.labels.indexOf(request.prompt),
    },
  };
}
